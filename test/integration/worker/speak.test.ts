import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SpeechConfig } from '../../../worker/config.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testWorker } from '../../support/test-worker.ts';

const run = promisify(execFile);
const bulletin = 'Ủy ban nhân dân xã thông báo lịch tiêm chủng.';

async function speaker(speech?: SpeechConfig) {
  const world = await testWorker(speech ? { speech } : {});
  let count = 0;
  const speak = async (text: string, voice = 'vi', wordsPerMinute = 150) => {
    const workId = `w${(count += 1)}`;
    const payload = { text, voice, wordsPerMinute };
    await world.producer.add({ kind: 'speak', workId, generation: 1, payload });
    return (await world.outcomeOf(workId)).result;
  };
  /** Of a kept sound, as another program hears it. */
  const lengthOf = async (result: Awaited<ReturnType<typeof speak>>) => {
    if (!result.ok) throw new Error(result.detail);
    const { source } = result.value as { source: string };
    const args = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0'];
    const { stdout } = await run('ffprobe', [...args, world.store.path(source)]);
    return Math.round(Number(stdout) * 1000);
  };
  const leftovers = () => readdir(join(world.dataFolder, 'media/tmp'));
  return { ...world, speak, lengthOf, leftovers };
}

/** An engine made of a shell script; its words come to it as `$1`, `$2` … */
async function script(body: string, words: string[]): Promise<SpeechConfig> {
  const file = join(await tempFolder(), 'engine.sh');
  await writeFile(file, `#!/bin/sh\n${body}\n`);
  return { engine: 'command', words: ['/bin/sh', file, ...words] };
}

const usual = ['{text-file}', '{output}', '{voice}', '{rate}'];
const espeak = 'espeak-ng -v "$3" -s "$4" -w "$2" -f "$1"';

describe('speak job by espeak-ng', () => {
  it('keeps sound whose length is that of the file, the same for the same words', async () => {
    const { speak, lengthOf, leftovers } = await speaker();
    const said = await speak(bulletin);
    const { durationMs } = (said as { value: { durationMs: number } }).value;
    expect(durationMs).toBeGreaterThan(1500);
    expect(Math.abs(durationMs - (await lengthOf(said)))).toBeLessThan(5);
    expect(await speak(bulletin)).toEqual(said);
    const slow = await speak(bulletin, 'vi', 90);
    expect(await lengthOf(slow)).toBeGreaterThan(durationMs * 1.3);
    const south = await speak(bulletin, 'vi-vn-x-south');
    expect(south).not.toEqual(said);
    expect(await leftovers()).toEqual([]);
  });

  it('takes a text for a text, whatever it looks like', async () => {
    const { speak } = await speaker();
    for (const text of ['--version một hai', '$(touch /tmp/loa) một', '-w /etc/x hai'])
      expect(await speak(text)).toMatchObject({ ok: true });
  });

  it('says why a voice that is not there cannot speak', async () => {
    const { speak, leftovers } = await speaker();
    const result = await speak(bulletin, 'nobody');
    expect(result).toMatchObject({ ok: false, code: 'speech_failed' });
    expect(await leftovers()).toEqual([]);
  });
});

describe('speak job by a command', () => {
  it('hands it the text in a file, with voice and rate', async () => {
    const { speak, lengthOf, leftovers } = await speaker(await script(espeak, usual));
    const slow = await speak(bulletin, 'vi-vn-x-central', 100);
    const fast = await speak(bulletin, 'vi-vn-x-central', 200);
    expect(await lengthOf(slow)).toBeGreaterThan((await lengthOf(fast)) * 1.3);
    expect(await leftovers()).toEqual([]);
  });

  it('takes any format, in mono or stereo', async () => {
    const stereo = 'ffmpeg -v error -f lavfi -i sine=d=2 -ac 2 -ar 44100 -f mp3 -y "$2"';
    const { speak, lengthOf } = await speaker(await script(stereo, usual));
    const result = await speak(bulletin);
    const { durationMs } = (result as { value: { durationMs: number } }).value;
    expect(Math.abs(durationMs - (await lengthOf(result)))).toBeLessThan(5);
    expect(durationMs).toBeGreaterThan(1900);
    expect(durationMs).toBeLessThan(2200);
  });

  it('finds out what an engine did wrong', async () => {
    const faults = [
      ['hỏng', 'echo "no such model" >&2; exit 3', 'no such model'],
      ['không ghi', 'exit 0', 'wrote no file'],
      ['tệp rỗng', ': > "$2"', 'empty'],
      ['không phải tiếng', 'echo "Lỗi" > "$2"', 'cannot be used'],
      ['danh sách', 'printf "#EXTM3U\\n/etc/passwd\\n" > "$2"', 'cannot be used'],
      ['im lặng', 'ffmpeg -v error -f lavfi -i anullsrc -t 2 -y -f wav "$2"', 'silent'],
      ['nửa tệp', `${espeak}; truncate -s 30000 "$2"`, 'cannot be used'],
    ] as const;
    const cases = faults.map(([text, body]) => `"${text}") ${body};;`).join('\n');
    const body = `case "$(cat "$1")" in\n${cases}\nesac`;
    const { speak, leftovers } = await speaker(await script(body, usual));
    await Promise.all(
      faults.map(async ([text, , why]) => {
        const detail = expect.stringContaining(why) as string;
        expect(await speak(text)).toEqual({ ok: false, code: 'speech_failed', detail });
      }),
    );
    expect(await leftovers()).toEqual([]);
  });

  it('says so when the program is not there', async () => {
    const { speak } = await speaker({ engine: 'command', words: ['/no/engine', ...usual] });
    expect(await speak(bulletin)).toMatchObject({ ok: false, code: 'speech_failed' });
  });
});

describe('speak job by HTTP', () => {
  async function engine(answer: (body: unknown) => Promise<{ status: number; body: Buffer }>) {
    const seen: { headers: IncomingHttpHeaders; body: unknown }[] = [];
    const server = createServer((request, response) => {
      void (async () => {
        const body: unknown = JSON.parse((await buffer(request)).toString());
        seen.push({ headers: request.headers, body });
        const { status, body: bytes } = await answer(body);
        response.writeHead(status).end(bytes);
      })();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/doc`;
    return { config: { engine: 'http', url, token: 'bí mật' } as const, seen };
  }
  const tone = async () => {
    const args = [
      '-v',
      'error',
      '-f',
      'lavfi',
      '-i',
      'sine=d=1',
      '-f',
      'ogg',
      '-c:a',
      'libopus',
      '-',
    ];
    const { stdout } = await run('ffmpeg', args, { encoding: 'buffer' });
    return stdout;
  };

  it('posts text, voice and rate, and keeps what it answers', async () => {
    const { config, seen } = await engine(async () => ({ status: 200, body: await tone() }));
    const { speak, lengthOf } = await speaker({ ...config, token: 'bi-mat' });
    const result = await speak(bulletin, 'mai', 120);
    expect(Math.abs((await lengthOf(result)) - 1000)).toBeLessThan(100);
    expect(seen[0]?.body).toEqual({ text: bulletin, voice: 'mai', rate: 120 });
    expect(seen[0]?.headers.authorization).toBe('Bearer bi-mat');
  });

  it('tries again, and then says why it gave up', async () => {
    const { config, seen } = await engine(async () => ({ status: 500, body: Buffer.from('x') }));
    const { speak } = await speaker({ ...config, token: null });
    const result = await speak(bulletin);
    expect(result).toMatchObject({ ok: false, code: 'speech_failed' });
    expect((result as { detail: string }).detail).toContain('500');
    expect(seen).toHaveLength(3);
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  it('does not knock at inner addresses that are not allowed', async () => {
    const { speak } = await speaker({ engine: 'http', url: 'http://10.0.0.1/', token: null });
    expect(await speak(bulletin)).toMatchObject({ ok: false, code: 'outbound_refused' });
  });
});
