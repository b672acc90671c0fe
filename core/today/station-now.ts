import type { EpochMs } from '../time/zoned.ts';
import { isAiring, type PlannedOccurrence } from './air.ts';
import type { Standing } from './standing.ts';

/** Something that sounds, and how many endpoints say that they are playing it. */
export type PlayingNow<One> = One & { saySo: number };

/** What a station does now: what its endpoints say comes before what the timetable wants. */
export interface StationNow<One extends PlannedOccurrence = PlannedOccurrence> {
  /** In two villages two things may sound at once; what most say comes first. */
  playing: PlayingNow<One>[];
  /** What was stopped everywhere and would sound now. */
  stopped: One | null;
  next: (One & { startsAt: EpochMs }) | null;
}

/** @param occurrences of the station alone, as its endpoints */
export function stationNow<One extends PlannedOccurrence>(
  endpoints: readonly (Standing & { playing: string | null })[],
  occurrences: readonly One[],
  now: EpochMs,
): StationNow<One> {
  const coming = occurrences
    .flatMap((one) => (one.startsAt === null ? [] : [{ ...one, startsAt: one.startsAt }]))
    .filter(({ airs, stopped, startsAt }) => airs && !stopped && startsAt > now)
    .sort((a, b) => a.startsAt - b.startsAt);
  const isStopped = (one: One) => one.stopped && isAiring({ ...one, stopped: false }, now);
  return {
    playing: playingNow(endpoints, occurrences, now),
    stopped: occurrences.find(isStopped) ?? null,
    next: coming[0] ?? null,
  };
}

/** What endpoints say; and by the timetable, unless all of them say what they play. */
function playingNow<One extends PlannedOccurrence>(
  endpoints: readonly (Standing & { playing: string | null })[],
  occurrences: readonly One[],
  now: EpochMs,
): PlayingNow<One>[] {
  const ids = new Set(occurrences.map(({ id }) => id));
  const said = endpoints
    .flatMap(({ playing, presence }) =>
      playing !== null && presence === 'online' ? [occurrenceOf(playing)] : [],
    )
    .filter((id) => ids.has(id));
  const isTold = endpoints.length > 0 && said.length === endpoints.length;
  const playing = new Map<string, PlayingNow<One>>();
  for (const one of occurrences) {
    const saySo = said.filter((id) => id === one.id).length;
    if (saySo === 0 && (isTold || !isAiring(one, now))) continue;
    // A guest stands on two days, and airs on one of them.
    if (!playing.get(one.id)?.airs) playing.set(one.id, { ...one, saySo });
  }
  return [...playing.values()].sort((a, b) => b.saySo - a.saySo);
}

/** The occurrence of an entry key `occurrence/index`. */
export function occurrenceOf(entryKey: string): string {
  return entryKey.split('/')[0] ?? entryKey;
}

/** Whether a session is on the air: between its items too, and while its own opening or closing sounds. */
export function isHeld(
  { startsAt, endsAt }: { startsAt: EpochMs; endsAt: EpochMs },
  now: EpochMs,
): boolean {
  return startsAt <= now && now < endsAt;
}
