import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { FirstStep, FirstStepsAnswer } from '../../contract/http/first-steps.ts';
import type { Database } from '../store/schema.ts';

const factName = 'first_steps_dismissed';

/** What belongs to the sample data shows nobody's progress. */
const own = (column: string) => sql`${sql.ref(column)} not in (select id from sample_item)`;

const exists = (query: RawBuilder<unknown>) => sql<SqlBool>`exists (${query})`;

const holds = (role: string) =>
  exists(sql`select 1 from "grant" where role = ${role} and ${own('user_id')}`);

/** How far the installation is; each step is one look into an index. */
export async function readProgress(db: Kysely<Database>): Promise<FirstStepsAnswer> {
  const steps: Record<FirstStep, RawBuilder<SqlBool>> = {
    areas: exists(sql`select 1 from area where parent_id is not null and ${own('id')}`),
    stations: exists(sql`select 1 from session where ${own('id')}`),
    people: sql<SqlBool>`${holds('approver')} and ${holds('operator')}`,
    recording: exists(sql`select 1 from recording where ${own('id')}`),
    endpoint: exists(sql`select 1 from endpoint where (paired_at is not null
      or kind = 'receiver' or declares = 1) and ${own('id')}`),
    broadcast: exists(sql`select 1 from "broadcast" where state = 'active' and ${own('id')}`),
  };
  const columns = Object.entries(steps).map(([name, found]) => sql`${found} as ${sql.ref(name)}`);
  const { rows } = await sql<Record<FirstStep, 0 | 1>>`
    select ${sql.join(columns)}`.execute(db);
  const [row] = rows;
  const isDone = (step: FirstStep) => row?.[step] === 1;
  const dismissed = await db
    .selectFrom('fact')
    .select('value')
    .where('name', '=', factName)
    .executeTakeFirst();
  return {
    isDismissed: dismissed !== undefined,
    done: {
      ...{ areas: isDone('areas'), stations: isDone('stations'), people: isDone('people') },
      ...{ recording: isDone('recording'), endpoint: isDone('endpoint') },
      broadcast: isDone('broadcast'),
    },
  };
}

export async function setDismissed(db: Kysely<Database>, isDismissed: boolean): Promise<void> {
  if (isDismissed)
    await db
      .insertInto('fact')
      .values({ name: factName, value: '1' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  else await db.deleteFrom('fact').where('name', '=', factName).execute();
}
