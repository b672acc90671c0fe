import type { Kysely, Transaction } from 'kysely';
import { apartFrom } from '../../core/access/apart-from.ts';
import type { Action } from '../../core/access/roles.ts';
import type { PinnedNote } from '../../contract/http/recording.ts';
import { nextState } from '../../core/recording/states.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import { checkDecision, requireAtHand, type HeardContent } from './check-decision.ts';
import type { RecordingsDeps } from './deps.ts';
import { findRendition } from './ensure-rendition.ts';
import { makersOf } from './makers.ts';
import { refreshColumns } from './refresh.ts';
import { floorKey } from './rendition-key.ts';
import {
  findRecording,
  findVersion,
  insertApproval,
  moveVersions,
  updateRecording,
  type RecordingRow,
  type VersionRow,
} from './repo.ts';

type Trx = Transaction<Database>;

/** What an approver has to say: on all of it, and at places of the source. */
interface Said {
  note?: string | undefined;
  notes?: readonly PinnedNote[] | undefined;
}

/** Approves the newest version: it airs from now on in the place of the one before. */
export async function approve(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
  { note, notes, ...heard }: HeardContent & Said,
): Promise<void> {
  const { clock } = deps;
  await requireRecording(deps, principal, 'recording.approve', id);
  await requireApart(deps, principal, id);
  await deps.db.transaction().execute(async (trx) => {
    const { recording, latest, makers } = await load(trx, id);
    requireAtHand(recording);
    checkDecision('approve', { latest, makers }, { userId: principal.userId, heard });
    const now = clock.now();
    if (latest.expires_at !== null && latest.expires_at <= now) {
      throw new AppError('recording_expired', 'its validity has ended');
    }
    if (!(await findRendition(trx, floorKey(latest)))) {
      throw new AppError('recording_not_ready', 'it has no sound to be aired yet');
    }
    if (recording.on_air_version_id !== null) {
      await moveVersions(trx, { id: recording.on_air_version_id }, 'supersede', { now });
    }
    await moveVersions(trx, { id: latest.id }, 'approve', { now });
    await updateRecording(trx, id, { on_air_version_id: latest.id });
    await refreshColumns(trx, [id]);
    const given = { principal, recording, version: latest, note, notes };
    await record(trx, deps, { ...given, decision: 'approved' });
  });
  await deps.timetable.changed({ recordingId: id });
}

/** Gives the newest version back to its author. */
export async function sendBack(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
  { note, notes, ...heard }: HeardContent & Said,
): Promise<void> {
  await requireRecording(deps, principal, 'recording.approve', id);
  await requireApart(deps, principal, id);
  await deps.db.transaction().execute(async (trx) => {
    const { recording, latest, makers } = await load(trx, id);
    requireAtHand(recording);
    checkDecision('sendBack', { latest, makers }, { userId: principal.userId, heard });
    await moveVersions(trx, { id: latest.id }, 'sendBack', { now: deps.clock.now() });
    await refreshColumns(trx, [id]);
    const given = { principal, recording, version: latest, note, notes };
    await record(trx, deps, { ...given, decision: 'returned' });
  });
}

/** Takes it off the air; the newest version too, where it could still be approved. */
export async function withdraw(
  deps: RecordingsDeps,
  principal: Principal,
  id: string,
  note: string,
): Promise<void> {
  await requireRecording(deps, principal, 'recording.approve', id);
  await deps.db.transaction().execute(async (trx) => {
    const { recording, latest, onAir } = await load(trx, id);
    const versions = [latest, ...(onAir && onAir.id !== latest.id ? [onAir] : [])].filter(
      ({ state }) => nextState(state, 'withdraw') !== null,
    );
    if (versions.length === 0) {
      throw new AppError('recording_state_wrong', `it is ${latest.state}`);
    }
    for (const version of versions) {
      await moveVersions(trx, { id: version.id }, 'withdraw', { now: deps.clock.now() });
      await record(trx, deps, { principal, recording, version, decision: 'withdrawn', note });
    }
    await updateRecording(trx, id, { on_air_version_id: null });
    await refreshColumns(trx, [id]);
  });
  await deps.timetable.changed({ recordingId: id });
}

/**
 * Whoever stands in for somebody does not decide in their place on what they made.
 * @throws AppError `approver_is_author`
 */
async function requireApart(
  { db, access }: RecordingsDeps,
  principal: Principal,
  id: string,
): Promise<void> {
  if (principal.grants.every(({ insteadOf }) => insteadOf === undefined)) return;
  const recording = await findRecording(db, id);
  if (!recording) return;
  const made = (await makersOf(db, [id])).get(id) ?? [];
  const grants = apartFrom(principal.grants, [recording.author_id, ...made]);
  const own = { ...principal, grants };
  if (await access.allows(own, 'recording.approve', recording.area_id)) return;
  throw new AppError('approver_is_author', 'they stand in for whoever made it');
}

/**
 * A recording that a person may do something to.
 * @throws AppError `recording_not_found`, `not_allowed`
 */
export async function requireRecording(
  { db, access }: Pick<RecordingsDeps, 'db' | 'access'>,
  principal: Principal,
  action: Action,
  id: string,
): Promise<RecordingRow> {
  const recording = await findRecording(db, id);
  if (!recording) throw new AppError('recording_not_found', `there is no recording ${id}`);
  if (action === 'read') await access.requireRead(principal, recording.area_id);
  else await access.require(principal, action, recording.area_id);
  return recording;
}

async function load(trx: Kysely<Database>, id: string) {
  const recording = await findRecording(trx, id);
  const latest = recording && (await findVersion(trx, recording.latest_version_id));
  if (!latest) throw new AppError('recording_not_found', `there is no recording ${id}`);
  const { on_air_version_id: onAirId } = recording;
  const onAir = onAirId === null ? undefined : await findVersion(trx, onAirId);
  const makers = [recording.author_id, ...((await makersOf(trx, [id])).get(id) ?? [])];
  return { recording, latest, onAir, makers };
}

async function record(
  trx: Trx,
  { clock }: RecordingsDeps,
  given: Said & {
    principal: Principal;
    recording: RecordingRow;
    version: VersionRow;
    decision: Database['approval']['decision'];
  },
): Promise<void> {
  const { principal, recording, version, decision, note = null } = given;
  const notes = [...(given.notes ?? [])].sort((a, b) => a.atMs - b.atMs);
  await insertApproval(trx, {
    id: newId(clock),
    version_id: version.id,
    content_sha256: version.content_sha256,
    decision,
    user_id: principal.userId,
    at: clock.now(),
    note,
    notes: JSON.stringify(notes),
  });
  await recordAudit(trx, {
    clock,
    userId: principal.userId,
    action: `recording.${decision}`,
    subject: recording.id,
    areaId: recording.area_id,
    detail: { version: version.number, contentHash: version.content_sha256, note, notes },
  });
}
