import type { Kysely } from 'kysely';
import type { DayMark } from '../../contract/http/day-marks.ts';
import { isAreaValid } from '../../core/area/area.ts';
import { lineOn } from '../../core/area/tree.ts';
import { periodOn } from '../../core/guard/mode-on.ts';
import { addDays, daysFrom, type LocalDate } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';

export interface DayMarksDeps {
  db: Kysely<Database>;
  access: Access;
}

export interface DayMarksQuery {
  from: LocalDate;
  to: LocalDate;
  areaId?: string | undefined;
}

const mostDays = 92;

/**
 * What is unlike other days: days off, and the modes that hold.
 * @throws AppError `query_invalid`, `area_not_found`, `not_allowed`
 */
export async function dayMarks(
  deps: DayMarksDeps,
  principal: Principal,
  query: DayMarksQuery,
): Promise<DayMark[]> {
  const { from, to, areaId } = query;
  if (to < from || to > addDays(from, mostDays - 1))
    throw new AppError('query_invalid', `ask for one to ${mostDays} days, the first one first`);
  if (areaId !== undefined) await requireArea(deps, principal, areaId);
  const holidays = await holidaysIn(deps.db, query);
  const modesOn = await modesIn(deps, principal, query);
  return daysIn(from, to)
    .map((date) => ({ date, holiday: holidays.get(date) ?? null, modes: modesOn(date) }))
    .filter(({ holiday, modes }) => holiday !== null || modes.length > 0);
}

async function requireArea({ access }: DayMarksDeps, principal: Principal, areaId: string) {
  if (!(await access.areas()).has(areaId))
    throw new AppError('area_not_found', `there is no area ${areaId}`);
  await access.requireRead(principal, areaId);
}

/** Within so many days: after the last one that has four figures a year, none comes later. */
function daysIn(from: LocalDate, to: LocalDate): LocalDate[] {
  return daysFrom(from, mostDays).filter((date) => date >= from && date <= to);
}

async function holidaysIn(
  db: Kysely<Database>,
  { from, to }: DayMarksQuery,
): Promise<ReadonlyMap<LocalDate, string>> {
  const rows = await db
    .selectFrom('holiday')
    .select(['date', 'name'])
    .where('date', '>=', from)
    .where('date', '<=', to)
    .execute();
  return new Map(rows.map(({ date, name }) => [date, name]));
}

/** Finds the modes of a day: at an area the one that decides there, else the one of each area that has one. */
async function modesIn(
  { db, access }: DayMarksDeps,
  principal: Principal,
  { from, to, areaId }: DayMarksQuery,
): Promise<(date: LocalDate) => DayMark['modes']> {
  const tree = await access.tree();
  const periods = await periodsIn(db, principal, { from, to, areaId });
  const byArea = new Map<string, typeof periods>();
  for (const period of periods)
    byArea.set(period.areaId, [...(byArea.get(period.areaId) ?? []), period]);
  const lines = (date: LocalDate): string[][] =>
    areaId === undefined
      ? [...byArea.keys()].map((id) => [id])
      : [lineOn(tree, areaId, date).flatMap((area) => (isAreaValid(area, date) ? area.id : []))];
  return (date) =>
    lines(date).flatMap((line) => {
      const period = periodOn(
        line.map((id) => byArea.get(id) ?? []),
        date,
      );
      if (!period) return [];
      const { key, name } = period;
      const areaName = tree.on(date).get(period.areaId)?.name ?? '';
      return { key, name, areaId: period.areaId, areaName };
    });
}

/** In order of the areas' names; what stands above an area on some day may be another area than today. */
function periodsIn(
  db: Kysely<Database>,
  principal: Principal,
  { from, to, areaId }: DayMarksQuery,
) {
  return db
    .selectFrom('day_mode_period as period')
    .innerJoin('day_mode', 'day_mode.key', 'period.mode_key')
    .innerJoin('area', 'area.id', 'period.area_id')
    .select(['period.id', 'period.first', 'period.last', 'period.area_id as areaId'])
    .select(['day_mode.key', 'day_mode.name'])
    .where('period.first', '<=', to)
    .where('period.last', '>=', from)
    .$if(areaId === undefined, (all) => all.where('period.area_id', 'in', readScope(principal)))
    .orderBy('area.name_folded')
    .execute();
}
