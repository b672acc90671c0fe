import type { Cue, HeldEntry } from '../../core/station/held-entry.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { Output } from '../output/output.ts';
import { framesPerMs } from '../output/output.ts';
import type { Voice } from './mixer.ts';
import type { Sound } from './sound.ts';

/** An entry in the player. */
export interface EntryVoice extends Voice {
  held: HeldEntry;
  /** Frames that reached the output, and those that did not. */
  heardFrames: number;
  lostFrames: number;
  /** Where in the entry it began, in ms. */
  fromMs: number;
  /** Frames before it began to fade. */
  clearFrames: number;
}

/** Which frame sounds when, by the output's clock and what is known of the time now. */
export interface FrameTimes {
  frameAt(utcMs: EpochMs): number;
  timeOf(frame: number): EpochMs;
}

export function frameTimes(output: Output, air: AirClock): FrameTimes {
  return {
    frameAt: (utcMs) => Math.round((air.toMonotonic(utcMs) - output.startedAt) * framesPerMs),
    timeOf: (frame) => air.fromMonotonic(output.startedAt + frame / framesPerMs),
  };
}

export function voiceOf({ held, fromMs }: Cue, sound: Sound): EntryVoice {
  const { gainDb, volumePercent } = held.entry;
  return {
    held,
    sound,
    gainDb,
    volume: volumePercent === null ? null : volumePercent / 100,
    startFrame: 0,
    endFrame: 0,
    untilFrame: 0,
    hasBegun: false,
    fade: null,
    heardFrames: 0,
    lostFrames: 0,
    fromMs,
    clearFrames: 0,
  };
}

/** A clock that was corrected meanwhile must not tear apart what is joined. */
const joinFrames = 5 * framesPerMs;

/** Gives a voice that has not begun its frames. */
export function place(
  voice: EntryVoice,
  cue: Cue,
  times: FrameTimes,
  endOfCurrent: number | null,
): void {
  const wanted = times.frameAt(cue.atMs);
  const isJoined =
    endOfCurrent !== null && !cue.cuts && Math.abs(endOfCurrent - wanted) <= joinFrames;
  const lengthMs = cue.held.entry.durationMs - cue.fromMs;
  voice.held = cue.held;
  voice.fromMs = cue.fromMs;
  voice.startFrame = isJoined ? endOfCurrent : wanted;
  voice.untilFrame = times.frameAt(cue.silentFrom);
  const end = voice.startFrame + Math.round(lengthMs * framesPerMs);
  voice.endFrame = Math.min(end, voice.untilFrame);
}
