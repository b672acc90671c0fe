import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { WeekAnswer, weekRoutes } from '../../contract/http/weeks.ts';
import { apartFrom } from '../../core/access/apart-from.ts';
import { isAllowed } from '../../core/access/roles.ts';
import { startsOn, type StartStation } from '../../core/broadcast/starts-on.ts';
import { addDays, type LocalDate } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { areaScope } from '../access/area-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { sessionsOf } from '../sessions/repo.ts';
import type { Database } from '../store/schema.ts';
import { stationAreaOnDay } from '../territory/place-of-day.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { writeVersions } from './approval-row.ts';
import { createApprovalRule } from './approval-rule.ts';
import { describeWeek } from './describe-week.ts';
import { keepRemark, readRemarks } from './remarks.ts';
import type { WeekRef, WeekStation } from './week-station.ts';
import { readWeek, waitingIn, type PlannedItem, type PlannedWeek } from './read-week.ts';

export interface WeeksDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: TimetableChanges;
  clock: Clock;
  /** See core/compile/freeze. */
  freezeMs: number;
}

type Waiting = z.output<Exclude<typeof weekRoutes.list.answer, string>>['items'];
type Approval = z.output<NonNullable<(typeof weekRoutes.approve)['body']>>;

/** All of it is past: nothing is urgent any more. */
const never = Number.MAX_SAFE_INTEGER;

/** Approval of the week's programme, where a rule of the place asks for it. */
export interface WeeksService {
  /** Areas of an approver where something of the week waits. */
  waiting(principal: Principal, monday: LocalDate): Promise<Waiting>;
  get(principal: Principal, ref: WeekRef): Promise<WeekAnswer>;
  approve(principal: Principal, ref: WeekRef, given: Approval): Promise<WeekAnswer>;
  submit(principal: Principal, ref: WeekRef, note: string | null): Promise<WeekAnswer>;
  /** Returns it with a note, and takes its approval back where it has one. */
  withdraw(principal: Principal, ref: WeekRef, note: string): Promise<WeekAnswer>;
}

export function createWeeksService(deps: WeeksDeps): WeeksService {
  const { db, access } = deps;
  const show = async (principal: Principal, station: WeekStation, monday: LocalDate) => {
    const rule = await createApprovalRule(db, await access.tree());
    return describeWeek(deps, principal, { station, monday, isAsked: rule(station, monday) });
  };
  return {
    waiting: async (principal, monday) => {
      const rule = await createApprovalRule(db, await access.tree());
      const waiting: Waiting = [];
      for (const station of await stationsFor(db, principal, monday)) {
        // Polls and alerts go first: a province has a thousand of them.
        await deps.clock.sleep(0);
        if (!rule(station, monday)) continue;
        const { areaId, areaName } = station;
        const items = waitingIn(await readWeek(db, areaId, monday));
        if (items.length === 0) continue;
        const [newest] = await readRemarks(db, { areaId, monday });
        const isSubmitted = newest?.what === 'submitted';
        const decideBy = firstDeadline(items, await startStation(db, station), deps);
        waiting.push({ areaId, areaName, monday, waiting: items.length, isSubmitted, decideBy });
      }
      return waiting.sort((a, b) => (a.decideBy ?? never) - (b.decideBy ?? never));
    },
    get: async (principal, { areaId, monday }) => {
      await access.requireRead(principal, areaId);
      return show(principal, await requireStation(db, areaId, monday), monday);
    },
    approve: async (principal, { areaId, monday }, given) => {
      await access.require(principal, 'week.approve', areaId);
      const station = await requireStation(db, areaId, monday);
      await approve(deps, principal, { areaId, monday }, given);
      await deps.timetable.changed({ stationIds: [station.id] });
      return show(principal, station, monday);
    },
    submit: async (principal, { areaId, monday }, note) => {
      await access.require(principal, 'week.submit', areaId);
      const station = await requireStation(db, areaId, monday);
      const given = { areaId, monday, what: 'submitted', note, action: 'week.submit' } as const;
      const by = { clock: deps.clock, principal };
      await db.transaction().execute((trx) => keepRemark(trx, by, given));
      return show(principal, station, monday);
    },
    withdraw: async (principal, { areaId, monday }, note) => {
      await access.require(principal, 'week.approve', areaId);
      const station = await requireStation(db, areaId, monday);
      await withdraw(deps, principal, { areaId, monday }, note);
      await deps.timetable.changed({ stationIds: [station.id] });
      return show(principal, station, monday);
    },
  };
}

async function startStation(
  db: Kysely<Database>,
  { id, zone }: WeekStation,
): Promise<StartStation> {
  return { zone, sessions: await sessionsOf(db, id) };
}

/** Until when something must be approved for the first of it to be heard; what is frozen is too late already. */
function firstDeadline(
  items: readonly PlannedItem[],
  station: StartStation,
  { clock, freezeMs }: WeeksDeps,
): number | null {
  const from = clock.now() + freezeMs;
  const starts = items
    .flatMap(({ broadcast, days }) => days.flatMap((date) => startsOn(broadcast, station, date)))
    .filter((at) => at >= from);
  return starts.length === 0 ? null : Math.min(...starts) - freezeMs;
}

/** Approves exactly what the person saw. */
async function approve(
  { db, access, clock }: WeeksDeps,
  principal: Principal,
  { areaId, monday }: WeekRef,
  { broadcasts, note }: Approval,
): Promise<void> {
  const areas = await access.areas();
  const isApart = (makers: readonly string[]) =>
    !makers.includes(principal.userId) &&
    isAllowed(apartFrom(principal.grants, makers), 'week.approve', areaId, areas);
  await db.transaction().execute(async (trx) => {
    const week = await readWeek(trx, areaId, monday);
    checkApproval(week, isApart, broadcasts);
    // What lies in a window is not for the approver to answer for.
    const approved = week.items
      .filter(({ state }) => state !== 'in_window')
      .map(({ broadcast: { id, version } }) => ({ id, version }));
    await trx
      .insertInto('week_approval')
      .values({
        id: newId(clock),
        area_id: areaId,
        monday,
        broadcasts: writeVersions(approved),
        user_id: principal.userId,
        at: clock.now(),
        note: note ?? null,
      })
      .execute();
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: 'week.approve',
      subject: `${areaId}-${monday}`,
      areaId,
      detail: { broadcasts: approved, note: note ?? null },
    });
  });
}

/** @throws AppError `week_changed`, `week_approver_is_author` */
function checkApproval(
  week: PlannedWeek,
  isApart: (makers: readonly string[]) => boolean,
  seen: Approval['broadcasts'],
): void {
  const spelled = (all: readonly { id: string; version: number }[]) =>
    all
      .map(({ id, version }) => `${id}@${version}`)
      .sort()
      .join();
  if (spelled(seen) !== spelled(week.items.map(({ broadcast }) => broadcast)))
    throw new AppError('week_changed', 'the week was changed since; look again');
  if (waitingIn(week).some(({ makers }) => !isApart(makers)))
    throw new AppError(
      'week_approver_is_author',
      'they made something of it, or stand in for who did',
    );
}

async function withdraw(
  { db, clock }: WeeksDeps,
  principal: Principal,
  { areaId, monday }: WeekRef,
  note: string,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('week_approval')
      .set({ withdrawn_by: principal.userId, withdrawn_at: clock.now() })
      .where('area_id', '=', areaId)
      .where('monday', '=', monday)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst();
    const action = numUpdatedRows === 0n ? 'week.return' : 'week.withdraw';
    const given = { areaId, monday, what: 'returned', note, action } as const;
    await keepRemark(trx, { clock, principal }, given);
  });
}

/** Those that are there in a week, with the area of each; with both where it goes elsewhere in that week. */
function stations(db: Kysely<Database>, monday: LocalDate) {
  const areas = [monday, addDays(monday, 6)].map((day) => stationAreaOnDay(day));
  return db
    .selectFrom('station')
    .innerJoin('area', (join) =>
      join.on((eb) => eb.or(areas.map((area) => eb('area.id', '=', area)))),
    )
    .select(['station.id', 'area.id as areaId', 'station.zone', 'area.name as areaName'])
    .where((eb) =>
      eb.or([eb('station.valid_to', 'is', null), eb('station.valid_to', '>=', monday)]),
    );
}

function stationsFor(
  db: Kysely<Database>,
  principal: Principal,
  monday: LocalDate,
): Promise<WeekStation[]> {
  return stations(db, monday)
    .where('area.id', 'in', areaScope(principal, 'week.approve'))
    .orderBy('station.name_folded')
    .execute();
}

/** @throws AppError `station_not_found` */
async function requireStation(
  db: Kysely<Database>,
  areaId: string,
  monday: LocalDate,
): Promise<WeekStation> {
  const station = await stations(db, monday)
    .where('area.id', '=', areaId)
    // Where one ends in that week, the one that goes on.
    .orderBy('station.valid_to')
    .executeTakeFirst();
  if (!station) throw new AppError('station_not_found', `area ${areaId} has no station`);
  return station;
}
