import type { PcmDecoder } from '../../media/pcm.ts';
import type { Clock } from '../../runtime/clock.ts';
import { bytesPerFrame, framesPerMs } from '../output/output.ts';
import { shift } from './sound.ts';

/** Sound that comes when it comes: a stream, or an input. */
export interface LiveFeed {
  available(): number;
  /** At most so many frames, the oldest first. */
  take(frames: number): Int16Array;
  /** Forgets what is older than has to be kept for the sound to flow. */
  catchUp(): void;
  close(): void;
}

export interface LiveFeedDeps {
  /** Opens it, again where it broke off. */
  open: () => PcmDecoder;
  /** The wait before it is opened again doubles from half a second up to this. */
  longestWaitMs: number;
  clock: Clock;
  /** Hears why it broke off, the first time. */
  onFault: (fault: unknown) => void;
}

const firstWaitMs = 500;
/** Streams in pieces bring up to half a minute at once. */
const mostBytes = 40_000 * framesPerMs * bytesPerFrame;
const leastKeptMs = 1000;
const mostKeptMs = 15_000;
/** What comes within so long of the beginning was there before. */
const burstMs = 2000;

/** Opens a feed and keeps it open; what nobody takes in time is forgotten, oldest first. */
export function openLiveFeed({ open, longestWaitMs, clock, onFault }: LiveFeedDeps): LiveFeed {
  const closing = new AbortController();
  const { signal } = closing;
  const flow = createFlow(clock);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const drop = (surplus: number) => {
    if (surplus <= 0) return;
    const whole = surplus - (surplus % bytesPerFrame);
    shift(chunks, whole);
    bytes -= whole;
  };
  const listen = async () => {
    let waitMs = firstWaitMs;
    let hasTold = false;
    while (!signal.aborted) {
      const decoder = open();
      const stop = () => decoder.stop();
      signal.addEventListener('abort', stop, { once: true });
      decoder.stdout.on('data', (chunk: Buffer) => {
        waitMs = firstWaitMs;
        chunks.push(chunk);
        bytes += chunk.length;
        flow.came(chunk.length);
        drop(bytes - mostBytes);
      });
      try {
        await decoder.done;
      } catch (fault) {
        if (!hasTold) onFault(fault);
        hasTold = true;
      }
      signal.removeEventListener('abort', stop);
      await clock.sleep(waitMs, signal);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    }
  };
  // Ends by being closed alone.
  listen().catch((error: unknown) => {
    if (!signal.aborted) onFault(error);
  });
  return {
    available: () => Math.floor(bytes / bytesPerFrame),
    take(frames) {
      const wanted = Math.min(frames, Math.floor(bytes / bytesPerFrame)) * bytesPerFrame;
      bytes -= wanted;
      return shift(chunks, wanted);
    },
    catchUp: () => drop(bytes - flow.keptMs() * framesPerMs * bytesPerFrame),
    close: () => closing.abort(),
  };
}

/** Learns how unevenly the sound comes, and so how much of it has to be held in store. */
function createFlow(clock: Clock) {
  let beganAt: number | null = null;
  let lastAt = 0;
  let longestGapMs = 0;
  let burstBytes = 0;
  return {
    came(count: number): void {
      const now = clock.monotonic();
      if (beganAt !== null) longestGapMs = Math.max(longestGapMs, now - lastAt);
      beganAt ??= now;
      lastAt = now;
      if (now - beganAt < burstMs) burstBytes += count;
    },
    keptMs(): number {
      const burst = burstBytes / bytesPerFrame / framesPerMs - burstMs;
      const keptMs = Math.max(leastKeptMs, 1.5 * longestGapMs, burst / 2);
      return Math.min(Math.round(keptMs), mostKeptMs);
    },
  };
}
