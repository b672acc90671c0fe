import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { readRecordedWav } from '../../support/recorded-wav.ts';
import { agentInside, agentPlace, agentProcess } from '../../support/station-agent.ts';
import {
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const run = promisify(execFile);
const sounding = (server: StationProtocolServer, key: string) =>
  until(async () => server.statuses.find(({ playing }) => playing === key), {
    limitMs: 60_000,
    what: `${key} sounds`,
  });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Asks the page as anybody could, with any headers. */
async function ask(
  port: number,
  path: string,
  {
    method = 'GET',
    body = '',
    headers,
  }: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; text: string }> {
  const sent = request({ port, path, method, headers: headers ?? {} });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, text };
}

describe.concurrent('the page at the loudspeaker', () => {
  itBeside('shows the day, sets the volume for good, stops what sounds; all offline', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 25 });
    const entry = entryOf(bulletin, Date.now() + 5000, { title: 'Tin <xã> & "thôn"' });
    server.publish({ entries: [entry] });
    const port = await freePort();
    const place = await agentPlace(server, ['--page', String(port)]);
    const agent = await agentInside(place);
    await sounding(server, entry.key);
    await server.stop();

    const { text } = await ask(port, '/');
    expect(text).toContain('lang="vi"');
    expect(text).toContain('Tin &#60;xã&#62; &#38; &#34;thôn&#34;');
    expect(text).toContain('đang phát');
    expect((await ask(port, '/?lang=en')).text).toContain('Stop</button>');
    const token = /name="token" value="([\w-]+)"/.exec(text)?.[1] ?? '';
    expect(token.length).toBeGreaterThan(20);
    const form = (rest: string) => ({ method: 'POST', body: `token=${token}&lang=vi&${rest}` });

    const { startsAt } = entry;
    await until(
      async () =>
        readRecordedWav(place.wav).peakBetween(startsAt + 200, startsAt + 700) || undefined,
      { limitMs: 10_000, what: 'it sounds at full volume' },
    );
    const quieter = Date.now();
    expect((await ask(port, '/volume', form('percent=25'))).status).toBe(303);
    await until(async () => readRecordedWav(place.wav).endsAt() > quieter + 1500 || undefined, {
      ...{ limitMs: 10_000, what: 'it sounds on' },
    });
    const wav = readRecordedWav(place.wav);
    const before = wav.peakBetween(startsAt + 200, startsAt + 700);
    const after = wav.peakBetween(quieter + 1000, quieter + 1500);
    expect(Math.abs(after / before - 0.25)).toBeLessThan(0.01);
    for (const wrong of ['percent=101', 'percent=-1', 'percent=', 'percent=1e1', ''])
      expect((await ask(port, '/volume', form(wrong))).status).toBe(400);

    const stoppedAt = Date.now();
    expect((await ask(port, '/stop', form(''))).status).toBe(303);
    await until(async () => readRecordedWav(place.wav).endsAt() > stoppedAt + 1500 || undefined, {
      ...{ limitMs: 10_000, what: 'the file reaches beyond the stop' },
    });
    expect(readRecordedWav(place.wav).peakBetween(stoppedAt + 600, stoppedAt + 1500)).toBe(0);
    expect((await ask(port, '/')).text).toContain('dừng tại loa');

    await server.start();
    const play = await until(async () => server.plays[0], { limitMs: 20_000, what: 'the play' });
    expect(play).toMatchObject({ key: entry.key, reason: 'stopped_here' });
    await agent.stop();
    await agentInside(place);
    expect((await ask(port, '/')).text).toContain('value="25"');
  });

  itBeside(
    'is for this machine alone: other names, other sites and made-up forms are refused',
    async () => {
      const server = await stationProtocolServer();
      server.publish({});
      const port = await freePort();
      await agentInside(await agentPlace(server, ['--page', String(port)]));
      const { text } = await ask(port, '/');
      const token = /name="token" value="([\w-]+)"/.exec(text)?.[1] ?? '';
      const post = { method: 'POST', body: `token=${token}&percent=1` };
      const refused = [
        await ask(port, '/', { headers: { host: `evil.example:${port}` } }),
        await ask(port, '/', { headers: { host: '127.0.0.1' } }),
        await ask(port, '/volume', { ...post, headers: { origin: 'https://evil.example' } }),
        await ask(port, '/volume', { ...post, headers: { origin: 'null' } }),
        await ask(port, '/volume', { method: 'POST', body: 'percent=1' }),
        await ask(port, '/volume', { method: 'POST', body: `token=${token}x&percent=1` }),
        await ask(port, '/stop', { method: 'POST', body: `token=&x=${'y'.repeat(5000)}` }),
      ];
      expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 403));
      expect((await ask(port, '/other')).status).toBe(404);
      expect((await ask(port, '/')).text).toContain('value="100"');
    },
  );
});

describe.concurrent('a stop at the loudspeaker', () => {
  for (const by of ['a named pipe', 'a program that prints lines'])
    itBeside(`by ${by}`, async () => {
      const server = await stationProtocolServer();
      const bulletin = await addBulletin(server, { seconds: 20 });
      const entry = entryOf(bulletin, Date.now() + 6000);
      server.publish({ entries: [entry] });
      const button = join(await tempFolder(), 'button');
      const isPipe = by === 'a named pipe';
      if (isPipe) await run('mkfifo', [button]);
      else await writeFile(button, '');
      const input = isPipe
        ? ['--stop-input', button]
        : ['--stop-command', JSON.stringify(['tail', '-n0', '-f', button])];
      await agentInside(await agentPlace(server, input));
      await sounding(server, entry.key);
      await writeFile(button, 'stop\n');
      const play = await until(async () => server.plays[0], { limitMs: 10_000, what: 'the play' });
      expect(play).toMatchObject({ key: entry.key, reason: 'stopped_here' });
      expect(play.heardMs).toBeLessThan(20_000);
    });

  itBeside('by a signal', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 30 });
    const entry = entryOf(bulletin, Date.now() + 8000, { startMode: 'hard' });
    server.publish({ entries: [entry] });
    const agent = agentProcess(await agentPlace(server));
    await sounding(server, entry.key);
    agent.child.kill('SIGUSR1');
    const play = await until(async () => server.plays[0], { limitMs: 10_000, what: 'the play' });
    expect(play.reason).toBe('stopped_here');
  });
});

describe.concurrent('an amplifier', () => {
  /** A switch that notes when it was used. */
  async function amplifier() {
    const log = join(await tempFolder(), 'switch.log');
    const use = (word: string) =>
      JSON.stringify(['sh', '-c', `echo ${word} $(date +%s%3N) >> ${log}`]);
    const used = () =>
      (existsSync(log) ? readFileSync(log, 'utf8') : '')
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(' '))
        .map(([word = '', at]) => ({ word, at: Number(at) }));
    return { args: ['--on-prepare', use('on'), '--on-idle', use('off')], used };
  }

  itBeside('is off at first, on before the sound, off after it, and off at the end', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 3 });
    const startsAt = Date.now() + 7000;
    server.publish({ entries: [entryOf(bulletin, startsAt)] });
    const { args, used } = await amplifier();
    const agent = await agentInside(await agentPlace(server, args));
    const words = () => used().map(({ word }) => word);
    await until(async () => words().length === 3 || undefined, {
      limitMs: 30_000,
      what: 'it is off again',
    });
    expect(words()).toEqual(['off', 'on', 'off']);
    const [, on, off] = used();
    expect(startsAt - (on?.at ?? 0)).toBeGreaterThan(1500);
    expect((off?.at ?? 0) - startsAt - bulletin.durationMs).toBeGreaterThan(900);
    await agent.stop();
    expect(words()).toEqual(['off', 'on', 'off', 'off']);
  });

  itBeside('whose switch hangs or fails delays no sound, and is reported', async () => {
    const server = await stationProtocolServer();
    const bulletin = await addBulletin(server, { seconds: 3 });
    const startsAt = Date.now() + 7000;
    server.publish({ entries: [entryOf(bulletin, startsAt)] });
    const hooks = ['--on-prepare', 'sleep 60', '--on-idle', 'false'];
    await agentInside(await agentPlace(server, hooks));
    const play = await until(async () => server.plays[0], { limitMs: 20_000, what: 'the play' });
    expect(play.reason).toBe('completed');
    expect(Math.abs((play.startedAt ?? 0) - startsAt)).toBeLessThanOrEqual(5);
    const found = await until(
      async () => server.incidents.find(({ code }) => code === 'amplifier_failed'),
      { limitMs: 20_000, what: 'it is reported' },
    );
    expect(found.detail).toContain('off: false ended with 1');
  });
});
