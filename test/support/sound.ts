import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Makes a sound file with ffmpeg's own sources, e.g. `sine=f=440:d=2`. */
export async function makeSound(
  target: string,
  source: string,
  outputOptions: string[] = [],
): Promise<string> {
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, ...outputOptions, target]);
  return target;
}

/** Makes another file of a sound file. */
export async function convertSound(
  source: string,
  target: string,
  outputOptions: string[] = [],
): Promise<string> {
  await run('ffmpeg', ['-v', 'error', '-y', '-i', source, ...outputOptions, target]);
  return target;
}

/** What `ebur128` reads: integrated loudness in LUFS and true peak in dBTP. */
export async function readLoudness(path: string): Promise<{ lufs: number; truePeakDb: number }> {
  const filter = 'ebur128=peak=true:framelog=verbose';
  const { stderr } = await run('ffmpeg', [
    '-nostats',
    '-i',
    path,
    '-af',
    filter,
    '-f',
    'null',
    '-',
  ]);
  return {
    lufs: Number(/^\s+I:\s+(\S+) LUFS/m.exec(stderr)?.[1]),
    truePeakDb: Number(/^\s+Peak:\s+(\S+) dBFS/m.exec(stderr)?.[1]),
  };
}
