import type { z } from 'zod';
import type { historyRoutes } from '../../contract/http/history.ts';
import { endOf } from '../../core/playlist/playlist.ts';
import { AppError } from '../../runtime/error.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { checkDraft } from '../broadcasts/check-draft.ts';
import {
  beginAct,
  columnsIn,
  keepBroadcast,
  keepWindow,
  refuseChanged,
} from '../broadcasts/keep-broadcast.ts';
import { requirePlacing } from '../broadcasts/placing-right.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { Trial } from '../timetable/each-station.ts';
import { draftOfRow } from './draft-of-row.ts';
import { selectVersions, toKeptVersion } from './kept-version.ts';
import { notUrgentAgain } from './not-urgent-again.ts';
import { rowAfter, stationsOfWrites, type PlanDeps, type PlannedWrite } from './plan.ts';

type Row = Database['broadcast'];

/** Names a change, or a version of a broadcast that it made. */
export type ChangeName = z.output<NonNullable<(typeof historyRoutes.undo)['body']>>;

/**
 * Takes back all that a person changed in one go: what it made is withdrawn, what it changed is as it was
 * before. What sounds at this moment is not taken off the air by it.
 * @throws AppError `version_not_found`, `not_allowed` for a change of somebody else's, `broadcast_changed`,
 *   `history_too_short`, `change_on_air`, and those of saving
 */
export async function undoChange(
  deps: PlanDeps,
  principal: Principal,
  given: ChangeName,
): Promise<{ broadcasts: number; broadcastIds: string[] }> {
  const { db, clock, timetable } = deps;
  const writes: PlannedWrite[] = [];
  for (const made of await versionsOf(deps, principal, given))
    writes.push(await wayBack(deps, principal, made));
  const stationIds = await stationsOfWrites(db, writes);
  await refuseOnAir(deps, writes, stationIds);
  const act = beginAct(clock, principal, 'restore');
  await db.transaction().execute(async (trx) => {
    for (const { id, before, columns, windowId = null } of writes) {
      const row = await keepBroadcast(trx, clock, act, { id, seen: before?.version ?? 0, columns });
      await keepWindow(trx, row, windowId);
    }
  });
  await timetable.changed({ stationIds });
  return { broadcasts: writes.length, broadcastIds: writes.map(({ id }) => id) };
}

interface Made {
  id: string;
  version: number;
}

async function versionsOf(
  { db }: PlanDeps,
  { userId }: Principal,
  given: ChangeName,
): Promise<Made[]> {
  const change =
    given.of === 'change'
      ? given.id
      : db
          .selectFrom('broadcast_version as made')
          .select('made.act_id')
          .where('made.broadcast_id', '=', given.id)
          .where('made.version', '=', given.version);
  const made = await db
    .selectFrom('broadcast_version as version')
    .select(['version.broadcast_id as id', 'version.version', 'version.user_id as userId'])
    .where('version.act_id', '=', change)
    .execute();
  if (made.length === 0) throw new AppError('version_not_found', 'there is no such change');
  if (made.some((one) => one.userId !== userId))
    throw new AppError('not_allowed', 'a change of somebody else is not taken back like this');
  return made;
}

/** The write that takes a version back; whoever makes it may place what was there before and is there now. */
async function wayBack(
  deps: PlanDeps,
  principal: Principal,
  { id, version }: Made,
): Promise<PlannedWrite> {
  const { db, clock } = deps;
  const before = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (before.version !== version) await refuseChanged(db, id);
  if (before.state === 'active')
    await requirePlacing(deps, principal, toBroadcast(before), clock.now());
  const columns = notUrgentAgain(columnsIn(await rowBefore(deps, before)), clock.now());
  const write = { id, before, columns, origin: null };
  if (columns.state === 'withdrawn') return write;
  return { ...write, windowId: await windowOf(deps, principal, rowAfter(write)) };
}

/** The granted window that it lies in; what is over meanwhile airs nowhere, and keeps nothing else from coming back. */
async function windowOf(deps: PlanDeps, principal: Principal, after: Row): Promise<string | null> {
  const now = deps.clock.now();
  try {
    const found = await checkDraft(deps, principal, draftOfRow(after), now, { isAwaited: true });
    return found.windowId;
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'broadcast_in_past')) throw error;
    return await requirePlacing(deps, principal, toBroadcast(after), now);
  }
}

/** What was there before; of what is new, that it is withdrawn. */
async function rowBefore({ db }: PlanDeps, row: Row): Promise<Row> {
  if (row.version === 1) return { ...row, state: 'withdrawn' };
  const earlier = await selectVersions(db)
    .where('version.broadcast_id', '=', row.id)
    .where('version.version', '=', row.version - 1)
    .executeTakeFirst();
  if (!earlier) throw new AppError('history_too_short', 'what it was before was not kept');
  return toKeptVersion(earlier).row;
}

/** @throws AppError `change_on_air`, with the titles of what would fall silent at once */
async function refuseOnAir(
  { timetable, clock }: PlanDeps,
  writes: readonly PlannedWrite[],
  stationIds: readonly string[],
): Promise<void> {
  const after = writes.map(rowAfter);
  const trials = await timetable.tryOut(
    {
      drafts: after.filter(({ state }) => state === 'active').map(toBroadcast),
      windows: new Map(writes.flatMap(({ id, windowId }) => (windowId ? [[id, windowId]] : []))),
      withdrawn: after.filter(({ state }) => state === 'withdrawn').map(({ id }) => id),
    },
    stationIds,
  );
  const now = clock.now();
  const cut = [...new Set(trials.flatMap((trial) => cutAt(trial, now)))];
  if (cut.length === 0) return;
  const fields = cut.map((title) => ({ path: 'broadcast', code: 'on_air', message: title }));
  throw new AppError('change_on_air', `it sounds now: ${cut.join(', ')}`, { fields });
}

/** Titles of what sounds at an instant and would not any more. */
function cutAt({ groups, stored }: Trial, now: number): string[] {
  return groups.flatMap(({ date, endpointIds: [endpointId = ''], playlist }) => {
    const { entries, record } = stored.dayOf(stored.nameOf(endpointId, date));
    const goesOn = new Set(playlist.entries.map(({ key, startsAt }) => `${key} ${startsAt}`));
    return entries
      .filter((entry) => entry.startsAt <= now && endOf(entry) > now)
      .filter(({ key, startsAt }) => !goesOn.has(`${key} ${startsAt}`))
      .map(({ occurrence }) => {
        const ruling = record.rulings.find((one) => one.occurrence === occurrence);
        return ruling?.title ?? occurrence;
      });
  });
}
