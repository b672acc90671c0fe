import { byteAt, bytesPerMs, timeOfByte, type Heard } from '../onair/listener.ts';

/** Noise is louder than this all the time. */
const loud = 1500;
/** Of 32,768: nobody hears it. */
const silent = 16;
const soundedMs = 500;
/** It must have fallen silent within this, and stay so to its end. */
const searchMs = 8_000;

/** How long after a click the last sample that can be heard sounded, in ms; or what was wrong. */
export type Silenced = number | 'did not play' | 'played on';

export function silenceAfter(sound: Buffer, heard: Heard, clickedAtMs: number): Silenced {
  const clicked = byteAt(heard, clickedAtMs);
  const before = sound.subarray(Math.max(0, clicked - soundedMs * bytesPerMs), clicked);
  if (lastAbove(before, loud) === null) return 'did not play';
  const end = clicked + searchMs * bytesPerMs;
  const after = sound.subarray(clicked, end);
  const last = lastAbove(after, silent);
  if (last === null) return 0;
  // A card that gets nothing more is silent too; one that sounds to the end of the search is not.
  if (clicked + last + 2 >= end) return 'played on';
  return timeOfByte(heard, clicked + last) - clickedAtMs;
}

/** Byte of the last sample louder than a limit. */
function lastAbove(sound: Buffer, limit: number): number | null {
  for (let at = sound.length - (sound.length % 2) - 2; at >= 0; at -= 2)
    if (Math.abs(sound.readInt16LE(at)) > limit) return at;
  return null;
}
