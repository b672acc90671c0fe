import { framesPerMs } from '../output/output.ts';
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
  hasBegun: boolean;
  fade: { fromFrame: number; reason: FadeReason } | null;
}

export type FadeReason = 'stopped' | 'withdrawn';

export type MixEvent<V> =
  | { is: 'begun'; voice: V; frame: number }
  | { is: 'sounded'; voice: V; frames: number }
  | { is: 'ended'; voice: V; frame: number; reason: 'completed' | 'media_damaged' | FadeReason };

/** One voice after another in one unbroken stream, silence where there is none. Knows no time, no I/O. */
export interface Mixer<V extends Voice> {
  /** The next frame to be made. */
  position(): number;
  current(): V | null;
  /** What follows; `null` for nothing. */
  setNext(voice: V | null): void;
  isNext(voice: V): boolean;
  /** Fades out what sounds. */
  fadeOut(reason: FadeReason): void;
  /** Whether the next frames need sound that is still being decoded. */
  isStarving(frames: number): boolean;
  mix(frames: number): { pcm: Int16Array; events: MixEvent<V>[] };
}

export const fadeFrames = 300 * framesPerMs;
/** Encoders round lengths; a file that ends so much early is whole. */
const paddingFrames = 200 * framesPerMs;
/** A decoder that gives nothing for so long gives nothing at all. */
const patienceFrames = 5000 * framesPerMs;

export function createMixer<V extends Voice>(): Mixer<V> {
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
    fadeOut(reason) {
      if (current) current.fade ??= { fromFrame: position, reason };
    },
    isStarving(frames) {
      const until = position + frames;
      const needed = current ?? (next && next.startFrame < until ? next : null);
      if (!needed || needed.sound.isDecoded()) return false;
      const from = Math.max(position, needed.startFrame);
      return needed.sound.available() < Math.min(until, needed.endFrame) - from;
    },
    mix(frames) {
      const pcm = new Int16Array(frames);
      const events: MixEvent<V>[] = [];
      const end = position + frames;
      let frame = position;
      while (frame < end) {
        promote(frame);
        if (!current) frame = next ? Math.min(end, next.startFrame) : end;
        else {
          const step = play(current, frame, pcm.subarray(frame - position));
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

/** The frame at which a voice will have ended. */
export function endOf({ endFrame, fade }: Voice): number {
  return fade ? Math.min(endFrame, fade.fromFrame + fadeFrames) : endFrame;
}

/** Fills some of `room`, which begins at `frame`; silence stays where it is left as it was. */
function play<V extends Voice>(
  voice: V,
  frame: number,
  room: Int16Array,
): { frames: number; events: MixEvent<V>[] } {
  const { sound, fade } = voice;
  const ended = (reason: Extract<MixEvent<V>, { is: 'ended' }>['reason']) => ({
    frames: 0,
    events: [{ is: 'ended' as const, voice, frame, reason }],
  });
  const fadeEnd = fade ? (voice.hasBegun ? fade.fromFrame + fadeFrames : frame) : Infinity;
  if (fade && frame >= fadeEnd) return ended(fade.reason);
  if (frame >= voice.endFrame) return ended(voice.hasBegun ? 'completed' : 'media_damaged');

  const samples = sound.take(Math.min(room.length, voice.endFrame - frame, fadeEnd - frame));
  const events: MixEvent<V>[] = [];
  if (samples.length > 0) {
    if (!voice.hasBegun) events.push({ is: 'begun', voice, frame });
    voice.hasBegun = true;
    shape(samples, voice, frame);
    room.set(samples);
    events.push({ is: 'sounded', voice, frames: samples.length });
    return { frames: samples.length, events };
  }
  if (sound.isDecoded()) {
    const missing = voice.endFrame - frame;
    if (!voice.hasBegun || missing > paddingFrames) return ended('media_damaged');
    const frames = Math.min(missing, room.length);
    return { frames, events: [{ is: 'sounded', voice, frames }] };
  }
  if (!voice.hasBegun) {
    if (frame - voice.startFrame > patienceFrames) return ended('media_damaged');
    voice.endFrame = Math.min(voice.endFrame + room.length, voice.untilFrame);
  }
  return { frames: room.length, events };
}

/** What could not begin in time keeps its length, but not beyond where it must be silent. */
function delay(voice: Voice, frames: number): void {
  voice.startFrame += frames;
  voice.endFrame = Math.min(voice.endFrame + frames, voice.untilFrame);
}

function shape(samples: Int16Array, { gainDb, fade }: Voice, frame: number): void {
  if (gainDb === 0 && !fade) return;
  const gain = 10 ** (gainDb / 20);
  for (let i = 0; i < samples.length; i += 1) {
    const faded = fade ? Math.max(0, 1 - (frame + i - fade.fromFrame) / fadeFrames) : 1;
    const sample = Math.round((samples[i] ?? 0) * gain * faded);
    samples[i] = Math.max(-32_768, Math.min(32_767, sample));
  }
}
