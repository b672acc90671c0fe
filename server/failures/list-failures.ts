import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { WorkFailure } from '../../contract/http/work.ts';
import type { JobKind } from '../../contract/jobs.ts';
import { leastShare } from '../../core/relay/least-share.ts';
import { areaScope } from '../access/area-scope.ts';
import { isWantedPush } from '../deliveries/is-wanted-push.ts';
import type { Principal } from '../http/principal.ts';
import { cutNameInSql } from '../recordings/cut-name-in-sql.ts';
import { floorProfile } from '../recordings/rendition-key.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

/** A failure and the area of what it was for; `null`: it belongs to none. */
export interface Failure extends WorkFailure {
  areaId: string | null;
}

/** Whether a person may see what belongs to an area. */
type MaySee = (area: RawBuilder<unknown>) => RawBuilder<SqlBool>;

/**
 * Of each kind, the work that failed for good and that somebody still wants: what was uploaded anew, withdrawn or
 * pushed since then is nobody's any more.
 */
const selects: Record<JobKind, (maySee: MaySee) => RawBuilder<unknown>> = {
  transcode: (maySee) => {
    const cut = cutNameInSql('version');
    const start = sql`version.source_sha256 || ':' || ${cut} || ':'`;
    return sql`select work.id, work.kind, max(recording.id) as subject_id, recording.title,
        recording.area_id, coalesce(work.reason, version.reason_code) as reason,
        work.updated_at, work.generation as tries, null as retry_until
      from work
      join recording_version as version
        on version.source_sha256 = substr(work.subject, 1, instr(work.subject, ':') - 1)
      join recording on recording.id = version.recording_id
        and version.id in (recording.latest_version_id, recording.on_air_version_id)
      where work.kind = 'transcode' and work.state = 'failed'
        and substr(work.subject, 1, length(${start})) = ${start}
        and version.state in ('stored', 'checking', 'ready', 'approved', 'returned', 'failed')
        and (version.state = 'failed') = (substr(work.subject, length(${start}) + 1) = ${floorProfile})
        and recording.archived_at is null and ${maySee(sql`recording.area_id`)}
      group by work.id`;
  },
  speak: (maySee) => sql`select work.id, work.kind, speech.id as subject_id, speech.text as title,
      null as area_id, coalesce(work.reason, speech.reason_code) as reason,
      work.updated_at, work.generation as tries, null as retry_until
    from work join speech on speech.id = work.subject
    where work.kind = 'speak' and work.state = 'failed' and speech.state = 'failed'
      and ${maySee(sql`null`)}`,
  capture: (
    maySee,
  ) => sql`select work.id, work.kind, max(broadcast.id) as subject_id, broadcast.title,
      broadcast.owner_area_id as area_id, coalesce(work.reason, capture.reason_code) as reason,
      work.updated_at, work.generation as tries,
      cast(capture.starts_at + capture.delay_ms + capture.duration_ms * ${1 - leastShare} as integer)
        as retry_until
    from work join capture on capture.id = work.subject
    join relay_item on relay_item.capture_id = capture.id
    join broadcast on broadcast.id = relay_item.broadcast_id
    where work.kind = 'capture' and work.state = 'failed' and capture.state = 'failed'
      and broadcast.state = 'active' and ${maySee(sql`broadcast.owner_area_id`)}
    group by work.id`,
  compare: (
    maySee,
  ) => sql`select work.id, work.kind, endpoint.id as subject_id, endpoint.name as title,
      endpoint.area_id, work.reason, work.updated_at, work.generation as tries, null as retry_until
    from work join listener_recording on listener_recording.id = work.subject
    join endpoint on endpoint.id = listener_recording.endpoint_id
    where work.kind = 'compare' and work.state = 'failed' and listener_recording.likeness is null
      and ${maySee(sql`endpoint.area_id`)}`,
  push: (
    maySee,
  ) => sql`select work.id, work.kind, endpoint.id as subject_id, endpoint.name as title,
      endpoint.area_id, coalesce(delivery.reason, work.reason) as reason, work.updated_at,
      delivery.attempts as tries, null as retry_until
    from work join delivery on delivery.id = work.subject
    join endpoint on endpoint.id = delivery.endpoint_id
    where work.kind = 'push' and work.state = 'failed' and ${isWantedPush}
      and ${maySee(sql`endpoint.area_id`)}`,
};

function failuresOf(principal: Principal, kind: JobKind | undefined): RawBuilder<unknown> {
  const scope = areaScope(principal, 'work.manage');
  const maySee: MaySee = (area) => sql<SqlBool>`(${area} in ${scope} or (${area} is null
    and exists (select 1 from area where parent_id is null and id in ${scope})))`;
  const some = kind === undefined ? Object.values(selects) : [selects[kind]];
  return sql.join(
    some.map((select) => sql`select * from (${select(maySee)})`),
    sql` union all `,
  );
}

const place = z.tuple([z.int(), z.string()]);

/** Failures that a person may see, the newest first. */
export async function listFailures(
  db: Kysely<Database>,
  principal: Principal,
  { kind, limit, cursor }: PageQuery & { kind?: JobKind | undefined },
): Promise<Page<Failure>> {
  const [at, id] = readCursor(cursor, place) ?? [Number.MAX_SAFE_INTEGER, ''];
  const { rows } = await sql<Failure>`
    select failure.id as "workId", failure.kind, subject_id as "subjectId", title,
      failure.area_id as "areaId", area.name as "areaName", reason, updated_at as "failedAt", tries,
      retry_until as "retryUntil"
    from (${failuresOf(principal, kind)}) as failure left join area on area.id = failure.area_id
    where (updated_at, failure.id) < (${at}, ${id})
    order by updated_at desc, failure.id desc limit ${limit + 1}`.execute(db);
  return toPage(rows, limit, ({ failedAt, workId }) => [failedAt, workId]);
}

/** How many failures of each kind a person may see. */
export async function countFailures(
  db: Kysely<Database>,
  principal: Principal,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*) as count from (${failuresOf(principal, undefined)}) group by kind`.execute(
    db,
  );
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}

/** One failure that a person may see. */
export async function findFailure(
  db: Kysely<Database>,
  principal: Principal,
  workId: string,
): Promise<Failure | undefined> {
  const row = await db
    .selectFrom('work')
    .select('kind')
    .where('id', '=', workId)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  const kind = row && Object.keys(selects).find((one) => one === row.kind);
  if (kind === undefined) return undefined;
  const { rows } = await sql<Failure>`
    select id as "workId", kind, subject_id as "subjectId", title, area_id as "areaId",
      null as "areaName", reason, updated_at as "failedAt", tries, retry_until as "retryUntil"
    from (${failuresOf(principal, kind as JobKind)}) where id = ${workId}`.execute(db);
  return rows[0];
}
