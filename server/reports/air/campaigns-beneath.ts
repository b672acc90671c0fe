import { sql, type Kysely } from 'kysely';
import type { Database } from '../../store/schema.ts';

/** A campaign's id and those of all that nest in it. */
export async function campaignsBeneath(db: Kysely<Database>, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`with recursive beneath(id) as (
      select ${id} union
      select campaign.id from campaign join beneath on campaign.parent_id = beneath.id
    ) select id from beneath`.execute(db);
  return rows.map((row) => row.id);
}
