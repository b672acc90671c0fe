import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import type { OccurrenceAnswer } from '../../../contract/http/occurrences.ts';
import type { StationAnswer } from '../../../contract/http/stations.ts';
import type { EpochMs } from '../../../core/time/zoned.ts';
import { isAiring } from './next-air.ts';

/** What a station does now: what its endpoints say comes before what the timetable wants. */
export interface StationNow {
  station: StationAnswer;
  endpoints: readonly EndpointAnswer[];
  playing: OccurrenceAnswer | null;
  /** How many endpoints say that they are playing it. */
  saySo: number;
  /** What was stopped and would sound now. */
  stopped: OccurrenceAnswer | null;
  next: (OccurrenceAnswer & { startsAt: EpochMs }) | null;
}

export function stationNow(
  station: StationAnswer,
  endpoints: readonly EndpointAnswer[],
  occurrences: readonly OccurrenceAnswer[],
  now: EpochMs,
): StationNow {
  const own = occurrences.filter(({ stationId }) => stationId === station.id);
  const said = endpoints.flatMap(({ playing, presence }) =>
    playing !== null && presence === 'online' ? [occurrenceOf(playing)] : [],
  );
  const playing =
    own.find(({ id }) => said.includes(id)) ?? own.find((one) => isAiring(one, now)) ?? null;
  const coming = own
    .flatMap((one) => (one.startsAt === null ? [] : [{ ...one, startsAt: one.startsAt }]))
    .filter(({ airs, stopped, startsAt }) => airs && !stopped && startsAt > now)
    .sort((a, b) => a.startsAt - b.startsAt);
  return {
    station,
    endpoints,
    playing,
    saySo: playing === null ? 0 : said.filter((id) => id === playing.id).length,
    stopped: own.find((one) => one.stopped && isAiring({ ...one, stopped: false }, now)) ?? null,
    next: coming[0] ?? null,
  };
}

/** The occurrence of an entry key `occurrence/index`. */
export function occurrenceOf(entryKey: string): string {
  return entryKey.split('/')[0] ?? entryKey;
}
