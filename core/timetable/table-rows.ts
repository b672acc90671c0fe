import { groupRows } from '../list/group-rows.ts';
import type { PartTier } from '../session/session.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';
import type { PlannedOccurrence } from '../today/air.ts';

/** One broadcast on one day at one station, as a table sums it up. */
export interface TableLine extends PlannedOccurrence {
  programmeId: string | null;
  part: PartTier | null;
}

/** One broadcast on one day at all its stations together. */
export interface TableRow {
  /** The occurrence; as a guest it may air on another day than the one that it is named by. */
  id: string;
  broadcastId: string;
  title: string;
  programmeId: string | null;
  date: LocalDate;
  /** As most of the stations have it. */
  sessionKey: string | null;
  part: PartTier | null;
  /** The first and the last start; `null` where it has a place in the air of no station. */
  startsAt: EpochMs | null;
  lastStartsAt: EpochMs | null;
  /** The longest. */
  durationMs: number;
  /** Stations that air it, in which it was stopped, and that do not air it. */
  airing: number;
  stopped: number;
  silent: number;
  /** Why stations are silent, the most frequent reason first. */
  reasons: { reason: string; stations: number }[];
}

/** Where a row stands within its day: by time, what has none last. */
export type RowPlace = [startsAt: number, id: string];

/** Sums up lines, each station's once, in order of days and time. */
export function tableRows(lines: readonly TableLine[]): TableRow[] {
  const groups = groupRows(lines, ({ date, id }) => `${date} ${id}`);
  return [...groups.values()]
    .flatMap((group) => rowOf(group) ?? [])
    .sort((a, b) => compare(a.date, b.date) || comparePlaces(placeOf(a), placeOf(b)));
}

export function placeOf({ startsAt, id }: Pick<TableRow, 'startsAt' | 'id'>): RowPlace {
  return [startsAt ?? Number.MAX_SAFE_INTEGER, id];
}

export function comparePlaces(a: RowPlace, b: RowPlace): number {
  return a[0] - b[0] || compare(a[1], b[1]);
}

function rowOf(lines: readonly TableLine[]): TableRow | null {
  const [first] = lines;
  if (!first) return null;
  const starts = lines.flatMap(({ startsAt }) => startsAt ?? []);
  const silent = lines.filter(({ airs, stopped }) => !airs && !stopped);
  const stopped = lines.filter((one) => one.stopped).length;
  const { id, broadcastId, title, programmeId, date } = first;
  const [usual = first] = mostFrequent(lines, ({ sessionKey, part }) => [sessionKey, part].join());
  return {
    ...{ id, broadcastId, title, programmeId, date },
    ...{ sessionKey: usual.sessionKey, part: usual.part },
    startsAt: starts.length === 0 ? null : Math.min(...starts),
    lastStartsAt: starts.length === 0 ? null : Math.max(...starts),
    durationMs: Math.max(...lines.map(({ durationMs }) => durationMs)),
    ...{ airing: lines.length - silent.length - stopped, stopped, silent: silent.length },
    reasons: reasonsOf(silent),
  };
}

function reasonsOf(silent: readonly TableLine[]): TableRow['reasons'] {
  return byFrequency(silent, ({ reason }) => reason).map(([reason, some]) => ({
    ...{ reason, stations: some.length },
  }));
}

/** Those that share the most frequent key. */
function mostFrequent<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return byFrequency(items, keyOf)[0]?.[1] ?? [];
}

function byFrequency<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): [string, Item[]][] {
  return [...groupRows(items, keyOf)].sort(
    ([a, some], [b, others]) => others.length - some.length || compare(a, b),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
