import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { AuditLine } from '../../contract/http/audit.ts';
import { idKey, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';
import { newestIds, planAudit, type AuditQuery } from './find-lines.ts';
import { namesOf, thingOf } from './subject-names.ts';

const detailSchema = z.record(z.string(), z.unknown());

/** What was changed in the areas of a person, newest first; what has no area only for who reads at every root. */
export async function listAudit(
  db: Kysely<Database>,
  { limit, cursor, ...query }: AuditQuery & PageQuery,
): Promise<Page<AuditLine>> {
  const after = readCursor(cursor, idKey)?.[0] ?? null;
  const ids = newestIds(await planAudit(db, query), { after, count: limit + 1 });
  const rows = await db
    .selectFrom('audit')
    .leftJoin('user', 'user.id', 'audit.user_id')
    .leftJoin('area', 'area.id', 'audit.area_id')
    .select(['audit.id', 'audit.at', 'audit.action', 'audit.subject', 'audit.detail'])
    .select(['user.name as userName', 'area.name as areaName'])
    .where('audit.id', 'in', sql<string>`(select id from (${ids}))`)
    .orderBy('audit.id', 'desc')
    .execute();
  const page = toPage(rows, limit, ({ id }) => [id]);
  const lines = page.items.map((row) => ({
    ...row,
    detail: detailSchema.parse(JSON.parse(row.detail)),
  }));
  const names = await namesOf(db, new Set(lines.flatMap(meantBy)));
  return {
    ...page,
    items: lines.map((line) => ({ ...line, subjectName: nameOf(line, names) })),
  };
}

type Told = Pick<AuditLine, 'subject' | 'detail'>;

/** Ids by which the name of a subject may be found, the best one first. */
function meantBy({ subject, detail }: Told): string[] {
  const others = [detail['occurrence'], detail['modeKey']];
  return [subject, ...others].flatMap((one) => (typeof one === 'string' ? [thingOf(one)] : []));
}

/** As it is called today; else as it was called when it was written down. */
function nameOf(told: Told, names: ReadonlyMap<string, string>): string | null {
  const found = meantBy(told).find((id) => names.has(id));
  if (found !== undefined) return names.get(found) ?? null;
  const kept = ['title', 'name', 'written', 'login'].map((key) => told.detail[key]);
  return kept.find((one) => typeof one === 'string') ?? null;
}
