import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { AreaSumAnswer, StationSumAnswer } from '../../contract/http/area-sums.ts';
import type { Tree } from '../../core/area/tree.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import { fold } from '../../core/text/fold.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import {
  commonArea,
  ownPlanOf,
  rowAreaOf,
  stationDayOf,
  sumOfDay,
  type StationDay,
} from '../../core/timetable/area-sums.ts';
import { readObjects } from '../objects/objects.ts';
import { nameKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { stationAreaOnDay } from '../territory/place-of-day.ts';
import { dayColumn, recordedDays, type OccurrencesFilter } from './list-occurrences.ts';
import { readRecord } from './stored-day.ts';

type Db = Kysely<Database>;

interface SumsQuery extends PageQuery {
  filter: OccurrencesFilter;
  tree: Tree;
}

/** A day of those endpoints of a station that hear the same, not read yet. */
interface FoundDay {
  stationId: string;
  stationName: string;
  areaId: string;
  date: LocalDate;
  rulings: string;
}

const areaPlace = z.tuple([z.int(), z.string(), z.string()]);

/** A row for each area right beneath one; only the days of the areas of a page are read. */
export async function areaSums(
  db: Db,
  { filter, tree, areaId, limit, cursor }: SumsQuery & { areaId?: string | undefined },
): Promise<Page<AreaSumAnswer>> {
  const found = await findDays(db, filter);
  const areaIds = found.map((day) => day.areaId);
  const topId = areaId ?? commonArea(tree.on(filter.from), areaIds);
  const rows = groupRows(found, (day) => rowAreaOf(tree.on(day.date), day.areaId, topId));
  const names = tree.on(filter.to);
  const behind = readCursor(cursor, areaPlace);
  const placed = [...rows]
    .map(([id, days]) => ({ id, days, name: names.get(id)?.name ?? id }))
    .map((row) => ({ ...row, place: placeOf(row, topId) }))
    .filter(({ place }) => behind === null || compare(place, behind) > 0)
    .sort((a, b) => compare(a.place, b.place));
  const { items, next } = toPage(placed, limit, ({ place }) => place);
  const read = await readDays(
    db,
    items.flatMap(({ days }) => days),
  );
  const answers = items.map(({ id, days, name }) => ({
    ...{ areaId: id, name, isItself: id === topId },
    hasBeneath: days.some((day) => day.areaId !== id),
    stations: groupRows(days, ({ stationId }) => stationId).size,
    days: [...groupRows(days, ({ date }) => date)].sort(byDate).map(([date, ofDay]) => {
      const stations = new Set(ofDay.map(({ stationId }) => stationId));
      const theirs = (read.get(date) ?? []).filter(({ stationId }) => stations.has(stationId));
      return { date, ...sumOfDay(theirs, ownPlanOf(theirs, id)) };
    }),
  }));
  return { items: answers, next };
}

/** A row for each station of an area, by name. */
export async function stationSums(
  db: Db,
  { filter, areaId, isItself, limit, cursor }: SumsQuery & { areaId: string; isItself: boolean },
): Promise<Page<StationSumAnswer>> {
  const all = await findDays(db, filter);
  const found = all.filter((day) => !isItself || day.areaId === areaId);
  const behind = readCursor(cursor, nameKey);
  const placed = [...groupRows(found, ({ stationId }) => stationId)]
    .map(([id, days]) => ({ id, name: days[0]?.stationName ?? id }))
    .map((one) => ({ ...one, place: [fold(one.name), one.id] as const }))
    .filter(({ place }) => behind === null || compare([0, ...place], [0, ...behind]) > 0)
    .sort((a, b) => compare([0, ...a.place], [0, ...b.place]));
  const { items, next } = toPage(placed, limit, ({ place }) => place);
  const read = [...(await readDays(db, found))].sort(byDate);
  const plans = new Map(read.map(([date, days]) => [date, ownPlanOf(days, areaId)]));
  const answers = items.map(({ id, name }) => ({
    ...{ stationId: id, name },
    days: read.flatMap(([date, days]) => {
      const own = days.filter(({ stationId }) => stationId === id);
      return own.length === 0 ? [] : [{ date, ...sumOfDay(own, plans.get(date) ?? '') }];
    }),
  }));
  return { items: answers, next };
}

/** Which days there are, without what is in them. */
function findDays(db: Db, filter: OccurrencesFilter): Promise<FoundDay[]> {
  return recordedDays(db, filter).select(stationAreaOnDay(dayColumn).as('areaId')).execute();
}

/** What is in some days, by date; read day by day, as a week of many stations is more than is held at once. */
async function readDays(db: Db, found: readonly FoundDay[]): Promise<Map<LocalDate, StationDay[]>> {
  const read = new Map<LocalDate, StationDay[]>();
  for (const [date, days] of groupRows(found, (day) => day.date)) {
    const objects = await readObjects(
      db,
      days.map(({ rulings }) => rulings),
    );
    const stations = groupRows(days, ({ stationId }) => stationId).values();
    const ofDay = [...stations].flatMap((same) => {
      const [first] = same;
      const records = same.map(({ rulings }) => readRecord(objects.get(rulings)));
      return first ? [stationDayOf(first, records)] : [];
    });
    read.set(date, ofDay);
  }
  return read;
}

/** What stands in the area itself comes first, the others by name. */
function placeOf({ id, name }: { id: string; name: string }, topId: string | null) {
  return [id === topId ? 0 : 1, fold(name), id] as [number, string, string];
}

function compare(a: readonly [number, string, string], b: readonly [number, string, string]) {
  const [one, other] = [a.slice(1).join(), b.slice(1).join()];
  return a[0] - b[0] || (one < other ? -1 : Number(one > other));
}

function byDate([a]: [LocalDate, unknown], [b]: [LocalDate, unknown]): number {
  return a < b ? -1 : 1;
}
