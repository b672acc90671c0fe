import { sql, type Transaction } from 'kysely';
import type { JobPayload, JobResult } from '../../contract/jobs.ts';
import { fold } from '../../core/text/fold.ts';
import { localDateOf, localTimeOf } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import type { Apply } from '../jobs/apply.ts';
import { addVersion } from '../recordings/add-version.ts';
import { refreshRecordings } from '../recordings/refresh.ts';
import { insertRecording } from '../recordings/repo.ts';
import type { Database } from '../store/schema.ts';

type Trx = Transaction<Database>;

export interface ApplyCaptureDeps {
  /** Whose wall time is in the titles. */
  zone: string;
  /** Removes the sound that nobody took; the database does not wait for it. */
  onUntaken: (source: string) => void;
  clock: Clock;
}

const longestDetail = 500;

/** Makes a recording of what a worker recorded; it may air once it is encoded: see settle-relays. */
export function createApplyCapture(deps: ApplyCaptureDeps): Apply<'capture'> {
  return async (trx, { subject, payload, result }) => {
    if (!result.ok || !payload) {
      const { code, detail } = result.ok ? { code: 'internal', detail: '' } : result;
      await failCapture(trx, subject, { code, detail });
      return;
    }
    const carrier = await findCarrier(trx, subject);
    if (!carrier) {
      // Everybody who carried it has withdrawn meanwhile.
      if (!(await isUsed(trx, result.value.source))) deps.onUntaken(result.value.source);
      return;
    }
    const recordingId = await makeRecording(trx, deps, {
      captureId: subject,
      carrier,
      payload,
      value: result.value,
    });
    await trx
      .updateTable('capture')
      .set({ state: 'recorded', recording_id: recordingId, missing_ms: result.value.missingMs })
      .where('id', '=', subject)
      .execute();
  };
}

async function isUsed(trx: Trx, source: string): Promise<boolean> {
  const used = await trx
    .selectFrom('recording_version')
    .select('id')
    .where('source_sha256', '=', source)
    .limit(1)
    .executeTakeFirst();
  return used !== undefined;
}

/** Its items sound their fallback, or nothing. */
export async function failCapture(
  trx: Trx,
  id: string,
  { code, detail }: { code: string; detail: string },
): Promise<void> {
  await trx
    .updateTable('capture')
    .set({
      state: 'failed',
      reason_code: code,
      reason_detail: detail.slice(0, longestDetail),
      told: 0,
    })
    .where('id', '=', id)
    .execute();
}

/** Who answers for it. */
interface Carrier {
  broadcastId: string;
  version: number;
  areaId: string;
  userId: string;
  /** The end of the last day on which it is planned. */
  expiresAt: number;
}

/**
 * Of all broadcasts that carry it, that of the highest tier, and among those the oldest: the person who saved it
 * last decided that this programme airs.
 */
async function findCarrier(trx: Trx, captureId: string): Promise<Carrier | null> {
  const { rows } = await sql<Carrier>`
    with recursive line (id, area_id, depth) as (
      select distinct broadcast.id, broadcast.owner_area_id, 0
      from relay_item join broadcast on broadcast.id = relay_item.broadcast_id
      where relay_item.capture_id = ${captureId} and broadcast.state = 'active'
      union all
      select line.id, area.parent_id, line.depth + 1
      from line join area on area.id = line.area_id where area.parent_id is not null),
    carrier as (select id, max(depth) as depth from line group by id order by 2, 1 limit 1)
    select carrier.id as "broadcastId", version.version, version.user_id as "userId",
      version.owner_area_id as "areaId",
      (select max(day_end) from relay_item where capture_id = ${captureId}) as "expiresAt"
    from carrier join broadcast_version as version on version.broadcast_id = carrier.id
    order by version.version desc limit 1`.execute(trx);
  return rows[0] ?? null;
}

async function makeRecording(
  trx: Trx,
  { zone, clock }: ApplyCaptureDeps,
  given: {
    captureId: string;
    carrier: Carrier;
    payload: JobPayload<'capture'>;
    value: JobResult<'capture'>;
  },
): Promise<string> {
  const { captureId, carrier, payload, value } = given;
  const [id, versionId] = [newId(clock), newId(clock)];
  const title = titleOf(payload, zone);
  await insertRecording(trx, {
    ...{ id, title, title_folded: fold(title), area_id: carrier.areaId },
    ...{ author_id: carrier.userId, created_at: clock.now(), capture_id: captureId },
    ...{ latest_version_id: versionId, on_air_version_id: null, state: 'stored' },
    ...{ programme_id: null, campaign_id: null, partner_id: null, contributor: null },
    genre: null,
    ...{ language: 'vi', tags: '[]', transcript: null, kind: null, heard_kind: null },
    ...{ archived_at: null, duration_ms: null, expires_at: null, on_air_expires_at: null },
  });
  await addVersion(trx, clock, {
    ...{ id: versionId, recording_id: id, number: 1, author_id: carrier.userId },
    ...{ source_sha256: value.source, source_bytes: value.bytes, source_name: `${title}.flac` },
    ...{ spoken_text: null, trim_start_ms: 0, trim_end_ms: null, cue_points: '[]' },
    ...{ speech_id: null, speech: null, not_before: null, expires_at: carrier.expiresAt },
    isReady: false,
  });
  await refreshRecordings(trx, [id]);
  await recordAudit(trx, {
    clock,
    userId: null,
    action: 'recording.capture',
    subject: id,
    areaId: carrier.areaId,
    detail: { title, captureId, source: value.source, missingMs: value.missingMs },
  });
  return id;
}

/** `Tiếp sóng vov.vn 29/11 06:00`. */
function titleOf({ url, startsAt }: JobPayload<'capture'>, zone: string): string {
  const [, month, day] = localDateOf(startsAt, zone).split('-');
  const time = localTimeOf(startsAt, zone).slice(0, 5);
  return `Tiếp sóng ${new URL(url).hostname} ${day}/${month} ${time}`;
}
