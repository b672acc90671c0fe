import { sql, type Kysely } from 'kysely';
import { versionOfAir } from '../../core/history/version-of-air.ts';
import { selectVersions, toKeptVersion } from '../history/kept-version.ts';
import type { Database } from '../store/schema.ts';

/** A broadcast as it was when it aired. */
export interface DossierBroadcast {
  title: string;
  version: number;
  /** `false`: no version of that time is kept, and this is the present one. */
  isOfAir: boolean;
  /** Who saved that version, and when. */
  savedBy: string | null;
  savedAt: number;
  /** The version that stands now. */
  presentVersion: number;
  author: string;
  class: string;
  owner: string;
  /** The row of `broadcast` in that version. */
  row: Database['broadcast'];
}

/** `null` where there is no such broadcast. */
export async function broadcastOfAir(
  db: Kysely<Database>,
  id: string,
  air: { dueAt: number; freezeMs: number },
): Promise<DossierBroadcast | null> {
  const present = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!present) return null;
  const aired = await keptOfAir(db, id, air);
  const row = aired?.row ?? present;
  const author = await db
    .selectFrom('user')
    .select('name')
    .where('id', '=', row.author_id)
    .executeTakeFirst();
  const owner = await db
    .selectFrom('area')
    .select('name')
    .where('id', '=', row.owner_area_id)
    .executeTakeFirst();
  return {
    ...{ title: row.title, version: row.version, isOfAir: aired !== null },
    ...{ savedBy: aired?.userName ?? null, savedAt: aired?.at ?? present.updated_at },
    ...{ presentVersion: present.version, author: author?.name ?? '', class: row.class },
    ...{ owner: owner?.name ?? '', row },
  };
}

async function keptOfAir(
  db: Kysely<Database>,
  id: string,
  air: { dueAt: number; freezeMs: number },
) {
  const { rows: kept } = await sql<{ version: number; at: number; urgentSince: number | null }>`
    select version, at, json_extract(row, '$.urgent_since') as "urgentSince"
    from broadcast_version where broadcast_id = ${id} order by version`.execute(db);
  const versions = kept.map(({ urgentSince, ...one }) => ({
    ...{ ...one, isUrgent: urgentSince !== null },
  }));
  const aired = versionOfAir(versions, air);
  if (!aired) return null;
  const selected = await selectVersions(db)
    .where('version.broadcast_id', '=', id)
    .where('version.version', '=', aired.version)
    .executeTakeFirstOrThrow();
  return toKeptVersion(selected);
}
