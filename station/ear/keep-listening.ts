import type { PcmDecoder } from '../../media/pcm.ts';
import type { Clock } from '../../runtime/clock.ts';
import { startCapture, type Capture } from './capture.ts';

/** A microphone that is listened to until closed. */
export interface Microphone {
  /** What it heard without a break for longest; `null` for nothing. */
  longest(): Capture | null;
  close(): void;
}

export interface ListenDeps {
  open: () => PcmDecoder;
  clock: Clock;
  /** Hears why it was lost, the first time. */
  onFault: (fault: unknown) => void;
}

const firstWaitMs = 1000;
const longestWaitMs = 30_000;

/** Opens a microphone, again where it was lost: a device that was busy may be free a moment later. */
export function keepListening({ open, clock, onFault }: ListenDeps): Microphone {
  const closing = new AbortController();
  let longest: Capture | null = null;
  let current: Capture | null = null;
  const choose = () => {
    if (current && current.levels.length > (longest?.levels.length ?? 0)) longest = current;
    return longest;
  };
  const listen = async () => {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      const fault = await new Promise((resolve) => {
        current = startCapture(open(), { clock, onEnd: resolve });
      });
      choose();
      if (waitMs === firstWaitMs) onFault(fault);
      await clock.sleep(waitMs, closing.signal);
    }
  };
  // Ends by being closed alone.
  listen().catch((fault: unknown) => {
    if (!closing.signal.aborted) onFault(fault);
  });
  return {
    longest: choose,
    close() {
      closing.abort();
      current?.close();
    },
  };
}
