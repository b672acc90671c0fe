import type { Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import { checkDraft, type Checked } from './check-draft.ts';
import { beginAct, columnsIn, keepBroadcast, keepWindow, type Act } from './keep-broadcast.ts';
import { reachOf, sizeOf } from './reach.ts';
import { columnsOf, dayColumns } from './repo.ts';
import { findTakenOut, requireTakeOut, takeOut, type TakenOut } from './take-out.ts';
import type { BroadcastsDeps } from './deps.ts';
import { ownOf, targetsOf, tryOut, type Prepared, type Saving } from './try-out.ts';
import { settleUrgency } from './urgency.ts';

type Row = Database['broadcast'];

/**
 * Checks what a person wants to save, and that they may.
 * @throws AppError with one of the codes that the contract names for saving
 */
export async function prepare(
  deps: BroadcastsDeps,
  principal: Principal,
  saving: Saving,
): Promise<Prepared> {
  const { db, access, clock } = deps;
  const { checked, replaces, isAwaited = false } = saving;
  const now = clock.now();
  const found = checked ? await checkDraft(deps, principal, checked, now, { isAwaited }) : null;
  const reach = found ?? (await reachOf(deps, saving.draft));
  const taken = await findTakenOut(db, replaces, ownOf(saving));
  await requireTakeOut(access, principal, taken);
  return { ...saving, reach: sizeOf(reach), taken, windows: windowsOf(saving, found, taken) };
}

/** What stays of a broadcast stays in its window; a day edited by itself must lie in that of the others. */
function windowsOf(
  { draft, checked, ended, windowId = null }: Saving,
  found: Checked | null,
  taken: readonly TakenOut[],
): Map<string, string> {
  const isWhole = checked === draft;
  const inside = !found || found.windowId === windowId ? windowId : null;
  const drafted = isWhole ? (found?.windowId ?? null) : inside;
  const all: [string, string | null][] = [
    [draft.id, drafted],
    ...taken.map(({ row, windowId: own }): [string, string | null] => [row.id, own]),
    ...(ended ? [[ended.row.id, windowId] as [string, string | null]] : []),
  ];
  return new Map(all.flatMap(([id, window]) => (window === null ? [] : [[id, window]])));
}

/**
 * Saves it in one transaction, all or nothing, and compiles what it touches.
 * @throws AppError `broadcast_changed`, and for what is urgent `not_held_yet`, `urgent_too_late`,
 * `interrupt_not_allowed`
 */
export async function carryOut(
  deps: BroadcastsDeps,
  principal: Principal,
  given: Prepared,
): Promise<Row> {
  const { db, timetable } = deps;
  const prepared = given.isUrgent
    ? await settleUrgency(deps, principal, given, await tryOut(deps, given))
    : given;
  const act = beginAct(deps.clock, principal, given.before ? 'update' : 'create');
  const row = await db.transaction().execute((trx) => write(trx, deps.clock, act, prepared));
  await timetable.changed({ stationIds: await stationsOfTargets(db, targetsOf(prepared)) });
  return row;
}

/**
 * Saves changes of several in one transaction, all of them or none, and compiles what they touch.
 * @returns what names the change, and how many stations it concerns
 * @throws AppError `broadcast_changed`
 */
export async function carryOutTogether(
  { db, timetable, clock }: BroadcastsDeps,
  principal: Principal,
  changes: readonly Prepared[],
): Promise<{ change: string; stations: number }> {
  const act = beginAct(clock, principal, 'update');
  await db.transaction().execute(async (trx) => {
    for (const one of changes) await write(trx, clock, act, one);
  });
  const stationIds = await stationsOfTargets(db, changes.flatMap(targetsOf));
  await timetable.changed({ stationIds });
  return { change: act.id, stations: stationIds.length };
}

async function write(
  trx: Transaction<Database>,
  clock: Clock,
  act: Act,
  { draft, before, ended, isGone, isUrgent, taken, windows }: Prepared,
): Promise<Row> {
  const { id, version } = draft;
  await takeOut(trx, clock, { act, taken, by: id });
  if (ended) {
    const columns = { ...columnsIn(ended.row), ...dayColumns(ended.rest) };
    const update = { ...act, what: 'update' as const };
    const kept = { id: ended.row.id, seen: version, columns };
    const rest = await keepBroadcast(trx, clock, update, kept);
    await keepWindow(trx, rest, windows.get(rest.id) ?? null);
  }
  const predecessor_id = ended?.row.id ?? before?.predecessor_id ?? null;
  const columns = isGone && before ? columnsIn(before) : { ...columnsOf(draft), predecessor_id };
  const row = await keepBroadcast(trx, clock, act, {
    id,
    seen: before ? version : null,
    columns: { ...columns, predecessor_id, state: isGone ? 'withdrawn' : 'active' },
  });
  await keepWindow(trx, row, windows.get(id) ?? null);
  if (isUrgent)
    await recordAudit(trx, {
      clock,
      userId: act.userId,
      action: 'broadcast.override_freeze',
      subject: id,
      areaId: row.owner_area_id,
      detail: { title: draft.title, version: row.version, placement: draft.placement },
    });
  return row;
}
