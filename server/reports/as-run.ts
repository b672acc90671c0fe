import type { Kysely } from 'kysely';
import type { AsRunRow } from '../../contract/http/occurrences.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import { mediaOf } from '../../core/playlist/playlist.ts';
import { cameLate, verdictOf, type ReportedPlay } from '../../core/verdict/verdict.ts';
import { readObjects } from '../objects/objects.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { readPlaylist } from '../timetable/stored-day.ts';
import { readDays, readHoldings, readPlays, type AsRunFilter, type DueAt } from './as-run-rows.ts';
import { readDeclared, type Declared } from './read-declared.ts';
import { readListened, type Listened } from './read-listened.ts';

type Db = Kysely<Database>;
export type PlannedDay = Awaited<ReturnType<typeof readDays>>[number];
type Playlists = ReadonlyMap<string, readonly Entry[]>;

export type Filter = AsRunFilter & { broadcastId?: string | undefined };

/** What was planned and what became of it, in order of time: all of it, so ask for little. */
export async function asRun(db: Db, filter: Filter, now: number): Promise<AsRunRow[]> {
  const planned = await plannedRows(db, filter, now);
  return planned.map(({ row }) => row);
}

/** An entry of an endpoint's day, and the row that tells what became of it. */
export interface PlannedRow {
  day: PlannedDay;
  entry: Entry;
  row: AsRunRow;
}

/** As {@link asRun}, with all that each row is told from. */
export async function plannedRows(db: Db, filter: Filter, now: number): Promise<PlannedRow[]> {
  return judge(db, await plannedEntries(db, filter), now);
}

/** An entry of an endpoint's day. */
export interface PlannedEntry {
  day: PlannedDay;
  entry: Entry;
}

/** The row that tells what became of it. */
export interface PlannedRow extends PlannedEntry {
  row: AsRunRow;
}

/** What was planned, in order of time. */
export async function plannedEntries(db: Db, filter: Filter): Promise<PlannedEntry[]> {
  const { broadcastId } = filter;
  const days = await readDays(db, filter);
  const playlists = await readPlaylists(
    db,
    days.map(({ playlist }) => playlist),
  );
  return days
    .flatMap((day) =>
      (playlists.get(day.playlist) ?? [])
        .filter(({ occurrence }) => isOf(occurrence, broadcastId))
        .map((entry) => ({ day, entry })),
    )
    .sort(inTime);
}

function inTime(a: PlannedEntry, b: PlannedEntry): number {
  if (a.entry.startsAt !== b.entry.startsAt) return a.entry.startsAt - b.entry.startsAt;
  if (a.day.endpointId !== b.day.endpointId) return a.day.endpointId < b.day.endpointId ? -1 : 1;
  return a.entry.key < b.entry.key ? -1 : 1;
}

/** What became of some entries, in their order. */
export async function judge(
  db: Db,
  planned: readonly PlannedEntry[],
  now: number,
): Promise<PlannedRow[]> {
  if (planned.length === 0) return [];
  const starts = planned.map(({ entry }) => entry.startsAt);
  const fromMs = starts.reduce((least, start) => Math.min(least, start));
  const toMs = starts.reduce((most, start) => Math.max(most, start));
  const endpointIds = [...new Set(planned.map(({ day }) => day.endpointId))];
  const due = { endpointIds, fromMs, toMs };
  const plays = groupRows(
    await readPlays(db, due),
    ({ endpointId, entryKey }) => `${endpointId} ${entryKey}`,
  );
  const declared = await readDeclared(db, due);
  const listened = await readListened(db, due);
  const isAcknowledged = await acknowledgements(db, due);
  return planned.map(({ day, entry }) => ({
    day,
    entry,
    row: toRow(day, entry, {
      plays: plays.get(`${day.endpointId} ${entry.key}`) ?? [],
      acknowledged: isAcknowledged(day.endpointId, entry),
      declared: declared.get(`${day.endpointId} ${entry.key} ${entry.startsAt}`) ?? null,
      listened: listened.get(`${day.endpointId} ${entry.key} ${entry.startsAt}`) ?? null,
      now,
    }),
  }));
}

function toRow(
  day: PlannedDay,
  entry: Entry,
  known: {
    plays: readonly ReportedPlay[];
    acknowledged: boolean;
    declared: Declared | null;
    listened: Listened | null;
    now: number;
  },
): AsRunRow {
  const { startsAt, durationMs } = entry;
  const { plays, acknowledged, now } = known;
  const isPerson = day.endpointKind === 'person';
  const declared = isPerson ? known.declared : undefined;
  const planned = { startsAt, durationMs, plays, acknowledged, declared, seenAt: day.seenAt };
  const { verdict, play } = verdictOf(planned, now);
  const startedAt = play?.startedAt ?? null;
  return {
    endpointId: day.endpointId,
    endpointName: day.endpointName,
    endpointKind: day.endpointKind,
    stationId: day.stationId,
    stationName: day.stationName,
    occurrence: entry.occurrence,
    entryKey: entry.key,
    title: entry.title,
    dueAt: startsAt,
    durationMs,
    startedAt,
    startErrorMs: startedAt === null ? null : startedAt - startsAt,
    heardMs: play?.heardMs ?? null,
    mediaSha256: mediaOf(entry)?.sha256 ?? null,
    reason: play?.reason ?? null,
    declared: declared ?? null,
    verdict,
    toTheEar: play?.ear ?? null,
    listened: known.listened,
    reportedAt: play?.receivedAt ?? null,
    cameLate: play !== null && cameLate(entry, play),
  };
}

/**
 * Whether a receiver held an entry in time. The playlist in force may be a later one than that which it
 * held at the hour, so every playlist that it ever held counts.
 */
async function acknowledgements(
  db: Db,
  due: DueAt,
): Promise<(endpointId: string, entry: Entry) => boolean> {
  const holdings = await readHoldings(db, due);
  const playlists = await readPlaylists(
    db,
    holdings.map(({ playlist }) => playlist),
  );
  const since = new Map<string, number>();
  for (const holding of holdings)
    for (const { key, startsAt } of playlists.get(holding.playlist) ?? []) {
      const name = `${holding.endpointId} ${key} ${startsAt}`;
      since.set(name, Math.min(since.get(name) ?? Infinity, holding.since));
    }
  return (endpointId, { key, startsAt }) =>
    (since.get(`${endpointId} ${key} ${startsAt}`) ?? Infinity) <= startsAt;
}

async function readPlaylists(db: Db, hashes: readonly string[]): Promise<Playlists> {
  const objects = await readObjects(db, hashes);
  return new Map([...objects].map(([hash, bytes]) => [hash, readPlaylist(bytes)?.entries ?? []]));
}

function isOf(occurrence: string, broadcastId: string | undefined): boolean {
  return broadcastId === undefined || parseOccurrenceId(occurrence)?.broadcastId === broadcastId;
}
