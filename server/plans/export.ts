import type { Kysely } from 'kysely';
import type { ExportQuery } from '../../contract/http/timetable-export.ts';
import type { StationAnswer } from '../../contract/http/stations.ts';
import { feedWords } from '../../core/calendar/feed-words.ts';
import { icsOf } from '../../core/calendar/ics.ts';
import { planWords } from '../../core/week-plan/plan-words.ts';
import { weeklyTable } from '../../core/week-plan/weekly-table.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { areasBeneath } from '../access/area-scope.ts';
import { programmeNames } from '../calendar/programme-names.ts';
import { readAir, type StationAir } from '../calendar/read-air.ts';
import { comingEvents, compiledEvents } from '../calendar/station-events.ts';
import type { Principal } from '../http/principal.ts';
import { requireYear } from '../reports/local-days.ts';
import { findStation } from '../stations/repo.ts';
import { requireStation } from '../stations/service.ts';
import type { Database } from '../store/schema.ts';
import { plannedItems, type ItemsGiven } from './planned-items.ts';

export interface ExportDeps {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
}

/** A table for people, and what stands above it. */
export interface ExportedTable {
  title: string;
  /** The first row has the headings. */
  rows: string[][];
}

/**
 * What is aired on some days, a row for each occurrence and station.
 * @throws AppError `query_invalid`, `station_not_found`, `area_not_found`, `not_allowed`
 */
export async function exportTable(
  deps: ExportDeps,
  principal: Principal,
  query: ExportQuery,
): Promise<ExportedTable> {
  const { db } = deps;
  const { whose, airs } = await readAirs(deps, principal, query);
  const words = planWords[query.language];
  const given = await itemsGiven(deps, query);
  const items = [];
  for (const air of airs) items.push(...(await plannedItems(db, air, given)));
  return {
    title: words.title(whose, query.from, query.to),
    rows: weeklyTable(items, words),
  };
}

/** As {@link exportTable}, as a calendar. */
export async function exportCalendar(
  deps: ExportDeps,
  principal: Principal,
  query: ExportQuery,
): Promise<string> {
  const { whose, airs } = await readAirs(deps, principal, query);
  const words = feedWords[query.language];
  const { to, language } = query;
  const given = { words, to, programmeName: await programmeNames(deps.db) };
  return icsOf({
    name: words.calendar(whose),
    productId: `-//Loa//Timetable//${language.toUpperCase()}`,
    stampMs: Math.max(0, ...airs.map(({ changedAt }) => changedAt)),
    events: airs.flatMap((air) => [
      ...compiledEvents({ ...air, compiled: air.compiled.filter(({ date }) => date <= to) }, given),
      ...comingEvents(air, given),
    ]),
  });
}

/** What is needed to name what airs until a day. */
export async function itemsGiven(
  { db, access }: Pick<ExportDeps, 'db' | 'access'>,
  { to, language }: Pick<ExportQuery, 'to' | 'language'>,
): Promise<ItemsGiven> {
  return {
    ...{ tree: await access.tree(), endpointNames: await endpointNames(db), to },
    ...{ programmeName: await programmeNames(db), words: planWords[language] },
  };
}

/**
 * What a station airs, or each one of an area, whose that is, and in which area.
 * @throws AppError `query_invalid`, `station_not_found`, `area_not_found`, `not_allowed`
 */
export async function readAirs(
  { db, access, clock }: ExportDeps,
  principal: Principal,
  query: Omit<ExportQuery, 'language'>,
): Promise<{ whose: string; areaId: string; airs: StationAir[] }> {
  requireYear(query);
  const { whose, areaId, stations } = await stationsOf({ db, access }, principal, query);
  const tree = await access.tree();
  const airs = [];
  for (const station of stations) {
    airs.push(await readAir(db, { station, from: query.from, tree, now: clock.now() }));
    // Polls and alerts go first.
    await clock.sleep(0);
  }
  return { whose, areaId, airs };
}

async function stationsOf(
  { db, access }: Pick<ExportDeps, 'db' | 'access'>,
  principal: Principal,
  { stationId, areaId = '', from }: Omit<ExportQuery, 'language'>,
): Promise<{ whose: string; areaId: string; stations: StationAnswer[] }> {
  if (stationId !== undefined) {
    const station = await requireStation(db, stationId);
    await access.require(principal, 'read', station.areaId);
    return { whose: station.name, areaId: station.areaId, stations: [station] };
  }
  const area = (await access.areas()).get(areaId);
  if (!area) throw new AppError('area_not_found', `there is no area ${areaId}`);
  await access.require(principal, 'read', areaId);
  const rows = await db
    .selectFrom('station')
    .select('id')
    .where('area_id', 'in', areasBeneath([areaId]))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', from)]))
    .orderBy('name_folded')
    .execute();
  const stations = await Promise.all(rows.map(({ id }) => findStation(db, id)));
  return { whose: area.name, areaId, stations: stations.flatMap((station) => station ?? []) };
}

async function endpointNames(db: Kysely<Database>): Promise<Map<string, string>> {
  const rows = await db.selectFrom('endpoint').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
