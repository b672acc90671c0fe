import type { Kysely } from 'kysely';
import type { EndpointAnswer } from '../../contract/http/endpoints.ts';
import type { OccurrenceAnswer, SessionFillAnswer } from '../../contract/http/occurrences.ts';
import type { StationNowAnswer, TodayAnswer } from '../../contract/http/today.ts';
import { searchWords } from '../../core/text/fold.ts';
import { addDays, localDateOf, type EpochMs, type LocalDate } from '../../core/time/zoned.ts';
import { airsOf, isAiring, type Air } from '../../core/today/air.ts';
import { soundingSoon } from '../../core/today/coming.ts';
import { countReadiness, inService, readinessOf } from '../../core/today/standing.ts';
import { isHeld, stationNow } from '../../core/today/station-now.ts';
import { graver, planTroubles, verdictOf, type Verdict } from '../../core/today/troubles.ts';
import { areaScope } from '../access/area-scope.ts';
import { describeEndpoints } from '../endpoints/describe.ts';
import { allEndpointRows } from '../endpoints/repo.ts';
import type { Principal } from '../http/principal.ts';
import type { Judged } from '../readiness/judge.ts';
import { isOn } from '../stations/repo.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { listOccurrences, type OccurrencesFilter } from '../timetable/list-occurrences.ts';
import { airOf, judgeAir } from './air-of.ts';
import { reachedBy } from './reached-by.ts';
import { troublesOf } from './troubles-of.ts';

type Db = Kysely<Database>;

/** Days that are looked at for the next air, and for what is placed and will not sound. */
const days = 7;
/** At most stations the next air is today or tomorrow; the others' days are read whole. */
const nearDays = 2;
const placesShown = 3;
const plansShown = 6;
/** Described at a time: SQLite takes so many values in a statement, and some more. */
const batch = 1000;

export interface TodayQuestion {
  principal: Principal;
  q: string;
  limit: number;
  /** For the timetable: whose days are meant. */
  filter: Omit<OccurrencesFilter, 'from' | 'to'>;
  now: EpochMs;
}

/** What all stations of a person do now and next, and what is wrong with them. */
export async function todayOf(db: Db, question: TodayQuestion): Promise<TodayAnswer> {
  const { principal, filter, now } = question;
  const stations = await readStations(db, principal, now);
  const zone = commonZone(stations);
  const date = localDateOf(now, zone);
  const { items, sessions, leftOut } = await readAhead(db, filter, { stations, date, now });
  const endpoints = inService(await readEndpoints(db, principal, now));
  const { playing, next } = airsOf(items, now);
  const shown = playing ?? next;
  const judged = shown ? await judgeAir(db, shown, { isMeant: filter.isMeant, now }) : [];
  const coming = await comingOf(db, { endpoints, items, shown, judged, date, now });
  return {
    date,
    isOnAir: items.some((one) => isAiring(one, now)),
    air:
      shown &&
      airOf(shown, { ...{ items, sessions, endpoints, judged }, isPlaying: playing !== null, now }),
    ...(await troublesOf(db, endpoints, { principal, areas: filter.areas, today: date, coming })),
    planTroubles: planTroubles([...items, ...leftOut])
      .slice(0, plansShown)
      .map(({ stationIds, ...plan }) => ({
        ...{ ...plan, stationIds: stationIds.slice(0, placesShown) },
        stationCount: stationIds.length,
      })),
    stations: stationsOf({ stations, items, sessions, endpoints }, question),
  };
}

/** The days ahead: whole for a station until something sounds there, and of the rest what is left out. */
async function readAhead(
  db: Db,
  filter: TodayQuestion['filter'],
  { stations, date, now }: { stations: readonly StationRow[]; date: LocalDate; now: EpochMs },
) {
  const nearTo = addDays(date, nearDays - 1);
  const near = await listOccurrences(db, { ...filter, from: date, to: nearTo });
  const far = { ...filter, from: addDays(nearTo, 1), to: addDays(date, days - 1) };
  const { items: leftOut } = await listOccurrences(db, { ...far, isLeftOut: true });
  const coming = near.items.filter(
    ({ airs, stopped, startsAt }) => airs && !stopped && (startsAt ?? 0) > now,
  );
  const served = new Set(coming.map(({ stationId }) => stationId));
  const stationIds = stations.map(({ id }) => id).filter((id) => !served.has(id));
  if (stationIds.length === 0) return { ...near, leftOut };
  const { items, sessions } = await listOccurrences(db, { ...far, stationIds });
  return { items: [...near.items, ...items], sessions: [...near.sessions, ...sessions], leftOut };
}

interface Known {
  items: readonly OccurrenceAnswer[];
  endpoints: readonly EndpointAnswer[];
}

/** What is known for the coming air of who is to sound it, and of who is to sound something else soon. */
async function comingOf(
  db: Db,
  {
    endpoints,
    items,
    shown,
    judged,
    date,
    now,
  }: Known & { shown: Air | null; judged: readonly Judged[]; date: LocalDate; now: EpochMs },
): Promise<Map<string, Verdict>> {
  const inAir = new Set(shown?.occurrences.map(({ id }) => id));
  const others = soundingSoon(items, now).filter((one) => one.date === date && !inAir.has(one.id));
  const soon = await reachedBy(db, endpoints, others);
  const coming = new Map(
    judged.map(({ endpoint, readiness }) => [endpoint.endpointId, verdictOf(readiness)]),
  );
  // Ready for the air that is shown, and perhaps not for what sounds soon beside it.
  for (const one of endpoints) {
    if (!soon.has(one.id)) continue;
    coming.set(one.id, graver(coming.get(one.id), readinessOf(one)));
  }
  return coming;
}

function countsOf(endpoints: readonly EndpointAnswer[]) {
  const { ready, not_ready: notReady, unknown } = countReadiness(endpoints);
  return { ready, notReady, unknown };
}

function stationsOf(
  {
    stations,
    items,
    sessions,
    endpoints,
  }: Known & { stations: readonly StationRow[]; sessions: readonly SessionFillAnswer[] },
  { q, limit, now }: TodayQuestion,
): TodayAnswer['stations'] {
  const own = groupRows(items, ({ stationId }) => stationId);
  const theirs = groupRows(endpoints, ({ stationId }) => stationId);
  const held = new Set(
    sessions.filter((one) => isHeld(one, now)).map(({ stationId }) => stationId),
  );
  const words = searchWords(q);
  const all = stations
    .filter(({ folded }) => words.every((word) => folded.includes(word)))
    .map(({ id }): StationNowAnswer => {
      const some = theirs.get(id) ?? [];
      const { playing, stopped, next } = stationNow(some, own.get(id) ?? [], now);
      return {
        ...{ stationId: id, playing, stopped: stopped?.title ?? null },
        isInSession: playing.length === 0 && held.has(id),
        next: next && { title: next.title, startsAt: next.startsAt },
        endpointCount: some.length,
        onlineCount: some.filter(({ presence }) => presence === 'online').length,
        ...countsOf(some),
      };
    })
    .sort((a, b) => loudness(b) - loudness(a));
  return { items: all.slice(0, limit), total: all.length };
}

/** What may sound stands first. */
function loudness({ playing, isInSession }: StationNowAnswer): number {
  return playing.length > 0 ? 2 : Number(isInSession);
}

type StationRow = Awaited<ReturnType<typeof readStations>>[number];

function readStations(db: Db, principal: Principal, now: EpochMs) {
  return db
    .selectFrom('station')
    .select(['id', 'zone', 'name_folded as folded'])
    .where('area_id', 'in', areaScope(principal, 'read'))
    .where(isOn(localDateOf(now, 'UTC')))
    .orderBy('name_folded')
    .orderBy('id')
    .execute();
}

async function readEndpoints(
  db: Db,
  principal: Principal,
  now: EpochMs,
): Promise<EndpointAnswer[]> {
  const rows = await allEndpointRows(db, principal);
  const described: EndpointAnswer[] = [];
  for (let from = 0; from < rows.length; from += batch)
    described.push(...(await describeEndpoints(db, rows.slice(from, from + batch), now)));
  return described;
}

/** Of most stations: that of what belongs to no single one. */
function commonZone(stations: readonly { zone: string }[]): string {
  const zones = [...groupRows(stations, ({ zone }) => zone)];
  const [most] = zones.sort(([, a], [, b]) => b.length - a.length);
  // Without a station there is nothing whose day it could be.
  return most?.[0] ?? 'UTC';
}
