import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Has Vietnamese spoken by espeak-ng into a WAV file. */
export async function speakInto(target: string, text: string): Promise<string> {
  await run('espeak-ng', ['-v', 'vi', '-w', target, text]);
  return target;
}
