import type { Ruling } from '../compile/day.ts';
import type { RulingReason } from '../compile/ruling-reason.ts';
import { canonicalJson } from '../playlist/canonical.ts';
import type { Entry } from '../playlist/playlist.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';

/** What is heard of an occurrence on a day of endpoints that hear the same, or why it is not. */
export interface Airing {
  date: LocalDate;
  occurrence: string;
  broadcastId: string;
  title: string;
  /** `null` where it does not air. */
  startsAt: EpochMs | null;
  /** How long it sounds, in ms; 0 where it does not air. */
  soundMs: number;
  /** Names what it sounds: the same name, the same sound. Empty where it does not air. */
  sound: string;
  /** Why it does not air; `null` where it does. */
  why: RulingReason | null;
}

/** The airings of a compiled day, in order of occurrence. Signatures of sessions are none. */
export function airingsOf(
  date: LocalDate,
  day: { entries: readonly Entry[]; rulings: readonly Ruling[] },
): Airing[] {
  const sounds = new Map<string, string[]>();
  for (const { occurrence, source } of day.entries) {
    const known = sounds.get(occurrence) ?? [];
    known.push(canonicalJson(source));
    sounds.set(occurrence, known);
  }
  return day.rulings.map(({ occurrence, broadcastId, title, airs, reason, startsAt, soundMs }) => ({
    date,
    occurrence,
    broadcastId,
    title,
    startsAt: airs ? startsAt : null,
    soundMs: airs ? soundMs : 0,
    sound: airs ? (sounds.get(occurrence) ?? []).join(' ') : '',
    why: airs ? null : reason,
  }));
}
