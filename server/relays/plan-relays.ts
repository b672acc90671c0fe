import { sql, type Kysely, type Transaction } from 'kysely';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { relayName, relaysOn } from '../../core/relay/relays-on.ts';
import type { ModesOn, RelayOn, RelayStation } from '../../core/relay/relays-on.ts';
import { openZone } from '../../core/time/zone.ts';
import { addDays, daysFrom, isWithinDates, localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { dropWork, ensureWork } from '../jobs/work.ts';
import { captureDue, isMissed } from './capture-times.ts';
import { toSession } from '../sessions/repo.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { loadModes } from '../timetable/rules.ts';
import { daysAhead } from '../timetable/horizon.ts';
import { stationsOfTargets } from '../timetable/scope.ts';

type Trx = Transaction<Database>;
type ItemRow = Pick<Database['relay_item'], 'item' | 'relay' | 'capture_id' | 'sounds_at'>;

export interface PlanRelaysDeps {
  db: Kysely<Database>;
  clock: Clock;
}

/** Sessions, zones and targets may change without the broadcast: all are looked at again after so long. */
const lookAgainMs = 10 * 60_000;
const batch = 200;

/** Says what is to be recorded for the days that are held. */
export interface RelayPlan {
  /** A round; kick the queue afterwards. The database decides what is missing. */
  run(): Promise<void>;
}

export function createRelayPlan(deps: PlanRelaysDeps): RelayPlan {
  const { db, clock } = deps;
  const looked = new Map<string, { version: number; at: number }>();
  return {
    run: async () => {
      const rows = await recordedBroadcasts(db);
      for (const row of rows) {
        const known = looked.get(row.id);
        const isFresh = known && clock.monotonic() - known.at < lookAgainMs;
        if (isFresh && known.version === row.version) continue;
        await planBroadcast(deps, row.id);
        looked.set(row.id, { version: row.version, at: clock.monotonic() });
      }
      const living = new Set(rows.map(({ id }) => id));
      for (const id of looked.keys()) if (!living.has(id)) looked.delete(id);
      await forgetWithdrawn(deps, living);
    },
  };
}

/** By an index that SQLite would not choose by itself; it holds these few alone. */
async function recordedBroadcasts(
  db: Kysely<Database>,
): Promise<{ id: string; version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`
    select id, version from broadcast indexed by broadcast_recorded where state = 'active'
      and (instr(items, '"recorded"') > 0 or instr(overrides, '"recorded"') > 0)`.execute(db);
  return rows;
}

async function planBroadcast(deps: PlanRelaysDeps, id: string): Promise<void> {
  const { db, clock } = deps;
  const row = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!row) return;
  const broadcast = toBroadcast(row);
  const stations = await stationsOf(db, broadcast);
  const now = clock.now();
  // A day more on either side: zones differ.
  const dates = daysFrom(addDays(localDateOf(now, 'UTC'), -1), daysAhead + 3);
  const modesOn = await loadModesOn(db);
  const wanted = dates.flatMap((date) => relaysOn(broadcast, date, stations, modesOn));
  // Its first station may have had it, others may not.
  const lasting = wanted.filter(({ dayEnd }) => dayEnd > now);
  await db.transaction().execute((trx) => keepItems(trx, clock, { broadcast, lasting }));
}

async function stationsOf(db: Kysely<Database>, { targets }: Broadcast): Promise<RelayStation[]> {
  const ids = await stationsOfTargets(db, [targets]);
  const stations: RelayStation[] = [];
  for (let from = 0; from < ids.length; from += batch) {
    const some = ids.slice(from, from + batch);
    const zones = await db
      .selectFrom('station')
      .select(['id', 'zone'])
      .where('id', 'in', some)
      .execute();
    const rows = await db
      .selectFrom('session')
      .selectAll()
      .where('station_id', 'in', some)
      .execute();
    const sessions = groupRows(rows.map(toSession), ({ stationId }) => stationId);
    for (const { id, zone } of zones)
      stations.push({ zone: openZone(zone), sessions: sessions.get(id) ?? [] });
  }
  return stations;
}

async function loadModesOn(db: Kysely<Database>): Promise<ModesOn> {
  const { modes, periods } = await loadModes(db);
  return (date) => {
    const inForce = periods.filter(({ first, last }) => isWithinDates(date, first, last));
    return modes.filter(({ key }) => inForce.some(({ modeKey }) => modeKey === key));
  };
}

/**
 * Brings the items of a broadcast up to date whose day is not over; what was to sound and is not wanted any more
 * stays as it was.
 */
async function keepItems(
  trx: Trx,
  clock: Clock,
  { broadcast, lasting }: { broadcast: Broadcast; lasting: readonly RelayOn[] },
): Promise<void> {
  const now = clock.now();
  const rows = await trx
    .selectFrom('relay_item')
    .select(['item', 'relay', 'capture_id', 'sounds_at'])
    .where('broadcast_id', '=', broadcast.id)
    .where('day_end', '>', now)
    .execute();
  const known = new Map<string, ItemRow>(rows.map((row) => [row.item, row]));
  for (const one of lasting) {
    await keepItem(trx, clock, { broadcast, one, before: known.get(one.item) });
    known.delete(one.item);
  }
  await removeItems(
    trx,
    clock,
    [...known.values()].filter((row) => row.sounds_at > now),
  );
}

async function keepItem(
  trx: Trx,
  clock: Clock,
  given: { broadcast: Broadcast; one: RelayOn; before: ItemRow | undefined },
): Promise<void> {
  const { broadcast, one, before } = given;
  const { item, date, soundsAt: sounds_at, dayEnd: day_end } = one;
  const relay = relayName(one.relay);
  const capture = await ensureCapture(trx, clock, one);
  if (before?.capture_id === capture.id && before.relay === relay && before.sounds_at === sounds_at)
    return;
  // A recording that was made for an earlier day is not kept for a later one.
  const given_up = capture.expiresAt !== null && capture.expiresAt < day_end ? 1 : 0;
  const told = capture.state === 'due' && given_up === 0 ? 1 : 0;
  const row = {
    broadcast_id: broadcast.id,
    date,
    relay,
    sounds_at,
    day_end,
    given_up,
    told,
  } as const;
  await trx
    .insertInto('relay_item')
    .values({ item, capture_id: capture.id, ...row })
    .onConflict((conflict) =>
      conflict.column('item').doUpdateSet({ capture_id: capture.id, ...row }),
    )
    .execute();
  if (before && before.capture_id !== capture.id)
    await dropUncarried(trx, clock, [before.capture_id]);
}

/** The recording of a programme, once for all who carry it. */
async function ensureCapture(
  trx: Trx,
  clock: Clock,
  { relay, startsAt }: RelayOn,
): Promise<{ id: string; state: string; expiresAt: number | null }> {
  const { url, delayMs, durationMs } = relay;
  const now = clock.now();
  const known = await trx
    .selectFrom('capture')
    .leftJoin('recording', 'recording.id', 'capture.recording_id')
    .select(['capture.id', 'capture.state', 'recording.expires_at as expiresAt'])
    .where('starts_at', '=', startsAt)
    .where('url', '=', url)
    .where('delay_ms', '=', delayMs)
    .where('capture.duration_ms', '=', durationMs)
    .executeTakeFirst();
  if (known) return known;
  // What cannot be had any more is not waited for.
  const isLate = isMissed({ startsAt, delayMs, durationMs }, now);
  const state = isLate ? 'failed' : 'due';
  const id = newId(clock);
  await trx
    .insertInto('capture')
    .values({
      ...{ id, url, starts_at: startsAt, delay_ms: delayMs, duration_ms: durationMs, state },
      ...{ recording_id: null, missing_ms: null, created_at: now },
      reason_code: isLate ? 'capture_missed' : null,
      reason_detail: null,
    })
    .execute();
  if (!isLate)
    await ensureWork(trx, {
      kind: 'capture',
      subject: id,
      payload: { url, startsAt, delayMs, durationMs },
      priority: 'waitedFor',
      due: captureDue({ startsAt, delayMs, durationMs }),
      clock,
    });
  return { id, state, expiresAt: null };
}

/** What nobody carries any more: withdrawn, left out, or without a relay now. */
async function forgetWithdrawn(
  { db, clock }: PlanRelaysDeps,
  living: ReadonlySet<string>,
): Promise<void> {
  const coming = db.selectFrom('relay_item').where('sounds_at', '>', clock.now());
  const carriers = await coming.select('broadcast_id').distinct().execute();
  for (const { broadcast_id: id } of carriers) {
    if (living.has(id)) continue;
    const rows = await coming
      .select(['item', 'capture_id'])
      .where('broadcast_id', '=', id)
      .execute();
    await db.transaction().execute((trx) => removeItems(trx, clock, rows));
  }
}

async function removeItems(
  trx: Trx,
  clock: Clock,
  rows: readonly Pick<ItemRow, 'item' | 'capture_id'>[],
): Promise<void> {
  for (const { item } of rows)
    await trx.deleteFrom('relay_item').where('item', '=', item).execute();
  await dropUncarried(trx, clock, [...new Set(rows.map((row) => row.capture_id))]);
}

/** Calls off recordings that no item waits for. */
async function dropUncarried(trx: Trx, clock: Clock, captureIds: readonly string[]): Promise<void> {
  for (const id of captureIds) {
    const carried = await trx
      .selectFrom('relay_item')
      .select('item')
      .where('capture_id', '=', id)
      .limit(1)
      .executeTakeFirst();
    if (carried) continue;
    const { numDeletedRows } = await trx
      .deleteFrom('capture')
      .where('id', '=', id)
      .where('recording_id', 'is', null)
      .executeTakeFirst();
    if (numDeletedRows > 0n) await dropWork(trx, { kind: 'capture', subjects: [id], clock });
  }
}
