import { writeFile } from 'node:fs/promises';

export interface WavContent {
  sampleRate: number;
  /** One channel, -1 to 1. */
  samples: Float32Array;
  /** Epoch milliseconds of the first frame; what an agent would write beside the file. */
  startedAtMs?: number;
}

/** Writes a 16-bit mono WAV file, with frame times beside it when it has a start. */
export async function writeWav(file: string, content: WavContent): Promise<void> {
  const { sampleRate, samples, startedAtMs } = content;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length * 2, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length * 2, 40);
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((value, index) => {
    data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_767), index * 2);
  });
  await writeFile(file, Buffer.concat([header, data]));
  if (startedAtMs === undefined) return;
  const seconds = Math.floor(samples.length / sampleRate);
  const pairs = Array.from({ length: seconds + 1 }, (_, second) => [
    second * sampleRate,
    startedAtMs + second * 1000,
  ]);
  await writeFile(`${file}.json`, JSON.stringify({ sampleRate, frame0UtcMs: startedAtMs, pairs }));
}

/** Root mean square of some samples: 0 is silence. */
export function loudnessOf(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}
