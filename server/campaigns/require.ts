import type { Kysely } from 'kysely';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';

/** @throws AppError `campaign_not_found` */
export async function requireCampaign(
  db: Kysely<Database>,
  id: string,
): Promise<Database['campaign']> {
  const row = await db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('campaign_not_found', `there is no campaign ${id}`);
  return row;
}
