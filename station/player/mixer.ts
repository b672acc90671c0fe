import { framesPerMs } from '../output/output.ts';
import { createChimeLine, type ChimePlace } from './chime-line.ts';
import { createRamp, type Ramp } from './ramp.ts';
import type { Sound } from './sound.ts';

/** One entry's sound with its place in the stream; frames count from the output's first. */
export interface Voice {
  sound: Sound;
  startFrame: number;
  /** Exclusive. */
  endFrame: number;
  /** Silent from here on, even if it began late. */
  untilFrame: number;
  gainDb: number;
  /** 0 to 1 of the full volume; `null`: as the loudspeaker is set. */
  volume: number | null;
  hasBegun: boolean;
  fade: { fromFrame: number; reason: FadeReason } | null;
}

export type FadeReason = 'stopped' | 'stopped_here' | 'withdrawn' | 'preempted';

export type MixEvent<V> =
  | { is: 'begun'; voice: V; frame: number }
  /** `isFading`: what goes on later begins before it. */
  | { is: 'sounded'; voice: V; frames: number; isFading: boolean }
  | { is: 'ended'; voice: V; frame: number; reason: 'completed' | 'media_damaged' | FadeReason };

/** One voice after another in one unbroken stream, silence where there is none. Knows no time, no I/O. */
export interface Mixer<V extends Voice> {
  /** The next frame to be made. */
  position(): number;
  current(): V | null;
  /** What follows; `null` for nothing. */
  setNext(voice: V | null): void;
  isNext(voice: V): boolean;
  /** Whether the chime comes right before what follows. */
  setChime(isWanted: boolean): void;
  /** Fades out what sounds, from now or a later frame on; the earlier fade counts. */
  fadeOut(reason: FadeReason, fromFrame?: number): void;
  /** Forgets a fade that was to make room and has not begun. */
  keepOn(): void;
  /** Of all that brings no volume of its own, 0 to 1; it gets there by a ramp. */
  setVolume(volume: number): void;
  /** Whether the next frames need sound that is still being decoded. */
  isStarving(frames: number): boolean;
  mix(frames: number): { pcm: Int16Array; events: MixEvent<V>[] };
}

export const fadeFrames = 300 * framesPerMs;
/** Encoders round lengths; a file that ends so much early is whole. */
const paddingFrames = 200 * framesPerMs;
/** A decoder that gives nothing for so long gives nothing at all. */
const patienceFrames = 5000 * framesPerMs;

/**
 * @param volume 0 to 1 of the full volume
 * @param chime what may come before a voice; `null` for nothing
 */
export function createMixer<V extends Voice>(
  volume = 1,
  chime: Int16Array | null = null,
): Mixer<V> {
  const master = createRamp(volume);
  const chimeLine = createChimeLine(chime);
  let position = 0;
  let current: V | null = null;
  let next: V | null = null;

  const promote = (frame: number) => {
    if (current || !next || next.startFrame > frame) return;
    current = next;
    next = null;
    delay(current, frame - current.startFrame);
  };

  return {
    position: () => position,
    current: () => current,
    setNext: (voice) => {
      next = voice;
    },
    isNext: (voice) => next === voice,
    setChime: (isWanted) => chimeLine.set(isWanted && next ? placeBefore(next) : null, position),
    fadeOut(reason, fromFrame = position) {
      const from = Math.max(fromFrame, position);
      if (!current) chimeLine.fade(from);
      if (current && from < (current.fade?.fromFrame ?? Infinity))
        current.fade = { fromFrame: from, reason };
    },
    keepOn() {
      if (current?.fade?.reason === 'preempted' && current.fade.fromFrame > position)
        current.fade = null;
    },
    setVolume: (to) => master.set(to, position),
    isStarving: (frames) => isLacking(current ?? next, position, position + frames),
    mix(frames) {
      const pcm = new Int16Array(frames);
      const events: MixEvent<V>[] = [];
      const end = position + frames;
      let frame = position;
      while (frame < end) {
        promote(frame);
        if (!current) {
          const until = next ? Math.min(end, next.startFrame) : end;
          chimeLine.fill(pcm.subarray(frame - position, until - position), frame, master);
          frame = until;
        } else {
          const step = play(current, frame, { room: pcm.subarray(frame - position), master });
          events.push(...step.events);
          if (step.events.some(({ is }) => is === 'ended')) current = null;
          frame += step.frames;
        }
      }
      position = end;
      return { pcm, events };
    },
  };
}

/** The place of what comes right before a voice. */
function placeBefore({ startFrame, volume }: Voice): ChimePlace {
  return { endFrame: startFrame, volume };
}

/** Whether a voice has less sound than it needs between two frames. */
function isLacking(voice: Voice | null, from: number, until: number): boolean {
  if (!voice || voice.startFrame >= until || voice.sound.isDecoded()) return false;
  const needed = Math.min(until, voice.endFrame) - Math.max(from, voice.startFrame);
  return voice.sound.available() < needed;
}

/** The frame at which a voice will have ended. */
export function endOf({ endFrame, fade }: Voice): number {
  return fade ? Math.min(endFrame, fade.fromFrame + fadeFrames) : endFrame;
}

/** Fills some of `room`, which begins at `frame`; silence stays where it is left as it was. */
function play<V extends Voice>(
  voice: V,
  frame: number,
  { room, master }: { room: Int16Array; master: Ramp },
): { frames: number; events: MixEvent<V>[] } {
  const { sound, fade } = voice;
  const ended = (reason: Extract<MixEvent<V>, { is: 'ended' }>['reason']) => ({
    frames: 0,
    events: [{ is: 'ended' as const, voice, frame, reason }],
  });
  const isFading = fade !== null && frame >= fade.fromFrame;
  // Each step lies before the fade or within it.
  const stepEnd = fade ? fade.fromFrame + (isFading ? fadeFrames : 0) : Infinity;
  if (fade && isFading && (frame >= stepEnd || !voice.hasBegun)) return ended(fade.reason);
  if (frame >= voice.endFrame) return ended(voice.hasBegun ? 'completed' : 'media_damaged');

  const samples = sound.take(Math.min(room.length, voice.endFrame - frame, stepEnd - frame));
  const events: MixEvent<V>[] = [];
  if (samples.length > 0) {
    if (!voice.hasBegun) events.push({ is: 'begun', voice, frame });
    voice.hasBegun = true;
    shape(samples, voice, { frame, master });
    room.set(samples);
    events.push({ is: 'sounded', voice, frames: samples.length, isFading });
    return { frames: samples.length, events };
  }
  if (sound.isDecoded()) {
    const missing = voice.endFrame - frame;
    if (!voice.hasBegun || missing > paddingFrames) return ended('media_damaged');
    const frames = Math.min(missing, room.length, stepEnd - frame);
    return { frames, events: [{ is: 'sounded', voice, frames, isFading }] };
  }
  if (!voice.hasBegun) {
    if (frame - voice.startFrame > patienceFrames) return ended('media_damaged');
    voice.endFrame = Math.min(voice.endFrame + room.length, voice.untilFrame);
  }
  return { frames: Math.min(room.length, stepEnd - frame), events };
}

/** What could not begin in time keeps its length, but not beyond where it must be silent. */
function delay(voice: Voice, frames: number): void {
  voice.startFrame += frames;
  voice.endFrame = Math.min(voice.endFrame + frames, voice.untilFrame);
}

function shape(
  samples: Int16Array,
  { gainDb, volume, fade }: Voice,
  { frame, master }: { frame: number; master: Ramp },
): void {
  const isMoving = volume === null && !master.isSteady(frame);
  const gain = 10 ** (gainDb / 20) * (volume ?? (isMoving ? 1 : master.at(frame)));
  if (gain === 1 && !fade && !isMoving) return;
  for (let i = 0; i < samples.length; i += 1) {
    const at = frame + i;
    const faded = fade ? Math.max(0, Math.min(1, 1 - (at - fade.fromFrame) / fadeFrames)) : 1;
    const sample = Math.round((samples[i] ?? 0) * gain * faded * (isMoving ? master.at(at) : 1));
    samples[i] = Math.max(-32_768, Math.min(32_767, sample));
  }
}
