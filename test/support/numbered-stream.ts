import { systemClock } from '../../runtime/clock.ts';
import type { Output } from '../../station/output/output.ts';
import { blockFrames, framesPerMs } from '../../station/output/output.ts';

const clock = systemClock();
/** Frames carry their number, beginning anew after so many; never 0, which is silence. */
export const numberedPeriod = 30_000;

/** What was written into an output. */
export interface Written {
  frames: number;
  /** First frame of each block that did not reach it. */
  lost: number[];
}

/** Writes a stream whose samples are their own numbers into an output, as its pace asks, for so long. */
export async function writeNumbered(
  output: Output,
  lengthMs: number,
  written: Written = { frames: 0, lost: [] },
): Promise<Written> {
  const end = clock.monotonic() + lengthMs;
  while (clock.monotonic() < end) {
    const dueMs = clock.monotonic() - output.startedAt + output.aheadMs;
    const due = Math.floor((dueMs * framesPerMs) / blockFrames) * blockFrames;
    for (; written.frames < due; written.frames += blockFrames) {
      const block = Int16Array.from({ length: blockFrames }, (_, i) =>
        numberOf(written.frames + i),
      );
      if (!(await output.write(Buffer.from(block.buffer)))) written.lost.push(written.frames);
    }
    await clock.sleep(20);
  }
  return written;
}

export function numberOf(frame: number): number {
  return (frame % numberedPeriod) + 1;
}

/** Samples of little-endian bytes. */
export function samplesOf(bytes: Buffer): Int16Array {
  return new Int16Array(new Uint8Array(bytes.subarray(0, bytes.length & ~1)).buffer);
}

/** Places after which numbers do not go on by one. */
export function breaksIn(samples: Int16Array): number[] {
  const breaks: number[] = [];
  for (let i = 1; i < samples.length; i += 1) {
    const [before = 0, sample = 0] = [samples[i - 1], samples[i]];
    if (sample !== (before % numberedPeriod) + 1) breaks.push(i - 1);
  }
  return breaks;
}
