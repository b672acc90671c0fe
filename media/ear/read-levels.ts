import { measure } from '../run.ts';
import { createLevelLine } from './level-line.ts';

const sampleRate = 16_000;
const timeoutMs = 30_000;
const bytesPerSample = 2;

/**
 * Levels of a part of a file, 50 a second: as many as could be decoded, none where it is no sound.
 * @throws MediaError `ffmpeg_timeout`, `ffmpeg_failed` when it cannot be started; the signal's reason when aborted
 */
export async function readLevels(
  path: string,
  {
    fromMs = 0,
    lengthMs,
    signal,
  }: { fromMs?: number; lengthMs: number; signal?: AbortSignal | undefined },
): Promise<number[]> {
  const line = createLevelLine(sampleRate);
  const levels: number[] = [];
  let rest = Buffer.alloc(0);
  const take = (chunk: Buffer) => {
    const bytes = Buffer.concat([rest, chunk]);
    const whole = bytes.length - (bytes.length % bytesPerSample);
    const samples = new Int16Array(whole / bytesPerSample);
    for (let index = 0; index < samples.length; index += 1)
      samples[index] = bytes.readInt16LE(index * bytesPerSample);
    rest = bytes.subarray(whole);
    levels.push(...line.add(samples));
  };
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  await measure(
    path,
    [...(fromMs > 0 ? ['-ss', seconds(fromMs)] : []), '-t', seconds(lengthMs)],
    [
      ...['-map', '0:a:0', '-ar', String(sampleRate), '-ac', '1'],
      ...['-c:a', 'pcm_s16le', '-f', 's16le', 'pipe:3'],
    ],
    { timeoutMs, signal, onBytes: [take] },
  );
  return levels;
}
