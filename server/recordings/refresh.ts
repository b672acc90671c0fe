import { sql, type Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { indexRecordings } from './search-index.ts';

type Db = Kysely<Database>;

/**
 * Brings what `recording` and the search index keep of the versions up to date. To be called in the
 * transaction of every change that concerns these recordings.
 */
export async function refreshRecordings(trx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await refreshColumns(trx, ids);
  await indexRecordings(trx, ids);
}

/** As {@link refreshRecordings} where no word has changed. */
export async function refreshColumns(trx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update recording set
      (state, expires_at, duration_ms, heard_kind) = (
        select version.state, version.expires_at,
          coalesce(rendition.duration_ms, analysis.duration_ms), analysis.kind
        from recording_version as version
        left join analysis on analysis.source_sha256 = version.source_sha256
        left join rendition on rendition.source_sha256 = version.source_sha256
          and rendition.profile = 'mp3-48k'
          and rendition.cut = case when version.trim_end_ms is null then ''
            else version.trim_start_ms || '-' || version.trim_end_ms end
        where version.id = recording.latest_version_id),
      on_air_expires_at = (
        select expires_at from recording_version where id = recording.on_air_version_id)
    where id in (${sql.join(ids)})`.execute(trx);
}
