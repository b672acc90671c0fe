import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import type { BroadcastAnswer, broadcastRoutes, Outlook } from '../../contract/http/broadcasts.ts';
import type { Targets } from '../../core/broadcast/broadcast.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import type { Timetable } from '../timetable/service.ts';
import { toBroadcast, toBroadcastAnswer } from './broadcast-row.ts';
import { checkDraft, type Checked, type Draft } from './check-draft.ts';
import { firstAir } from './first-air.ts';
import { savedOutlook, triedOutlook } from './outlook.ts';
import { requirePlacing } from './placing-right.ts';
import { loadReach, reachOn } from './reach.ts';
import { columnsOf, findBroadcast, makersOf } from './repo.ts';

export type NewBroadcast = z.output<NonNullable<(typeof broadcastRoutes.create)['body']>>;
type Edit = NewBroadcast & { version: number };
type Row = Database['broadcast'];

export interface BroadcastsDeps {
  db: Kysely<Database>;
  access: Access;
  timetable: Timetable;
  clock: Clock;
}

export interface Described {
  broadcast: BroadcastAnswer;
  outlook: Outlook;
}

/** How a change is meant. */
export interface How {
  /** It may enter air that is frozen already. */
  isUrgent: boolean;
}

export interface BroadcastsService {
  get(principal: Principal, id: string): Promise<Described>;
  create(principal: Principal, given: NewBroadcast, how: How): Promise<Described>;
  /** What saving would do; nothing is saved. */
  tryOut(principal: Principal, given: NewBroadcast, how: How): Promise<Outlook>;
  update(principal: Principal, id: string, given: Edit, how: How): Promise<Described>;
  /** What an edit would do; nothing is saved, and the broadcast comes back as it stands. */
  tryOutUpdate(principal: Principal, id: string, given: Edit, how: How): Promise<Described>;
  withdraw(principal: Principal, id: string): Promise<BroadcastAnswer>;
}

export function createBroadcastsService(deps: BroadcastsDeps): BroadcastsService {
  const { db, timetable, clock } = deps;
  return {
    get: async (principal, id) => describe(deps, await requireRow(deps, principal, id)),
    create: async (principal, given, { isUrgent }) => {
      const { draft } = await checkNew(deps, principal, given, isUrgent);
      const row = await insert(deps, principal, draft);
      await timetable.changed({ broadcastId: row.id });
      return describe(deps, row);
    },
    tryOut: async (principal, given, { isUrgent }) => {
      const { draft, reach } = await checkNew(deps, principal, given, isUrgent);
      const stationIds = reach.stations.map(({ id }) => id);
      const trials = await timetable.tryOut(draft, stationIds);
      return triedOutlook(draft.id, { reach, trials, now: clock.now() });
    },
    tryOutUpdate: async (principal, id, given, { isUrgent }) => {
      const { before, draft, reach } = await checkEdit(deps, principal, { id, given, isUrgent });
      const stationIds = await stationsOfTargets(db, [toBroadcast(before).targets, draft.targets]);
      // Saving makes a new version, which nobody has approved yet.
      const saved = { ...draft, version: draft.version + 1 };
      const trials = await timetable.tryOut(saved, stationIds);
      const outlook = triedOutlook(id, { reach, trials, now: clock.now() });
      return { broadcast: toBroadcastAnswer(before), outlook };
    },
    update: async (principal, id, given, { isUrgent }) => {
      const { before, draft } = await checkEdit(deps, principal, { id, given, isUrgent });
      const row = await replace(deps, principal, { before, draft });
      await recompile(deps, [toBroadcast(before).targets, draft.targets]);
      return describe(deps, row);
    },
    withdraw: async (principal, id) => {
      const before = await requireRow(deps, principal, id);
      await requirePlacing(deps, principal, toBroadcast(before), clock.now());
      if (before.state === 'withdrawn') return toBroadcastAnswer(before);
      const row = await db.transaction().execute(async (trx) => {
        const changed = await trx
          .updateTable('broadcast')
          .set((eb) => ({
            state: 'withdrawn' as const,
            version: eb('version', '+', 1),
            updated_at: clock.now(),
          }))
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        await audit(trx, deps, { principal, action: 'broadcast.withdraw', row: changed });
        return changed;
      });
      await recompile(deps, [toBroadcast(row).targets]);
      return toBroadcastAnswer(row);
    },
  };
}

async function checkNew(
  deps: BroadcastsDeps,
  principal: Principal,
  given: NewBroadcast,
  isUrgent: boolean,
): Promise<Checked> {
  const { clock } = deps;
  const urgentSince = isUrgent ? clock.now() : null;
  const draft: Draft = { ...given, id: newId(clock), version: 1, urgentSince };
  return checkDraft(deps, principal, draft, clock.now());
}

async function checkEdit(
  deps: BroadcastsDeps,
  principal: Principal,
  { id, given, isUrgent }: { id: string; given: Edit; isUrgent: boolean },
) {
  const before = await requireRow(deps, principal, id);
  const now = deps.clock.now();
  await requirePlacing(deps, principal, toBroadcast(before), now);
  // What was urgent once may stay where it is.
  const urgentSince = isUrgent ? now : before.urgent_since;
  const checked = await checkDraft(deps, principal, { ...given, id, urgentSince }, now);
  return { before, ...checked };
}

async function insert(
  { db, clock }: BroadcastsDeps,
  principal: Principal,
  draft: Checked['draft'],
): Promise<Row> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .insertInto('broadcast')
      .values({
        id: draft.id,
        ...columnsOf(draft),
        state: 'active',
        version: 1,
        author_id: principal.userId,
        makers: JSON.stringify([principal.userId]),
        created_at: clock.now(),
        updated_at: clock.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(trx, { clock }, { principal, action: 'broadcast.create', row });
    return row;
  });
}

/** @throws AppError `broadcast_changed` when somebody saved it since the person saw it */
async function replace(
  { db, clock }: BroadcastsDeps,
  principal: Principal,
  { before, draft }: { before: Row; draft: Checked['draft'] },
): Promise<Row> {
  const { version } = draft;
  const makers = JSON.stringify([...new Set([...makersOf(before), principal.userId])]);
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('broadcast')
      .set({ ...columnsOf(draft), makers, version: version + 1, updated_at: clock.now() })
      .where('id', '=', draft.id)
      .where('version', '=', version)
      .where('state', '=', 'active')
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new AppError('broadcast_changed', 'it was changed meanwhile; look again');
    await audit(trx, { clock }, { principal, action: 'broadcast.update', row });
    return row;
  });
}

async function recompile(
  { db, timetable }: BroadcastsDeps,
  targets: readonly Targets[],
): Promise<void> {
  await timetable.changed({ stationIds: await stationsOfTargets(db, targets) });
}

async function describe(deps: BroadcastsDeps, row: Row): Promise<Described> {
  const { db, access, clock } = deps;
  const now = clock.now();
  const broadcast = toBroadcast(row);
  const stations = await loadReach(db, broadcast, now);
  const day = firstAir(broadcast, stations, now)?.date ?? localDateOf(now, 'UTC');
  const reach = reachOn(stations, broadcast, await access.areas(), day);
  return {
    broadcast: toBroadcastAnswer(row),
    outlook: await savedOutlook(db, { broadcastId: row.id, reach, now }),
  };
}

async function requireRow({ db }: BroadcastsDeps, principal: Principal, id: string): Promise<Row> {
  const row = await findBroadcast(db, principal, id);
  if (!row) throw new AppError('broadcast_not_found', `there is no broadcast ${id}`);
  return row;
}

async function audit(
  trx: Transaction<Database>,
  { clock }: { clock: Clock },
  { principal, action, row }: { principal: Principal; action: string; row: Row },
): Promise<void> {
  await recordAudit(trx, {
    clock,
    userId: principal.userId,
    action,
    subject: row.id,
    areaId: row.owner_area_id,
    detail: { ...toBroadcastAnswer(row) },
  });
}
