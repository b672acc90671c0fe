import type { Kysely } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import { contentOn, type Broadcast } from '../../core/broadcast/broadcast.ts';
import { reaches } from '../../core/broadcast/targets.ts';
import { datesIn } from '../../core/recurrence/occurs-on.ts';
import { isSessionOn } from '../../core/session/session.ts';
import { addDays, localTimeOf, type LocalDate } from '../../core/time/zoned.ts';
import type { PlanWords } from '../../core/week-plan/plan-words.ts';
import type { PlannedItem } from '../../core/week-plan/weekly-table.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { lastDayOf, type ComingBroadcast, type StationAir } from '../calendar/read-air.ts';
import type { Database } from '../store/schema.ts';
import { sessionOfDay } from './session-of-day.ts';

export interface ItemsGiven {
  tree: Tree;
  endpointNames: ReadonlyMap<string, string>;
  programmeName: (id: string | null) => string | null;
  words: PlanWords;
  to: LocalDate;
}

/** What a station airs until a day, as the table of a week has it. */
export async function plannedItems(
  db: Kysely<Database>,
  air: StationAir,
  given: ItemsGiven,
): Promise<PlannedItem[]> {
  return [...(await compiledItems(db, air, given)), ...comingItems(air, given)];
}

async function compiledItems(
  db: Kysely<Database>,
  air: StationAir,
  given: ItemsGiven,
): Promise<PlannedItem[]> {
  const { station, sessions } = air;
  const compiled = air.compiled.filter(({ date }) => date <= given.to);
  const broadcasts = await broadcastsOf(
    db,
    compiled.map(({ broadcastId }) => broadcastId),
  );
  return compiled.flatMap((one) => {
    const broadcast = broadcasts.get(one.broadcastId);
    if (!broadcast) return [];
    const { date, title, sessionKey, durationMs } = one;
    const time = localTimeOf(one.startsAt ?? 0, station.zone);
    return {
      ...{ date, title, class: one.class, station: station.name },
      time: shortTime(time),
      session: sessionKey === null ? null : sessionOfDay(sessions, { key: sessionKey, date, time }),
      programme: given.programmeName(one.programmeId),
      lengthMs: durationMs > 0 ? durationMs : null,
      places: placesOf(broadcast, date, air, given),
      state: given.words.state.settled,
    };
  });
}

async function broadcastsOf(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<Map<string, Broadcast>> {
  const distinct = [...new Set(ids)];
  if (distinct.length === 0) return new Map();
  const rows = await db.selectFrom('broadcast').selectAll().where('id', 'in', distinct).execute();
  return new Map(rows.map((row) => [row.id, toBroadcast(row)]));
}

function comingItems(air: StationAir, given: ItemsGiven): PlannedItem[] {
  const from = addDays(air.compiledTo, 1);
  const to = lastDayOf(air.station, given.to);
  return air.coming.flatMap((coming) =>
    datesIn(coming.broadcast.dates, from, to).flatMap((date) => itemsOn(coming, date, air, given)),
  );
}

function itemsOn(
  { broadcast, programmeId, lengthOf }: ComingBroadcast,
  date: LocalDate,
  air: StationAir,
  given: ItemsGiven,
): PlannedItem[] {
  const { title, placement, items } = contentOn(broadcast, date);
  const lengthMs = lengthOf(items);
  const item = {
    ...{ date, title, class: broadcast.class, station: air.station.name },
    programme: given.programmeName(programmeId),
    lengthMs: lengthMs > 0 ? lengthMs : null,
    places: placesOf(broadcast, date, air, given),
    state: given.words.state.expected,
  };
  if (placement.kind === 'at')
    return placement.slots.map(({ time }) => ({ ...item, time: shortTime(time), session: null }));
  if (placement.kind === 'now') return [];
  const session = air.sessions.find(
    (one) => one.key === placement.sessionKey && isSessionOn(one, date, null),
  );
  return session ? [{ ...item, time: null, session }] : [];
}

/** Villages by their name; where a village has no area of its own, its loudspeaker's. */
function placesOf(
  broadcast: Broadcast,
  date: LocalDate,
  { places, station }: StationAir,
  { tree, endpointNames }: ItemsGiven,
): PlannedItem['places'] {
  const reached = places.filter((place) => reaches(broadcast, place, tree, date));
  if (reached.length === places.length || reached.length === 0) return 'everywhere';
  const names = reached.map(({ areaId, endpointId }) =>
    areaId === station.areaId ? endpointNames.get(endpointId) : tree.on(date).get(areaId)?.name,
  );
  return [...new Set(names.flatMap((name) => name ?? []))].sort();
}

/** Seconds only where there are some. */
function shortTime(time: string): string {
  return time.replace(/^(\d\d:\d\d):00$/, '$1');
}
