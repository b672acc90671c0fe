import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { sql, type Kysely } from 'kysely';
import type { MaterialAnswer } from '../../contract/http/campaign-plans.ts';
import { label } from '../../contract/scalar.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { newId } from '../../runtime/id.ts';
import { recordAudit } from '../audit/record.ts';
import { requireCampaign } from '../campaigns/require.ts';
import type { Principal } from '../http/principal.ts';
import { receiveUpload } from '../http/receive-upload.ts';
import type { Database } from '../store/schema.ts';

export interface MaterialsDeps {
  db: Kysely<Database>;
  /** A store of their own: to remove one can never take a file of the library. */
  store: MediaStore;
  clock: Clock;
}

const limitBytes = 20 * 2 ** 20;

/** What is handed out of a campaign, and who fetched it. */
export async function materialsOf(
  db: Kysely<Database>,
  campaignId: string,
): Promise<MaterialAnswer[]> {
  const rows = await db
    .selectFrom('campaign_material')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('removed_at', 'is', null)
    .orderBy('uploaded_at')
    .execute();
  const materials: MaterialAnswer[] = [];
  for (const row of rows) {
    const fetched = await db
      .selectFrom('material_fetch')
      .innerJoin('user', 'user.id', 'material_fetch.user_id')
      .select(['user.name', 'first_at as firstAt', 'last_at as lastAt', 'times'])
      .where('material_id', '=', row.id)
      .orderBy('last_at', 'desc')
      .execute();
    const { id, title, file_name: fileName, bytes, uploaded_at: uploadedAt } = row;
    materials.push({ id, title, fileName, bytes, uploadedAt, fetched });
  }
  return materials;
}

/** @throws AppError `campaign_not_found`, `body_invalid`, and what an upload throws */
export async function addMaterial(
  { db, store, clock }: MaterialsDeps,
  principal: Principal,
  campaignId: string,
  request: Request,
): Promise<void> {
  await requireCampaign(db, campaignId);
  await receiveUpload(request, {
    limitBytes,
    take: async ({ fields, fileName, bytes }) => {
      const title = label.safeParse(fields['title'] ?? fileName);
      if (!title.success) throw new AppError('body_invalid', 'it needs a title');
      const stored = await store.put(bytes, { limitBytes });
      const id = newId(clock);
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('campaign_material')
          .values({
            ...{ id, campaign_id: campaignId, title: title.data, file_name: safeName(fileName) },
            ...{ file_sha256: stored.sha256, bytes: stored.bytes, removed_at: null },
            ...{ uploaded_by: principal.userId, uploaded_at: clock.now() },
          })
          .execute();
        const audit = { userId: principal.userId, action: 'material.add' as const, subject: id };
        await recordAudit(trx, { clock, ...audit, areaId: null, detail: { campaignId } });
      });
    },
  });
}

/** Letters, digits and signs that no system takes for something else. */
function safeName(fileName: string): string {
  const name = fileName
    .normalize()
    .replace(/[^\p{L}\p{N} ._()-]/gu, '_')
    .slice(-120)
    .trim();
  return name === '' ? 'tai-lieu' : name;
}

/** Keeps what is known of it, and frees the file where nothing else has the same. @throws AppError `material_not_found` */
export async function removeMaterial(
  { db, store, clock }: MaterialsDeps,
  principal: Principal,
  { campaignId, id }: { campaignId: string; id: string },
): Promise<void> {
  const { file_sha256: file } = await requireMaterial(db, { campaignId, id });
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('campaign_material')
      .set({ removed_at: clock.now() })
      .where('id', '=', id)
      .execute();
    const audit = { userId: principal.userId, action: 'material.remove' as const, subject: id };
    await recordAudit(trx, { clock, ...audit, areaId: null, detail: { campaignId } });
  });
  const same = await db
    .selectFrom('campaign_material')
    .select('id')
    .where('file_sha256', '=', file)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!same) await store.remove(file);
}

/** Sends the file, and keeps who has it now. @throws AppError `material_not_found` */
export async function fetchMaterial(
  { db, store, clock }: MaterialsDeps,
  principal: Principal,
  of: { campaignId: string; id: string },
  response: Response,
): Promise<void> {
  const { id, file_sha256: file, file_name: name, bytes } = await requireMaterial(db, of);
  if (!(await store.has(file))) throw new AppError('material_not_found', 'its file is gone');
  const at = clock.now();
  const fetch = { material_id: id, user_id: principal.userId, first_at: at, last_at: at, times: 1 };
  await db
    .insertInto('material_fetch')
    .values(fetch)
    .onConflict((conflict) =>
      conflict
        .columns(['material_id', 'user_id'])
        .doUpdateSet({ last_at: at, times: sql`material_fetch.times + 1` }),
    )
    .execute();
  response.set({
    // Whatever somebody uploaded: it is saved, never shown as a page of ours.
    'content-type': 'application/octet-stream',
    'content-length': String(bytes),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
  await pipeline(store.openRead(file), response).catch(() => response.destroy());
}

async function requireMaterial(
  db: Kysely<Database>,
  { campaignId, id }: { campaignId: string; id: string },
) {
  const row = await db
    .selectFrom('campaign_material')
    .selectAll()
    .where('id', '=', id)
    .where('campaign_id', '=', campaignId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AppError('material_not_found', `there is no material ${id}`);
  return row;
}
