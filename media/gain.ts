import type { Profile } from './profile.ts';

/** What decides the first gain: the sound after the profile's chain, before gain. */
export interface ShapedSound {
  lufs: number;
  /** Sample peak; may be above 0. */
  peakDb: number;
}

const longestExtrapolationDb = 8;

/**
 * The gain in dB that should bring a shaped sound to the profile's target, with what the limiter
 * and the encoder will take away given back in advance.
 */
export function planGain(sound: ShapedSound, profile: Profile): number {
  const neededDb = profile.targetLufs - sound.lufs + profile.encoderLossDb;
  let gainDb = neededDb;
  // More gain makes the limiter take more: a few rounds settle it.
  for (let round = 0; round < 8; round += 1) {
    gainDb = neededDb + limiterLossLu(sound.peakDb + gainDb - profile.limiterDb);
  }
  return gainDb;
}

/** Levels that were tried and the loudness that they gave. */
export interface Attempt {
  gainDb: number;
  limiterDb: number;
  lufs: number;
}

/**
 * The next gain after `last` missed the target, for a limiter that may now be lower. With the
 * limiter at work a decibel of gain buys less than one of loudness: how much less is seen from the
 * attempt `before` if it had the same limiter, or else guessed from the peaks.
 */
export function correctGain(
  last: Attempt,
  before: Attempt | undefined,
  next: { limiterDb: number; peakDb: number },
  profile: Profile,
): number {
  const excessDb = next.peakDb + last.gainDb - last.limiterDb;
  const guess = 1 - lossPerDb(excessDb);
  const seen =
    before?.limiterDb === last.limiterDb
      ? (last.lufs - before.lufs) / (last.gainDb - before.gainDb)
      : guess;
  const slope = Math.min(Math.max(Number.isFinite(seen) ? seen : guess, 0.3), 1);
  const lowered = excessDb + last.limiterDb - next.limiterDb;
  const lostLu = limiterLossLu(lowered) - limiterLossLu(excessDb);
  return last.gainDb + (profile.targetLufs - last.lufs + lostLu) / slope;
}

/**
 * Loudness that the limiter takes from speech whose peaks exceed its limit by `excessDb`. Fitted to
 * synthetic Vietnamese speech in three accents and several pitches, of seconds and of minutes.
 */
function limiterLossLu(excessDb: number): number {
  if (excessDb <= 0) return 0;
  const bent = Math.min(excessDb, longestExtrapolationDb);
  return 0.031 * bent ** 2 + 0.5 * (excessDb - bent);
}

function lossPerDb(excessDb: number): number {
  return 0.062 * Math.min(Math.max(excessDb, 0), longestExtrapolationDb);
}
