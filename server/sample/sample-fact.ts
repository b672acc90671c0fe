import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../store/schema.ts';

const factName = 'sample';

const fact = z.object({
  stage: z.enum(['loading', 'ready', 'failed']),
  areaId: z.string(),
  loadedAt: z.int(),
  /** Of each announcement, in their order. */
  speechIds: z.array(z.string()),
  people: z.object({ author: z.string(), approver: z.string(), operator: z.string() }),
});
/** How far the sample data is. */
export type SampleFact = z.output<typeof fact>;

type Db = Kysely<Database>;

export async function readSample(db: Db): Promise<SampleFact | null> {
  const row = await db
    .selectFrom('fact')
    .select('value')
    .where('name', '=', factName)
    .executeTakeFirst();
  return row ? fact.parse(JSON.parse(row.value)) : null;
}

export async function beginSample(trx: Db, given: SampleFact): Promise<void> {
  const value = JSON.stringify(given);
  await trx.insertInto('fact').values({ name: factName, value }).execute();
}

/** Unless it was removed meanwhile. */
export async function updateSample(db: Db, given: SampleFact): Promise<void> {
  await db
    .updateTable('fact')
    .set({ value: JSON.stringify(given) })
    .where('name', '=', factName)
    .where(sql<string>`json_extract(value, '$.areaId')`, '=', given.areaId)
    .execute();
}

export async function endSample(trx: Db): Promise<void> {
  await trx.deleteFrom('sample_item').execute();
  await trx.deleteFrom('fact').where('name', '=', factName).execute();
}

/** Marks rows as sample. */
export async function markSample(db: Db, kind: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const row = db.insertInto('sample_item').values({ id, kind });
    await row.onConflict((conflict) => conflict.doNothing()).execute();
  }
}
