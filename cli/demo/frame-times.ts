import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** What an agent writes beside the sound file: which frame sounded at which system time. */
const frameTimes = z.object({
  sampleRate: z.number().positive(),
  /** Epoch ms at which frame 0 sounded. */
  frame0UtcMs: z.number(),
  /** About one a second: frame, epoch ms. */
  pairs: z.array(z.tuple([z.number(), z.number()])),
});
export type FrameTimes = z.output<typeof frameTimes>;

export async function readFrameTimes(soundFile: string): Promise<FrameTimes> {
  return frameTimes.parse(JSON.parse(await readFile(`${soundFile}.json`, 'utf8')));
}

/** The frame, possibly a fraction, that sounds at an instant: between the two nearest pairs. */
export function frameAt(times: FrameTimes, atMs: number): number {
  let before: [number, number] = [0, times.frame0UtcMs];
  for (const pair of times.pairs) {
    if (pair[1] > atMs) {
      const spanMs = pair[1] - before[1];
      const share = spanMs > 0 ? (atMs - before[1]) / spanMs : 0;
      return before[0] + share * (pair[0] - before[0]);
    }
    before = pair;
  }
  return before[0] + ((atMs - before[1]) / 1000) * times.sampleRate;
}
