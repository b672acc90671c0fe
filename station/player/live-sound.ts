import type { PlayRecord } from '../../contract/station/exchange.ts';
import { blockFrames, framesPerMs } from '../output/output.ts';
import type { LiveFeed } from './live-feed.ts';
import type { Sound } from './sound.ts';

export interface LiveSoundDeps {
  feed: LiveFeed;
  /** What sounds in its place while it gives nothing; `null` for silence, or as long as its file has not come. */
  openFallback: (() => Sound | null) | null;
  /** How long it lasts. */
  lengthFrames: number;
  /** So long nothing of it sounds: the stream runs behind the clock. */
  leadFrames: number;
  /** How long it may be silent and still be there; `Infinity` where silence may be meant. */
  silentLimitFrames: number;
  /** What is said of it where it was gone. */
  fault: Extract<PlayRecord['reason'], 'stream_lost' | 'input_unavailable'>;
}

const second = 1000 * framesPerMs;
/** A feed that gives nothing for so long is gone. */
const goneFrames = 5 * second;
/** It has to be back for so long to be trusted. */
const backFrames = 5 * second;
/** People pause between sentences; what gives nothing or silence for so long is not back. */
const pauseFrames = 2 * second;
/** For less it is not worth to leave the fallback. */
const worthFrames = 30 * second;
/** Gone for no longer, and for no greater share of it, is as good as there. */
const trifleFrames = 2 * second;
const trifleShare = 0.02;
/** Quieter than any transmitter's hiss. */
const silentPeak = 30;

/** Silence of a stream that is on but gives nothing. */
export const streamSilenceFrames = 15 * second;

/**
 * A feed under supervision: gone or silent for too long, it gives way to a fallback, until it has been back for a
 * while and enough is left; where there is none, until it is back. It is never waited for. Knows frames alone, no time.
 */
export function createLiveSound(deps: LiveSoundDeps): Sound {
  const { feed, lengthFrames } = deps;
  const watched = watch(deps);
  // It has begun when its time has come, whether or not anything is there yet.
  let leadFrames = Math.max(deps.leadFrames, blockFrames);
  let taken = 0;
  return {
    take(frames) {
      const wanted = leadFrames > 0 ? Math.min(frames, leadFrames) : frames;
      taken += wanted;
      if (leadFrames === 0) return watched.take(wanted, lengthFrames - taken);
      leadFrames -= wanted;
      if (leadFrames === 0) feed.catchUp();
      return new Int16Array(wanted);
    },
    available: () => Number.MAX_SAFE_INTEGER,
    isDecoded: () => false,
    fault: () => {
      const trifle = Math.min(trifleFrames, trifleShare * lengthFrames);
      return watched.lostFrames() > trifle ? deps.fault : null;
    },
    close() {
      feed.close();
      watched.close();
    },
  };
}

/** The feed, or its fallback while it is gone. */
function watch({ feed, openFallback, silentLimitFrames }: LiveSoundDeps) {
  let idleFrames = 0;
  let silentFrames = 0;
  let goodFrames = 0;
  let pausedFrames = 0;
  let lostFrames = 0;
  let isLive = true;
  let fallback: Sound | null = null;

  const takeLive = (frames: number): Int16Array => {
    const samples = feed.take(frames);
    idleFrames = samples.length === 0 ? idleFrames + frames : 0;
    if (samples.length === 0) lostFrames += frames;
    else silentFrames = isSilent(samples) ? silentFrames + samples.length : 0;
    if (idleFrames >= goneFrames || silentFrames >= silentLimitFrames) {
      isLive = false;
      goodFrames = 0;
      pausedFrames = 0;
      fallback = openFallback?.() ?? null;
    }
    return samples;
  };
  const isBack = (heard: Int16Array, frames: number, leftFrames: number): boolean => {
    // Where silence may be meant it is as good as sound.
    const isPause = heard.length === 0 || (silentLimitFrames < Infinity && isSilent(heard));
    if (!fallback) return !isPause;
    pausedFrames = isPause ? pausedFrames + frames : 0;
    if (!isPause) goodFrames += heard.length;
    else if (pausedFrames >= pauseFrames) goodFrames = 0;
    return goodFrames >= backFrames && leftFrames >= worthFrames;
  };
  const takeFallback = (frames: number, leftFrames: number): Int16Array => {
    const heard = feed.take(frames);
    if (!isBack(heard, frames, leftFrames)) {
      lostFrames += frames;
      // It may have come since.
      fallback ??= openFallback?.() ?? null;
      return fallback?.take(frames) ?? new Int16Array(0);
    }
    isLive = true;
    idleFrames = 0;
    silentFrames = 0;
    fallback?.close();
    fallback = null;
    feed.catchUp();
    return heard;
  };
  return {
    take: (frames: number, leftFrames: number) =>
      isLive ? takeLive(frames) : takeFallback(frames, leftFrames),
    lostFrames: () => lostFrames,
    close: () => fallback?.close(),
  };
}

/** In the place of what this loudspeaker does not have. */
export function nothing(fault: LiveSoundDeps['fault']): Sound {
  return {
    take: () => new Int16Array(0),
    available: () => 0,
    isDecoded: () => true,
    fault: () => fault,
    close: () => {},
  };
}

function isSilent(samples: Int16Array): boolean {
  return samples.every((sample) => Math.abs(sample) < silentPeak);
}
