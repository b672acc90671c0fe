import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { AirChangesAnswer, ChangeNote } from '../../contract/http/timetable-change.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import { areasBeneath } from '../access/area-scope.ts';
import { recordAudit } from '../audit/record.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import {
  beginAct,
  keepBroadcast,
  keepWindow,
  type BroadcastColumns,
} from '../broadcasts/keep-broadcast.ts';
import type { Principal } from '../http/principal.ts';
import type { BroadcastAct, Database } from '../store/schema.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import type { Timetable } from '../timetable/service.ts';
import { airChanges } from './air-changes.ts';

type Row = Database['broadcast'];

export interface PlanDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: Timetable;
  clock: Clock;
}

/** A broadcast as it is and as it shall be. */
export interface PlannedWrite {
  id: string;
  before: Row | null;
  columns: BroadcastColumns;
  /** What a copy was made from. */
  origin: string | null;
  /** The granted window inside which it lies; none where it is left out. */
  windowId?: string | null;
}

/** Broadcasts that are changed together, all or none. */
export interface Plan {
  /** Whose timetable it is about. */
  areaId: string;
  withBeneath: boolean;
  writes: readonly PlannedWrite[];
  notes: readonly ChangeNote[];
  /** The newest change of that timetable when the plan was made. */
  seen: string | null;
}

/** The row that a write would make. */
export function rowAfter({ id, before, columns }: PlannedWrite): Row {
  const made = { author_id: before?.author_id ?? '', created_at: 0, updated_at: 0 };
  return { id, ...columns, ...made, version: (before?.version ?? 0) + 1 };
}

/** What a plan would change on the air. */
export async function airOf(
  deps: PlanDeps,
  writes: readonly PlannedWrite[],
  language: Language,
): Promise<AirChangesAnswer> {
  const after = writes.map(rowAfter);
  const drafts = after.filter(({ state }) => state === 'active').map(toBroadcast);
  const withdrawn = after.filter(({ state }) => state === 'withdrawn').map(({ id }) => id);
  const stationIds = await stationsOfWrites(deps.db, writes);
  return airChanges(await deps.timetable.tryOut({ drafts, withdrawn }, stationIds), language);
}

/**
 * Saves a plan in one transaction, compiles what it touches, and names the change.
 * @throws AppError `timetable_changed` when somebody changed the area's timetable since `seen`,
 *   `broadcast_changed`
 */
export async function carryOut(
  deps: PlanDeps,
  principal: Principal,
  plan: Plan,
  how: { what: BroadcastAct; seen: string | null; detail: Record<string, unknown> },
): Promise<string> {
  const { db, timetable, clock } = deps;
  const { areaId, writes } = plan;
  const act = beginAct(clock, principal, how.what);
  await db.transaction().execute(async (trx) => {
    await requireSeen(trx, plan, how.seen);
    for (const { id, before, columns, origin, windowId = null } of writes) {
      const write = { id, seen: before?.version ?? null, columns, origin };
      await keepWindow(trx, await keepBroadcast(trx, clock, act, write), windowId);
    }
    await recordAudit(trx, {
      clock,
      userId: principal.userId,
      action: `timetable.${how.what}`,
      subject: areaId,
      areaId,
      detail: { ...how.detail, act: act.id, broadcasts: writes.length },
    });
  });
  await timetable.changed({ stationIds: await stationsOfWrites(db, writes) });
  return act.id;
}

/** Subquery of the areas that a plan or a history is about. */
export function scopeOf({
  areaId,
  withBeneath,
}: Pick<Plan, 'areaId' | 'withBeneath'>): RawBuilder<string> {
  return withBeneath ? areasBeneath([areaId]) : sql<string>`(select ${areaId})`;
}

/** The newest change of an area's broadcasts, or `null` where there is none. */
export async function newestAct(
  db: Kysely<Database>,
  scope: Pick<Plan, 'areaId' | 'withBeneath'>,
): Promise<{ id: string; name: string | null; at: number } | null> {
  const row = await db
    .selectFrom('broadcast_version as version')
    .leftJoin('user', 'user.id', 'version.user_id')
    .select(['version.act_id as id', 'user.name', 'version.at'])
    .where('version.owner_area_id', 'in', scopeOf(scope))
    .orderBy('version.at', 'desc')
    .orderBy('version.act_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function requireSeen(
  trx: Kysely<Database>,
  scope: Pick<Plan, 'areaId' | 'withBeneath'>,
  seen: string | null,
): Promise<void> {
  const newest = await newestAct(trx, scope);
  if ((newest?.id ?? null) === seen) return;
  const detail = 'the timetable was changed since its preview; look again';
  throw new AppError(
    'timetable_changed',
    detail,
    newest ? { changedBy: { name: newest.name, at: newest.at } } : {},
  );
}

/** Stations that hear a broadcast before or after. */
export function stationsOfWrites(
  db: Kysely<Database>,
  writes: readonly PlannedWrite[],
): Promise<string[]> {
  const rows = writes.flatMap((write) => [
    ...(write.before ? [write.before] : []),
    rowAfter(write),
  ]);
  const heard = rows.filter(({ state }) => state === 'active');
  return stationsOfTargets(
    db,
    heard.map((row) => toBroadcast(row).targets),
  );
}
