import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Kysely } from 'kysely';
import { kyselyOver, openDatabase } from '../../../../runtime/database.ts';
import { among } from '../../../../server/store/among.ts';
import { manyRows } from '../../../../server/store/many-rows.ts';

interface Row {
  id: string;
  count: number | null;
  ratio: number;
}

let db: Kysely<{ thing: Row }>;
beforeEach(async () => {
  db = kyselyOver(openDatabase(':memory:'));
  await sql`create table thing (id text primary key, count integer, ratio real)`.execute(db);
});
afterEach(() => db.destroy());

const all = () => db.selectFrom('thing').selectAll().orderBy('id').execute();

async function keep(rows: readonly Row[]): Promise<void> {
  await sql`insert into thing ${manyRows(['id', 'count', 'ratio'], rows)}
    on conflict (id) do update set count = excluded.count`.execute(db);
}

describe('rows as one value', () => {
  it('come out as they went in', async () => {
    const rows = [
      { id: `Nghề "cá" 'biển' \\ [1]`, count: 1_790_000_000_000, ratio: 0.1 },
      { id: 'không', count: null, ratio: -2 },
    ];
    await keep(rows);
    expect(await all()).toEqual([...rows].sort((a, b) => (a.id < b.id ? -1 : 1)));
  });

  it('may be more than a statement has values, may be none, and follow what is there', async () => {
    const rows = Array.from({ length: 40_000 }, (_, nth) => ({
      ...{ id: String(nth).padStart(5, '0'), count: nth, ratio: 0 },
    }));
    await keep(rows);
    await keep([]);
    await keep([{ id: '00007', count: 70, ratio: 9 }]);
    const kept = await all();
    expect(kept).toHaveLength(40_000);
    expect(kept[7]).toEqual({ id: '00007', count: 70, ratio: 0 });
    const some = await db
      .selectFrom('thing')
      .select('id')
      .where('id', 'in', among(['00003', "'", 'không']))
      .execute();
    expect(some).toEqual([{ id: '00003' }]);
  });
});
