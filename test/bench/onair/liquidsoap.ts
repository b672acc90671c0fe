import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from '../../../core/playlist/playlist.ts';
import type { Item } from './timetable.ts';

/** The same timetable as a Liquidsoap script: each file in its time, silence else. */
function scriptOf(items: readonly Item[], entries: readonly Entry[], pipe: string): string {
  const cases = items.map(({ file, durationMs }, index) => {
    const from = (entries[index]?.startsAt ?? 0) / 1000;
    const until = from + durationMs / 1000;
    const when = `{time() >= ${from.toFixed(3)} and time() < ${until.toFixed(3)}}`;
    return `  (${when}, once(single("${file}")))`;
  });
  return `settings.init.allow_root.set(true)
settings.frame.audio.samplerate.set(24000)
settings.frame.audio.channels.set(1)
settings.log.stdout.set(true)
air = switch(track_sensitive=false, [
${cases.join(',\n')}
])
radio = fallback(track_sensitive=false, [air, blank()])
output.file(%wav(samplerate=24000, channels=1, samplesize=16, header=false), fallible=true, "${pipe}", radio)
`;
}

/** Runs it until stopped. */
export async function startLiquidsoap(given: {
  folder: string;
  items: readonly Item[];
  entries: readonly Entry[];
  pipe: string;
}): Promise<{ stop(): Promise<void> }> {
  const script = join(given.folder, 'radio.liq');
  await writeFile(script, scriptOf(given.items, given.entries, given.pipe));
  const log = openSync(join(given.folder, 'liquidsoap.log'), 'w');
  const child = spawn('liquidsoap', [script], { stdio: ['ignore', log, log] });
  const ended = once(child, 'exit');
  ended.catch(() => {});
  return {
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
