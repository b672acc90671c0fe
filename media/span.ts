import type { Cut } from '../core/recording/cut.ts';
import { levelsOf } from './analysis/levels.ts';
import type { NarrowSound } from './analysis/narrow-sound.ts';
import { findSilence, silenceThreshold, stretchMs } from './analysis/silence.ts';
import { guessKind } from './analysis/speech-or-music.ts';
import { spanOf, type Span } from './chain.ts';
import type { ShapedSound } from './dynamics.ts';
import type { Profile } from './profile.ts';

// Breath before the first word and the room after the last one.
const keptBeforeMs = 200;
const keptAfterMs = 300;

/**
 * Which samples of the shaped source are heard: the cut, or all of it without the silence at its
 * ends.
 */
export function heardSpan(
  { envelope, lufs }: ShapedSound,
  narrow: NarrowSound,
  cut: Cut | null,
  profile: Profile,
): Span {
  const { samples, frameSamples, sampleRate } = envelope;
  if (cut) {
    const { start } = spanOf(cut, profile);
    return { start, end: start + samples };
  }
  const framesPerStretch = Math.round((stretchMs * sampleRate) / 1_000 / frameSamples);
  const levels = levelsOf(envelope.power, framesPerStretch);
  const threshold = silenceThreshold(levels, lufs, guessKind(narrow));
  const { firstSound, endOfSound, sounding } = findSilence(levels, threshold);
  if (sounding === 0) return { start: 0, end: samples };
  const at = (stretch: number) => stretch * framesPerStretch * frameSamples;
  const before = Math.round((keptBeforeMs * sampleRate) / 1_000);
  const after = Math.round((keptAfterMs * sampleRate) / 1_000);
  const end = endOfSound === levels.length ? samples : at(endOfSound) + after;
  return { start: Math.max(0, at(firstSound) - before), end: Math.min(samples, end) };
}
