import type { Entry } from '../../../core/playlist/playlist.ts';
import { bytesPerMs, timeOfByte, type Heard } from './listener.ts';
import type { Item } from './timetable.ts';
import { groupSize } from './timetable.ts';

const framesPerMs = 24;
/** Well inside of an item, where every sample is its own. */
const probeAt = 2400;
const probeBytes = 1024;
const searchMs = 3000;
/** So long before a group everything is silent, also where the one before ended late. */
const quietMs = 1500;

/** How a loudspeaker kept to the timetable. */
export interface Judgement {
  /** By item: when its first sample sounded, epoch ms; `null` where it did not. */
  sounded: (number | null)[];
  /** Samples missing, extra or wrong, where one item follows another and within items. */
  badSamples: number;
}

/** Looks for every sample of every item in what came out. */
export function judge(
  sound: Buffer,
  heard: Heard,
  { items, entries }: { items: readonly Item[]; entries: readonly Entry[] },
): Judgement {
  const beganAt = timeOfByte(heard, 0);
  const sounded: (number | null)[] = [];
  let badSamples = 0;
  let end: number | null = null;
  for (const [index, item] of items.entries()) {
    const dueByte = ((entries[index]?.startsAt ?? 0) - beganAt) * bytesPerMs;
    const at = find(sound, item, dueByte);
    sounded.push(at === null ? null : timeOfByte(heard, at));
    if (at === null) badSamples += item.samples.length / 2;
    else badSamples += wrongSamples(sound.subarray(at), item.samples);
    const isJoined = index % groupSize !== 0;
    if (isJoined && at !== null && end !== null) badSamples += Math.abs(at - end) / 2;
    end = at === null ? null : at + item.samples.length;
  }
  return { sounded, badSamples };
}

/** Byte at which an item begins, near where it is due. */
function find(sound: Buffer, { samples }: Item, dueByte: number): number | null {
  const probe = samples.subarray(probeAt, probeAt + probeBytes);
  const from = Math.max(0, Math.round(dueByte + probeAt - searchMs * bytesPerMs));
  const near = sound.subarray(from - (from % 2), from + 2 * searchMs * bytesPerMs);
  for (let found = near.indexOf(probe); found >= 0; found = near.indexOf(probe, found + 1))
    if (found % 2 === 0) return from - (from % 2) + found - probeAt;
  return null;
}

function wrongSamples(sound: Buffer, wanted: Buffer): number {
  if (sound.subarray(0, wanted.length).equals(wanted)) return 0;
  let wrong = 0;
  for (let at = 0; at < wanted.length; at += 2)
    if (sound.length < at + 2 || sound.readInt16LE(at) !== wanted.readInt16LE(at)) wrong += 1;
  return wrong;
}

/** When a sound first rose over silence near an instant, epoch ms, less what it needs to rise by itself. */
export function onsetNear(
  sound: Buffer,
  heard: Heard,
  { item, startsAt }: { item: Item; startsAt: number },
): number | null {
  const beganAt = timeOfByte(heard, 0);
  const from = Math.max(0, Math.floor((startsAt - quietMs - beganAt) * framesPerMs)) * 2;
  const found = riseIn(sound.subarray(from, from + 2 * searchMs * bytesPerMs));
  if (found === null) return null;
  return timeOfByte(heard, from + 2 * (found - (riseIn(item.samples) ?? 0)));
}

const loud = 1500;

function riseIn(sound: Buffer): number | null {
  for (let at = 0; at + 2 <= sound.length; at += 2)
    if (Math.abs(sound.readInt16LE(at)) > loud) return at / 2;
  return null;
}
