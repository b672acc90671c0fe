import type { EpochMs } from '../time/zoned.ts';
import { isAiring, type PlannedOccurrence } from './air.ts';
import type { Standing } from './standing.ts';

/** What a station does now: what its endpoints say comes before what the timetable wants. */
export interface StationNow<One extends PlannedOccurrence = PlannedOccurrence> {
  playing: One | null;
  /** How many endpoints say that they are playing it. */
  saySo: number;
  /** What was stopped and would sound now. */
  stopped: One | null;
  next: (One & { startsAt: EpochMs }) | null;
}

/** @param occurrences of the station alone, as its endpoints */
export function stationNow<One extends PlannedOccurrence>(
  endpoints: readonly (Standing & { playing: string | null })[],
  occurrences: readonly One[],
  now: EpochMs,
): StationNow<One> {
  const said = endpoints.flatMap(({ playing, presence }) =>
    playing !== null && presence === 'online' ? [occurrenceOf(playing)] : [],
  );
  const playing =
    occurrences.find(({ id }) => said.includes(id)) ??
    occurrences.find((one) => isAiring(one, now)) ??
    null;
  const coming = occurrences
    .flatMap((one) => (one.startsAt === null ? [] : [{ ...one, startsAt: one.startsAt }]))
    .filter(({ airs, stopped, startsAt }) => airs && !stopped && startsAt > now)
    .sort((a, b) => a.startsAt - b.startsAt);
  const isStopped = (one: One) => one.stopped && isAiring({ ...one, stopped: false }, now);
  return {
    playing,
    saySo: playing === null ? 0 : said.filter((id) => id === playing.id).length,
    stopped: occurrences.find(isStopped) ?? null,
    next: coming[0] ?? null,
  };
}

/** The occurrence of an entry key `occurrence/index`. */
export function occurrenceOf(entryKey: string): string {
  return entryKey.split('/')[0] ?? entryKey;
}
