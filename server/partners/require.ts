import type { Kysely } from 'kysely';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';

/** @throws AppError `partner_not_found` */
export async function requirePartner(
  db: Kysely<Database>,
  id: string,
): Promise<Database['partner']> {
  const row = await db.selectFrom('partner').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('partner_not_found', `there is no partner ${id}`);
  return row;
}
