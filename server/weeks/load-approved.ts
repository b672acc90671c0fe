import type { Kysely } from 'kysely';
import { stationAreaOn, type DatedStation } from '../../core/area/dated-station.ts';
import { versionName } from '../../core/compile/may-air.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { mondayOf } from '../../core/week/monday-of.ts';
import type { PlayWindow } from '../../core/window/play-window.ts';
import { isWindowOn } from '../../core/window/play-window.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import type { Supposition } from '../timetable/shared-input.ts';
import { toPlayWindow } from '../windows/window-row.ts';
import { readVersions } from './approval-row.ts';

/** A version that was saved inside a window which is still granted. */
interface Windowed {
  name: string;
  window: PlayWindow;
}

export interface ApprovedQuery {
  since: LocalDate;
  suppose: Pick<Supposition, 'drafts' | 'windows'>;
}

/**
 * What may air by the approval of the week, by station and day: what an approval names as it is now, and
 * what lies inside granted windows.
 */
export async function loadApproved(
  db: Kysely<Database>,
  stations: readonly Pick<DatedStation, 'id' | 'areaId' | 'moves'>[],
  query: ApprovedQuery,
): Promise<(stationId: string, date: LocalDate) => ReadonlySet<string>> {
  const byId = new Map(stations.map((station) => [station.id, station]));
  const weeks = await readWeeks(db, stations.flatMap(areasOf), query.since);
  const windowed = await readWindowed(db, query);
  const known = new Map<string, ReadonlySet<string>>();
  return (stationId, date) => {
    const station = byId.get(stationId);
    const key = `${station ? stationAreaOn(station, date) : ''} ${date}`;
    const found = known.get(key) ?? approvedOn(key, date);
    known.set(key, found);
    return found;
  };

  function approvedOn(key: string, date: LocalDate): ReadonlySet<string> {
    const week = key.replace(date, mondayOf(date));
    return new Set([
      ...(weeks.get(week) ?? []),
      ...windowed.filter(({ window }) => isWindowOn(window, date)).map(({ name }) => name),
    ]);
  }
}

/** Wherever it ever stands. */
function areasOf({ areaId, moves = [] }: Pick<DatedStation, 'areaId' | 'moves'>): string[] {
  return [areaId, ...moves.map((move) => move.areaId)];
}

/** Approved versions by `area monday`. */
async function readWeeks(
  db: Kysely<Database>,
  areaIds: readonly string[],
  since: LocalDate,
): Promise<Map<string, string[]>> {
  if (areaIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('week_approval')
    .select(['area_id', 'monday', 'broadcasts'])
    .where('area_id', 'in', areaIds)
    .where('monday', '>=', mondayOf(since))
    .where('withdrawn_at', 'is', null)
    .execute();
  const groups = groupRows(rows, ({ area_id, monday }) => `${area_id} ${monday}`);
  return new Map(
    [...groups].map(([week, group]) => [
      week,
      group.flatMap(({ broadcasts }) => readVersions(broadcasts).map(versionName)),
    ]),
  );
}

async function readWindowed(
  db: Kysely<Database>,
  { since, suppose: { drafts = [], windows } }: ApprovedQuery,
): Promise<Windowed[]> {
  const rows = await db
    .selectFrom('window_version as placed')
    .innerJoin('broadcast', (join) =>
      join
        .onRef('broadcast.id', '=', 'placed.broadcast_id')
        .onRef('broadcast.version', '=', 'placed.version'),
    )
    .innerJoin('play_window', 'play_window.id', 'placed.window_id')
    .selectAll('play_window')
    .select(['broadcast.id as broadcastId', 'broadcast.version'])
    .where('play_window.ended_at', 'is', null)
    .where('broadcast.state', '=', 'active')
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', since)]))
    .execute();
  const supposed = new Set(drafts.map(({ id }) => id));
  const saved = rows
    .filter(({ broadcastId }) => !supposed.has(broadcastId))
    .map((row) => ({
      name: versionName({ id: row.broadcastId, version: row.version }),
      window: toPlayWindow(row),
    }));
  const inside = drafts.filter(({ id }) => windows?.has(id));
  if (inside.length === 0) return saved;
  const granted = await db
    .selectFrom('play_window')
    .selectAll()
    .where('id', 'in', [...(windows?.values() ?? [])])
    .execute();
  const byId = new Map(granted.map((row) => [row.id, toPlayWindow(row)]));
  const placed = inside.flatMap((draft) => {
    const window = byId.get(windows?.get(draft.id) ?? '');
    return window ? [{ name: versionName(draft), window }] : [];
  });
  return [...saved, ...placed];
}
