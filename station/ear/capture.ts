import type { PcmDecoder } from '../../media/pcm.ts';
import { createLevelLine, floorDb, levelsPerSecond } from '../../media/ear/level-line.ts';
import type { Clock } from '../../runtime/clock.ts';
import { bytesPerFrame, framesPerMs, sampleRate } from '../output/output.ts';

/** What a microphone has heard since it was opened; sound itself is not kept. */
export interface Capture {
  /** Levels from `startedAt` on, 50 a second. */
  levels: readonly number[];
  /** How many samples of each level stood at the limit. */
  limited: readonly number[];
  /** Monotonic ms at which the first level began, as well as it is known. */
  startedAt(): number;
  close(): void;
}

/** 16 bits hold no more; some cards stop a little below. */
const limit = 32_600;
const framesPerLevel = sampleRate / levelsPerSecond;
/** What was late for so long is not late but lost: a card forgets what is not fetched in time. */
const watchMs = 2000;
const lostMs = 200;

/** Listens until closed, or until the microphone is gone. */
export function startCapture(
  decoder: PcmDecoder,
  { clock, onEnd }: { clock: Clock; onEnd: (fault: unknown) => void },
): Capture {
  const line = createLevelLine(sampleRate);
  const levels: number[] = [];
  const limited: number[] = [];
  let startedAt = Infinity;
  let frames = 0;
  let atLimit = 0;
  let rest = Buffer.alloc(0);
  let isClosed = false;
  const delay = createDelay(clock);
  const add = (level: number) => {
    levels.push(level);
    limited.push(atLimit);
    atLimit = 0;
  };
  decoder.stdout.on('data', (chunk: Buffer) => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const count = Math.floor(bytes.length / bytesPerFrame);
    rest = Buffer.from(bytes.subarray(count * bytesPerFrame));
    const samples = new Int16Array(count);
    for (let i = 0; i < count; i += 1) samples[i] = bytes.readInt16LE(i * bytesPerFrame);
    frames += count;
    // Buffers only delay: the quickest piece tells best when the first began.
    const began = clock.monotonic() - frames / framesPerMs;
    startedAt = Math.min(startedAt, began);
    for (const sample of samples) if (Math.abs(sample) >= limit) atLimit += 1;
    line.add(samples).forEach(add);
    // Each level keeps its place in time.
    const gap = Math.floor((delay.leastOf(began - startedAt) * framesPerMs) / framesPerLevel);
    for (let i = 0; i < gap; i += 1) add(floorDb);
    frames += gap * framesPerLevel;
  });
  decoder.done.then(
    () => isClosed || onEnd(new Error('the microphone gives nothing any more')),
    (fault: unknown) => isClosed || onEnd(fault),
  );
  return {
    levels,
    limited,
    startedAt: () => startedAt,
    close() {
      isClosed = true;
      decoder.stop();
    },
  };
}

/** By how much what comes is late at least, once it has been so for a while; else 0. */
function createDelay(clock: Clock) {
  let since = clock.monotonic();
  let least = Infinity;
  return {
    leastOf(lateMs: number): number {
      least = Math.min(least, lateMs);
      if (clock.monotonic() - since < watchMs) return 0;
      const found = least;
      since = clock.monotonic();
      least = Infinity;
      return found >= lostMs ? found : 0;
    },
  };
}
