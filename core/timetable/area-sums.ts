import { lineOf, type Area } from '../area/area.ts';
import type { DayRecord, SessionFill } from '../compile/day.ts';
import { groupRows } from '../list/group-rows.ts';
import type { EpochMs } from '../time/zoned.ts';

/** How full a session is at a station; where its endpoints differ, at the fullest of them. */
type Fill = Pick<SessionFill, 'key' | 'name' | 'startsAt' | 'parts' | 'leftMs'>;

/** One station's day as it was compiled. */
export interface StationDay {
  stationId: string;
  /** Where the station stands on that day. */
  areaId: string;
  sessions: readonly Fill[];
  /** What airs at any of its endpoints. */
  airing: readonly { occurrence: string; startsAt: EpochMs | null; soundMs: number }[];
}

/** A session of a day at all stations that hold it. */
export interface SessionSum {
  key: string;
  /** As most of them call it. */
  name: string;
  /** The first and the last start. */
  startsAt: EpochMs;
  lastStartsAt: EpochMs;
  stations: number;
  /** Of all of them together, in ms. */
  plannedMs: number;
  leftMs: number;
  /** At the station with the least room: what is this long finds room at each of them. */
  leastLeftMs: number;
}

/** A day at some stations. */
export interface DaySum {
  /** Those that have a compiled day. */
  stations: number;
  /** Sessions that they hold, all together. */
  sessions: number;
  /** What airs at all of them together, in sessions and at times of its own, in ms. */
  plannedMs: number;
  /** Room in all their sessions together, in ms. */
  leftMs: number;
  /** Stations that do not hear what the area itself hears. */
  unlike: number;
  /** In order of time. */
  bySession: SessionSum[];
}

/** A station's day from those of its endpoints. */
export function stationDayOf(
  { stationId, areaId }: Pick<StationDay, 'stationId' | 'areaId'>,
  records: readonly Pick<DayRecord, 'rulings' | 'sessions'>[],
): StationDay {
  const fills = new Map<string, Fill>();
  const airing = new Map<string, StationDay['airing'][number]>();
  for (const { sessions, rulings } of records) {
    for (const fill of sessions) {
      const known = fills.get(fill.key) ?? fill;
      const fuller = fill.leftMs < known.leftMs ? fill : known;
      const startsAt = Math.min(known.startsAt, fill.startsAt);
      fills.set(fill.key, { ...fuller, startsAt });
    }
    for (const { airs, occurrence, startsAt, soundMs } of rulings) {
      if (!airs) continue;
      const known = airing.get(occurrence);
      const isEarlier = known && (startsAt ?? Infinity) < (known.startsAt ?? Infinity);
      if (!known || isEarlier) airing.set(occurrence, { occurrence, startsAt, soundMs });
    }
  }
  return { stationId, areaId, sessions: [...fills.values()], airing: [...airing.values()] };
}

/**
 * What an area itself hears on a day: what most of the stations hear that stand in it, or, where none does, most
 * of those beneath it. Two days are the same where the same airs at the same times, in sessions that begin alike.
 */
export function ownPlanOf(days: readonly StationDay[], areaId: string): string {
  const own = days.filter((day) => day.areaId === areaId);
  const plans = groupRows(own.length > 0 ? own : days, planOf);
  const [usual] = [...plans].sort(
    ([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1),
  );
  return usual?.[0] ?? '';
}

/** @param ownPlan see {@link ownPlanOf} */
export function sumOfDay(days: readonly StationDay[], ownPlan: string): DaySum {
  const fills = days.flatMap(({ sessions }) => sessions);
  const bySession = [...groupRows(fills, ({ key }) => key).values()]
    .map(sumOfSession)
    .sort((a, b) => a.startsAt - b.startsAt);
  return {
    stations: days.length,
    sessions: fills.length,
    plannedMs: sum(days.flatMap(({ airing }) => airing.map(({ soundMs }) => soundMs))),
    leftMs: sum(fills.map(({ leftMs }) => leftMs)),
    unlike: days.filter((day) => planOf(day) !== ownPlan).length,
    bySession,
  };
}

/** The lowest area beneath which some areas stand, or which is one of them; `null` where they share none. */
export function commonArea(
  areas: ReadonlyMap<string, Area>,
  areaIds: Iterable<string>,
): string | null {
  let shared: string[] | null = null;
  for (const areaId of new Set(areaIds)) {
    const line = lineOf(areas, areaId).map(({ id }) => id);
    shared = shared === null ? line : shared.filter((id) => line.includes(id));
  }
  return shared?.[0] ?? null;
}

/** In which row of an area's table a station of an area is summed up: the area itself, or one right beneath it. */
export function rowAreaOf(
  areas: ReadonlyMap<string, Area>,
  areaId: string,
  topId: string | null,
): string {
  const line = lineOf(areas, areaId).map(({ id }) => id);
  const at = topId === null ? line.length : line.indexOf(topId);
  return line[Math.max(0, at < 0 ? line.length - 1 : at - 1)] ?? areaId;
}

function sumOfSession(fills: readonly Fill[]): SessionSum {
  const [first] = fills;
  const starts = fills.map(({ startsAt }) => startsAt);
  const lefts = fills.map(({ leftMs }) => leftMs);
  const names = [...groupRows(fills, ({ name }) => name)];
  const [usual] = names.sort(([, some], [, others]) => others.length - some.length);
  return {
    key: first?.key ?? '',
    name: usual?.[0] ?? '',
    startsAt: Math.min(...starts),
    lastStartsAt: Math.max(...starts),
    stations: fills.length,
    plannedMs: sum(fills.flatMap(({ parts }) => parts.map(({ usedMs }) => usedMs))),
    leftMs: sum(lefts),
    leastLeftMs: Math.min(...lefts),
  };
}

/** What a station hears, spelt so that it can be compared. */
function planOf({ sessions, airing }: StationDay): string {
  const held = sessions.map(({ key, startsAt }) => `${key}@${startsAt}`);
  const heard = airing.map(({ occurrence, startsAt }) => `${occurrence}@${startsAt}`);
  return [...held, ...heard].sort().join();
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, one) => total + one, 0);
}
