import type { AirChangesAnswer } from '../../contract/http/timetable-change.ts';
import type { BroadcastAnswer } from '../../contract/http/broadcasts.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import { AppError } from '../../runtime/error.ts';
import { toBroadcast, toBroadcastAnswer } from '../broadcasts/broadcast-row.ts';
import { checkDraft } from '../broadcasts/check-draft.ts';
import {
  beginAct,
  columnsIn,
  keepBroadcast,
  keepWindow,
  refuseChanged,
} from '../broadcasts/keep-broadcast.ts';
import { findBroadcast } from '../broadcasts/repo.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import { draftOfRow } from './draft-of-row.ts';
import { selectVersions, toKeptVersion } from './kept-version.ts';
import { notUrgentAgain } from './not-urgent-again.ts';
import { airOf, rowAfter, type PlanDeps } from './plan.ts';
import { versionsInWords } from './versions-in-words.ts';

type Row = Database['broadcast'];

export interface RestoreVersion {
  id: string;
  /** The one that the person saw. */
  version: number;
  toVersion: number;
  dryRun: boolean;
  language: Language;
}

export interface RestoredVersion {
  broadcast: BroadcastAnswer;
  changes: string[];
  air: AirChangesAnswer | null;
}

/**
 * Makes a broadcast what it was, as a new version; it must pass what every save passes.
 * @throws AppError `broadcast_not_found`, `version_not_found`, `broadcast_changed`, and those of saving
 */
export async function restoreVersion(
  deps: PlanDeps,
  principal: Principal,
  given: RestoreVersion,
): Promise<RestoredVersion> {
  const { db, access, clock, timetable } = deps;
  const { id, version: seen, language } = given;
  const before = await findBroadcast(db, principal, id);
  if (!before) throw new AppError('broadcast_not_found', `there is no broadcast ${id}`);
  await access.require(principal, 'broadcast.write', before.owner_area_id);
  if (before.version !== seen) await refuseChanged(db, id);
  const columns = notUrgentAgain(columnsIn(await requireVersion(deps, given)), clock.now());
  const after = rowAfter({ id, before, columns, origin: null });
  await access.require(principal, 'broadcast.write', after.owner_area_id);
  const found =
    after.state === 'active'
      ? await checkDraft(deps, principal, draftOfRow(after), clock.now())
      : null;
  const areas = await access.areas();
  const [changes = []] = await versionsInWords({ db, areas }, [{ before, after }], language);
  if (given.dryRun) {
    const air = await airOf(deps, [{ id, before, columns, origin: null }], language);
    return { broadcast: toBroadcastAnswer(before), changes, air };
  }
  const act = beginAct(clock, principal, 'restore');
  const row = await db.transaction().execute(async (trx) => {
    const kept = await keepBroadcast(trx, clock, act, { id, seen, columns });
    await keepWindow(trx, kept, found?.windowId ?? null);
    return kept;
  });
  const targets = [before, row].map((one) => toBroadcast(one).targets);
  await timetable.changed({ stationIds: await stationsOfTargets(db, targets) });
  return { broadcast: toBroadcastAnswer(row), changes, air: null };
}

async function requireVersion({ db }: PlanDeps, { id, toVersion }: RestoreVersion): Promise<Row> {
  const row = await selectVersions(db)
    .where('version.broadcast_id', '=', id)
    .where('version.version', '=', toVersion)
    .executeTakeFirst();
  if (!row) throw new AppError('version_not_found', `there is no version ${toVersion} of ${id}`);
  return toKeptVersion(row).row;
}
