import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { BroadcastAnswer, broadcastRoutes, Outlook } from '../../contract/http/broadcasts.ts';
import type { Targets } from '../../core/broadcast/broadcast.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import type { Timetable } from '../timetable/service.ts';
import { toBroadcast, toBroadcastAnswer } from './broadcast-row.ts';
import { checkDraft, type Draft } from './check-draft.ts';
import { firstAir } from './first-air.ts';
import { beginAct, columnsIn, keepBroadcast, refuseChanged } from './keep-broadcast.ts';
import { savedOutlook, triedOutlook } from './outlook.ts';
import { lostOf } from './lost.ts';
import { loadReach, reachOn } from './reach.ts';
import { columnsOf, findBroadcast } from './repo.ts';

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
  withdraw(principal: Principal, id: string, seen: number): Promise<BroadcastAnswer>;
}

export function createBroadcastsService(deps: BroadcastsDeps): BroadcastsService {
  const { db, timetable, clock } = deps;
  return {
    get: async (principal, id) => describe(deps, await requireRow(deps, principal, id)),
    create: async (principal, given, { isUrgent }) => {
      const draft = newDraft(deps, given, isUrgent);
      await checkDraft(deps, principal, draft, clock.now());
      const row = await save(deps, principal, { draft, before: null });
      await timetable.changed({ broadcastId: row.id });
      return describe(deps, row);
    },
    tryOut: async (principal, given, { isUrgent }) => {
      const draft = newDraft(deps, given, isUrgent);
      const reach = await checkDraft(deps, principal, draft, clock.now());
      const stationIds = reach.stations.map(({ id }) => id);
      const trials = await timetable.tryOut({ drafts: [draft] }, stationIds);
      const lost = await lostOf(deps, draft, reach);
      return triedOutlook(draft.id, { reach, lost, trials, now: clock.now() });
    },
    tryOutUpdate: async (principal, id, given, { isUrgent }) => {
      const { before, draft, reach } = await checkEdit(deps, principal, { id, given, isUrgent });
      const stationIds = await stationsOfTargets(db, [toBroadcast(before).targets, draft.targets]);
      const trials = await timetable.tryOut({ drafts: [draft] }, stationIds);
      const lost = await lostOf(deps, draft, reach);
      const outlook = triedOutlook(id, { reach, lost, trials, now: clock.now() });
      return { broadcast: toBroadcastAnswer(before), outlook };
    },
    update: async (principal, id, given, { isUrgent }) => {
      const { before, draft } = await checkEdit(deps, principal, { id, given, isUrgent });
      const row = await save(deps, principal, { draft, before });
      await recompile(deps, [toBroadcast(before).targets, draft.targets]);
      return describe(deps, row);
    },
    withdraw: async (principal, id, seen) => {
      const before = await requireRow(deps, principal, id);
      await deps.access.require(principal, 'broadcast.write', before.owner_area_id);
      if (before.state === 'withdrawn') return toBroadcastAnswer(before);
      const columns = { ...columnsIn(before), state: 'withdrawn' as const };
      const act = beginAct(clock, principal, 'withdraw');
      const row = await db
        .transaction()
        .execute((trx) => keepBroadcast(trx, clock, act, { id, seen, columns }));
      await recompile(deps, [toBroadcast(row).targets]);
      return toBroadcastAnswer(row);
    },
  };
}

function newDraft({ clock }: BroadcastsDeps, given: NewBroadcast, isUrgent: boolean): Draft {
  return { ...given, id: newId(clock), version: 1, urgentSince: isUrgent ? clock.now() : null };
}

async function checkEdit(
  deps: BroadcastsDeps,
  principal: Principal,
  { id, given, isUrgent }: { id: string; given: Edit; isUrgent: boolean },
) {
  const before = await requireRow(deps, principal, id);
  await deps.access.require(principal, 'broadcast.write', before.owner_area_id);
  if (before.state === 'withdrawn') await refuseChanged(deps.db, id);
  // What was urgent once may stay where it is.
  const urgentSince = isUrgent ? deps.clock.now() : before.urgent_since;
  const draft: Draft = { ...given, id, urgentSince };
  const reach = await checkDraft(deps, principal, draft, deps.clock.now());
  return { before, draft, reach };
}

async function save(
  { db, clock }: BroadcastsDeps,
  principal: Principal,
  { draft, before }: { draft: Draft; before: Row | null },
): Promise<Row> {
  const { id, version } = draft;
  const predecessor_id = before?.predecessor_id ?? null;
  const columns = { ...columnsOf(draft), predecessor_id, state: 'active' as const };
  const act = beginAct(clock, principal, before ? 'update' : 'create');
  const seen = before ? version : null;
  return db.transaction().execute((trx) => keepBroadcast(trx, clock, act, { id, seen, columns }));
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
  const tree = await access.tree();
  const stations = await loadReach(db, broadcast, { tree, now });
  const day = firstAir(broadcast, stations, now)?.date ?? localDateOf(now, 'UTC');
  const reach = reachOn(stations, broadcast, tree, day);
  const lost = await lostOf(deps, broadcast, reach);
  return {
    broadcast: toBroadcastAnswer(row),
    outlook: await savedOutlook(db, { broadcastId: row.id, reach, lost, now }),
  };
}

async function requireRow({ db }: BroadcastsDeps, principal: Principal, id: string): Promise<Row> {
  const row = await findBroadcast(db, principal, id);
  if (!row) throw new AppError('broadcast_not_found', `there is no broadcast ${id}`);
  return row;
}
