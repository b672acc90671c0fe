import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCommandEngine } from '../../../media/speech/command-engine.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

async function engine(body: string) {
  const folder = await tempFolder();
  const script = join(folder, 'engine.sh');
  await writeFile(script, `#!/bin/sh\n${body}\n`);
  const words = ['/bin/sh', script, '{text-file}', '{output}'];
  const { speak } = createCommandEngine(words, {
    tempFile: (extension) => join(folder, `in.${extension}`),
  });
  const target = join(folder, 'out.wav');
  return { folder, target, speak };
}

it('ends an engine that hangs together with what it started', async () => {
  const { target, speak } = await engine('sleep 600 & echo $! > "$2.pid"; wait');
  const stop = new AbortController();
  const { signal } = stop;
  const spoken = speak('Xin chào', { target, voice: 'vi', wordsPerMinute: 150, signal });
  const failed = expect(spoken).rejects.toThrow('enough');
  const read = async () =>
    existsSync(`${target}.pid`) ? readFileSync(`${target}.pid`, 'utf8') : '';
  const pid = await until(async () => (await read()).trim() || undefined, {
    limitMs: 10_000,
    what: 'the engine has begun',
  });
  stop.abort(new Error('enough'));
  await failed;
  const isGone = () => {
    const stat = `/proc/${pid}/stat`;
    // Nobody may have collected it yet.
    return !existsSync(stat) || readFileSync(stat, 'utf8').includes(') Z ');
  };
  await until(async () => isGone() || undefined, { limitMs: 10_000, what: 'it is gone' });
});

it('leaves the text in no file behind, and writes no endless one', async () => {
  const { folder, target, speak } = await engine(
    'dd if=/dev/zero of="$2" bs=1 count=1 seek=1100000000',
  );
  const spoken = speak('Xin chào', { target, voice: 'vi', wordsPerMinute: 150 });
  await expect(spoken).rejects.toMatchObject({ code: 'speech_failed' });
  expect(existsSync(join(folder, 'in.txt'))).toBe(false);
});
