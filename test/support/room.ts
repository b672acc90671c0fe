import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterTest } from './after-test.ts';
import { tempFolder } from './temp-folder.ts';

const run = promisify(execFile);

/** What reaches the microphone of a room, as shares of full scale. */
export interface Room {
  /** Of what the loudspeaker plays; 0 where its amplifier is muted. */
  gain: number;
  noise: number;
  delayMs: number;
}

/**
 * A room with a loudspeaker and a microphone, in a process of its own until the test ends.
 * @returns the options of an agent that plays and listens there
 */
export async function room({ gain, noise, delayMs }: Room): Promise<string[]> {
  const folder = await tempFolder();
  const [sound, microphone] = [join(folder, 'sound'), join(folder, 'microphone')];
  await run('mkfifo', [sound, microphone]);
  const given = [sound, microphone, ...[gain, delayMs, noise].map(String)];
  const program = 'test/support/room-process.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...given], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  afterTest(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return ['--output', `fifo:${sound}`, '--ear', `fifo:${microphone}`];
}
