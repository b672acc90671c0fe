import { setTimeout as timer } from 'node:timers/promises';
import type { Clock } from '../../runtime/clock.ts';
import type { Card } from './card.ts';
import { keepCard } from './keep-card.ts';
import type { Output } from './output.ts';
import { bytesPerFrame, framesPerMs } from './output.ts';
import { createZeroEstimate, type ZeroEstimate } from './zero-estimate.ts';

export interface CardOutputOptions {
  open: () => Card;
  clock: Clock;
  /** Frames are written so long before they sound, in ms: what a busy machine may be late by. */
  aheadMs: number;
  /** Hears once that the device is lost. */
  onFault: (fault: unknown) => void;
  onOpen: () => void;
}

/** An open card and what it was given. */
interface Live {
  card: Card;
  sentFrames: number;
  /** A frame's number in the stream less its number among those sent, for those from `sinceFrame` on. */
  offset: number;
  sinceFrame: number;
}

/** A device that leaves so much lying takes nothing any more. */
const mostPendingMs = 2000;
const quickReadings = 12;
const quickReadingMs = 100;
const readingMs = 1000;
const closingMs = 1000;

/**
 * A device that may be lost and come back. The stream runs on meanwhile: what came too late to sound at its time,
 * or while there was no device, is gone, and silence fills the way to the next frame, so that this one sounds when
 * it should. Where the device tells how far it is, its clock is followed.
 */
export function openCardOutput(options: CardOutputOptions): Output {
  const { clock, aheadMs } = options;
  const end = new AbortController();
  const estimate = createZeroEstimate(clock.monotonic());
  let position = 0;
  let live: Live | null = null;

  const keeping = keepCard(
    {
      ...options,
      onOpen(card) {
        const mine: Live = { card, sentFrames: 0, offset: 0, sinceFrame: Infinity };
        live = mine;
        estimate.restart();
        options.onOpen();
        const isLive = () => live === mine;
        keepReading(mine, { clock, estimate, isLive, signal: end.signal }).catch(() => {});
      },
      onLost: () => {
        live = null;
      },
    },
    end.signal,
  ).catch((error: unknown) => {
    if (!end.signal.aborted) options.onFault(error);
  });
  return {
    get startedAt() {
      return estimate.zero();
    },
    aheadMs,
    write(pcm) {
      const frame = position;
      position += pcm.length / bytesPerFrame;
      const dueInMs = estimate.zero() + frame / framesPerMs - clock.monotonic();
      return Promise.resolve(live !== null && send(live, { pcm, frame, dueInMs }));
    },
    async close() {
      end.abort(new Error('the output closes'));
      await Promise.race([keeping, timer(closingMs, undefined, { ref: false })]);
    },
  };
}

/** Gives frames to the card, unless their time has passed; the card has run dry then. */
function send(
  live: Live,
  { pcm, frame, dueInMs }: { pcm: Buffer; frame: number; dueInMs: number },
): boolean {
  if (dueInMs < 0) {
    live.sinceFrame = Infinity;
    return false;
  }
  if (live.sinceFrame === Infinity) {
    const silence = Math.max(0, Math.round(dueInMs * framesPerMs));
    live.card.write(Buffer.alloc(silence * bytesPerFrame));
    live.sentFrames += silence;
    live.sinceFrame = live.sentFrames;
    live.offset = frame - live.sentFrames;
  }
  live.card.write(pcm);
  live.sentFrames += pcm.length / bytesPerFrame;
  return true;
}

/** Follows an open card's clock, and gives up a card that takes nothing any more. */
async function keepReading(
  live: Live,
  given: { clock: Clock; estimate: ZeroEstimate; isLive: () => boolean; signal: AbortSignal },
): Promise<void> {
  const { clock, estimate, isLive, signal } = given;
  const { card } = live;
  for (let count = 0; isLive(); count += 1) {
    await clock.sleep(count < quickReadings ? quickReadingMs : readingMs, signal);
    const { sinceFrame, offset } = live;
    const progress = await card.progress(live.sentFrames);
    if (progress && progress.frames >= sinceFrame && offset === live.offset)
      estimate.observe(progress.at - (progress.frames + offset) / framesPerMs);
    if (card.pendingBytes() > mostPendingMs * framesPerMs * bytesPerFrame) card.stop();
  }
}
