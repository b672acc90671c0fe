import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import type { Progress } from './progress.ts';

const batch = 500;

/** Forgets how far work is that was called off or given up, of which no outcome is applied. */
export async function forgetOver(db: Kysely<Database>, progress: Progress): Promise<void> {
  const known = progress.known();
  for (let from = 0; from < known.length; from += batch) {
    const ids = known.slice(from, from + batch);
    const over = await db
      .selectFrom('work')
      .select('id')
      .where('id', 'in', ids)
      .where('state', 'in', ['done', 'failed'])
      .execute();
    for (const { id } of over) progress.forget(id);
  }
}
