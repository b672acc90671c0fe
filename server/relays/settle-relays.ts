import { sql, type Kysely, type SqlBool, type Transaction } from 'kysely';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import { readTargets } from '../broadcasts/broadcast-row.ts';
import { refreshColumns } from '../recordings/refresh.ts';
import {
  findRecording,
  insertApproval,
  moveVersions,
  requireVersion,
  updateRecording,
} from '../recordings/repo.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { stationsOfTargets } from '../timetable/scope.ts';
import { failCapture } from './apply-capture.ts';

type Trx = Transaction<Database>;

export interface SettleRelaysDeps {
  db: Kysely<Database>;
  /** See core/compile/freeze. */
  freezeMs: number;
  clock: Clock;
}

/** To compile, and for endpoints to fetch the fallback, before the list stands fast. */
const fallbackLeadMs = 60_000;
const longestLastingMs = 3 * 24 * 3_600_000;
const batch = 500;
/** The number of the version that the capture made: see apply-capture. */
const capturedVersion = 1;
/** Word for word as the indexes have it. */
const isUntold = sql<SqlBool>`told = 0`;

export interface TellRelaysDeps {
  db: Kysely<Database>;
  timetable: TimetableChanges;
}

/**
 * Lets recordings air that are encoded, and gives up what is not there in time. It waits for no compile, which may
 * be long where the next hour is near. It may run twice without harm, and goes on after a crash.
 */
export async function settleRelays(deps: SettleRelaysDeps): Promise<void> {
  const { db } = deps;
  for (const { id, recording_id: recordingId } of await openCaptures(db))
    if (recordingId !== null)
      await db.transaction().execute((trx) => settleCapture(trx, deps, { id, recordingId }));
  await giveUp(deps);
}

function openCaptures(db: Kysely<Database>) {
  return db
    .selectFrom('capture')
    .select(['id', 'recording_id'])
    .where('state', '=', 'recorded')
    .execute();
}

async function settleCapture(
  trx: Trx,
  deps: SettleRelaysDeps,
  { id, recordingId }: { id: string; recordingId: string },
): Promise<void> {
  const recording = await findRecording(trx, recordingId);
  const version = await requireVersion(trx, recording?.latest_version_id ?? '');
  // Somebody put another sound in its place, which nobody's saving of a broadcast decided on: a person hears it.
  const isOurs = version.number === capturedVersion;
  switch (version.state) {
    case 'stored':
    case 'checking':
      return;
    case 'ready':
      if (!isOurs) return;
      await approve(trx, deps.clock, { recordingId, areaId: recording?.area_id ?? null, version });
      await setReady(trx, id);
      return;
    case 'approved':
      // A person was faster.
      await setReady(trx, id);
      return;
    default:
      await failCapture(trx, id, {
        code: version.reason_code ?? 'internal',
        detail: version.reason_detail ?? `the recording is ${version.state}`,
      });
  }
}

async function setReady(trx: Trx, id: string): Promise<void> {
  await trx.updateTable('capture').set({ state: 'ready', told: 0 }).where('id', '=', id).execute();
}

/** In the name of the person who saved the broadcast that carries it. */
async function approve(
  trx: Trx,
  clock: Clock,
  given: {
    recordingId: string;
    areaId: string | null;
    version: Awaited<ReturnType<typeof requireVersion>>;
  },
): Promise<void> {
  const { recordingId, areaId, version } = given;
  const now = clock.now();
  await moveVersions(trx, { id: version.id }, 'approve', { now });
  await updateRecording(trx, recordingId, { on_air_version_id: version.id });
  await refreshColumns(trx, [recordingId]);
  await insertApproval(trx, {
    ...{ id: newId(clock), version_id: version.id, content_sha256: version.content_sha256 },
    ...{ decision: 'approved', user_id: version.author_id, at: now, note: null, notes: '[]' },
  });
  await recordAudit(trx, {
    clock,
    userId: null,
    action: 'recording.approved',
    subject: recordingId,
    areaId,
    detail: { contentHash: version.content_sha256, onBehalfOf: version.author_id },
  });
}

/** A fallback has to be compiled before the list stands fast; what was planned too late is late already. */
async function giveUp({ db, freezeMs, clock }: SettleRelaysDeps): Promise<void> {
  const now = clock.now();
  await db
    .updateTable('relay_item')
    .set({ given_up: 1, told: 0 })
    .where('given_up', '=', 0)
    .where('day_end', '>', now)
    // For the index: no day that one begins in ends later.
    .where('sounds_at', '>', now - longestLastingMs)
    .where('sounds_at', '<=', now + freezeMs + fallbackLeadMs)
    .where('capture_id', 'in', (eb) =>
      eb.selectFrom('capture').select('id').where('state', 'in', ['due', 'recorded']),
    )
    .execute();
}

/** Compiles the stations of whoever carries what has changed; what changes meanwhile is for the next time. */
export async function tellRelays({ db, timetable }: TellRelaysDeps): Promise<void> {
  const captures = await db
    .selectFrom('capture')
    .select(['id', 'state'])
    .where(isUntold)
    .limit(batch)
    .execute();
  const items = await db.selectFrom('relay_item').select('item').where(isUntold).execute();
  if (captures.length + items.length === 0) return;
  const ids = captures.map(({ id }) => id);
  const rows = await db
    .selectFrom('relay_item')
    .innerJoin('broadcast', 'broadcast.id', 'relay_item.broadcast_id')
    .select('broadcast.targets')
    .distinct()
    .where((eb) =>
      eb.or([
        eb('relay_item.told', '=', 0),
        ...(ids.length > 0 ? [eb('relay_item.capture_id', 'in', ids)] : []),
      ]),
    )
    .execute();
  const stationIds = await stationsOfTargets(
    db,
    rows.map(({ targets }) => readTargets(targets)),
  );
  if (stationIds.length > 0) await timetable.changed({ stationIds });
  await db.transaction().execute(async (trx) => {
    // One that has changed once more meanwhile is told again.
    for (const { id, state } of captures)
      await trx
        .updateTable('capture')
        .set({ told: 1 })
        .where('id', '=', id)
        .where('state', '=', state)
        .execute();
    for (const { item } of items)
      await trx.updateTable('relay_item').set({ told: 1 }).where('item', '=', item).execute();
  });
}
