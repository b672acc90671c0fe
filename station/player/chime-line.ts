import { framesPerMs } from '../output/output.ts';
import type { Ramp } from './ramp.ts';

/** A chime's place in the stream. */
export interface ChimePlace {
  /** Its last frame is the one before this. */
  endFrame: number;
  /** 0 to 1 of the full volume; `null`: as the loudspeaker is set. */
  volume: number | null;
}

/** The chime before a sound, in the silence there. Knows no time, no I/O; frames count from the output's first. */
export interface ChimeLine {
  /** Where it belongs now, `position` being the next frame to be made; one that has begun stays, or fades for `null`. */
  set(place: ChimePlace | null, position: number): void;
  /** Fades what sounds of it. */
  fade(position: number): void;
  /** Writes what falls into `room`, which is silent and begins at `frame`. */
  fill(room: Int16Array, frame: number, master: Ramp): void;
}

const fadeFrames = 100 * framesPerMs;

/** @param sound the whole chime; `null` where there is none */
export function createChimeLine(sound: Int16Array | null): ChimeLine {
  let startFrame = Infinity;
  let volume: number | null = null;
  let fadeFrom = Infinity;
  const length = sound?.length ?? 0;
  const hasBegun = (position: number) =>
    position > startFrame && position < Math.min(startFrame + length, fadeFrom + fadeFrames);
  const fade = (position: number) => {
    if (hasBegun(position)) fadeFrom = Math.min(fadeFrom, position);
  };
  return {
    fade,
    set(place, position) {
      if (hasBegun(position)) {
        if (!place) fade(position);
        return;
      }
      const start = place ? place.endFrame - length : Infinity;
      // Half a chime announces nothing.
      startFrame = start >= position ? start : Infinity;
      volume = place?.volume ?? null;
      fadeFrom = Infinity;
    },
    fill(room, frame, master) {
      if (!sound || startFrame === Infinity) return;
      const first = Math.max(frame, startFrame);
      const end = Math.min(frame + room.length, startFrame + length);
      for (let at = first; at < end; at += 1) {
        const faded = Math.max(0, Math.min(1, 1 - (at - fadeFrom) / fadeFrames));
        const gain = (volume ?? master.at(at)) * faded;
        room[at - frame] = Math.round((sound[at - startFrame] ?? 0) * gain);
      }
    },
  };
}
