import { sql, type Kysely } from 'kysely';
import type { SampleAnswer } from '../../contract/http/sample.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { findEnclosed, type Enclosed } from './enclosed.ts';
import { readSample, type SampleFact } from './sample-fact.ts';

type Db = Kysely<Database>;
type Named = SampleAnswer['own'][number];

const mostNamed = 20;

/** What people make, by the column that names it. */
const made = {
  area: 'name',
  station: 'name',
  endpoint: 'name',
  session: 'name',
  recording: 'title',
  broadcast: 'title',
  template: 'name',
  place_group: 'name',
} as const;

/** Rules, rates and the like, by what they are called; `null`: they have no name. None of them comes with it. */
const others = {
  ...{ royalty_rate: 'genre', calendar_link: 'name', quiet_hours: 'note', guard: 'note' },
  ...{ day_mode_period: null, play_window: null, standing_answer: null, week_remark: 'note' },
} as const;

const nothing = { areaName: null, loadedAt: null, stations: 0, recordings: 0, broadcasts: 0 };
const nobody = { own: [], ownCount: 0, leaning: [], leaningCount: 0 };

/** How far it is, and what its removal would take along. */
export async function describeSample(db: Db): Promise<SampleAnswer> {
  const fact = await readSample(db);
  if (!fact) return { stage: 'none', ...nothing, ...nobody };
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*) as count from sample_item group by kind`.execute(db);
  const count = (kind: string) => rows.find((row) => row.kind === kind)?.count ?? 0;
  const area = await db
    .selectFrom('area')
    .select('name')
    .where('id', '=', fact.areaId)
    .executeTakeFirst();
  const enclosed = await encloseSample(db, fact);
  const own = await ownIn(db, enclosed);
  const leaning = await leaningOn(db, enclosed, fact);
  return {
    ...{ stage: fact.stage, areaName: area?.name ?? null, loadedAt: fact.loadedAt },
    ...{ stations: count('station'), recordings: count('recording') },
    broadcasts: count('broadcast'),
    ...{ own: own.slice(0, mostNamed), ownCount: own.length },
    ...{ leaning: leaning.slice(0, mostNamed), leaningCount: leaning.length },
  };
}

/** Everything that lies in it, whoever made it. */
export function encloseSample(db: Db, { areaId, people }: SampleFact): Promise<Enclosed> {
  return findEnclosed(db, { areaIds: [areaId], userIds: Object.values(people) });
}

/** What others made inside it. */
export async function ownIn(db: Db, { ids, rowsOf }: Enclosed): Promise<Named[]> {
  const found: Named[] = [];
  for (const [kind, name] of Object.entries(made)) {
    const condition = rowsOf(kind);
    if (!condition) continue;
    // Whoever paired a real device with it made it theirs.
    const paired = kind === 'endpoint' ? sql`or paired_at is not null` : sql``;
    const { rows } = await sql<{ name: string }>`
      select ${sql.ref(name)} as name from ${sql.table(kind)}
      where ${condition} and (id not in (select id from sample_item) ${paired})`.execute(db);
    found.push(...rows.map((row) => ({ kind, name: row.name })));
  }
  for (const [table, name] of Object.entries(others)) {
    const condition = rowsOf(table);
    if (!condition) continue;
    const shown = name === null ? sql`''` : sql`coalesce(${sql.ref(name)}, '')`;
    const { rows } = await sql<{ name: string }>`
      select ${shown} as name from ${sql.table(table)} where ${condition}`.execute(db);
    found.push(...rows.map((row) => ({ kind: 'other', name: row.name })));
  }
  const areas = [...(ids.get('area') ?? [])];
  const roles = await sql<{ name: string }>`
    select distinct user.name from "grant" join user on user.id = "grant".user_id
    where "grant".area_id in ${among(areas)}
      and user.id not in (select id from sample_item)`.execute(db);
  found.push(...roles.rows.map(({ name }) => ({ kind: 'role', name })));
  const endpoints = [...(ids.get('endpoint') ?? [])];
  const faults = await sql<{ name: string }>`
    select endpoint.name from fault_report join endpoint on endpoint.id = fault_report.endpoint_id
    where endpoint_id in ${among(endpoints)}`.execute(db);
  found.push(...faults.rows.map(({ name }) => ({ kind: 'fault', name })));
  return found;
}

/** Places that were there before it, and were moved into it since: ids sort by the time of their making. */
async function olderIn(db: Db, { rowsOf }: Enclosed, { areaId }: SampleFact): Promise<Named[]> {
  const found: Named[] = [];
  for (const kind of ['area', 'station', 'endpoint'] as const) {
    const { rows } = await sql<{ name: string }>`
      select name from ${sql.table(kind)}
      where ${rowsOf(kind) ?? sql`0`} and id < ${areaId} and id not in (select id from sample_item)`.execute(
      db,
    );
    found.push(...rows.map(({ name }) => ({ kind, name })));
  }
  return found;
}

/** What keeps it: whatever outside of it refers to it, in columns or inside of texts, and what was moved into it. */
export async function leaningOn(db: Db, enclosed: Enclosed, fact: SampleFact): Promise<Named[]> {
  const found = await olderIn(db, enclosed, fact);
  for (const { table, condition } of enclosed.leaning) {
    const name = Object.entries(made).find(([kind]) => kind === table)?.[1];
    const shown = name === undefined ? sql`''` : sql.ref(name);
    const { rows } = await sql<{ name: string }>`
      select ${shown} as name from ${sql.table(table)} where ${condition}`.execute(db);
    const kind = name === undefined ? 'other' : table;
    found.push(...rows.map((row) => ({ kind, name: row.name })));
  }
  const named = ['area', 'station', 'endpoint', 'recording'].flatMap((table) => [
    ...(enclosed.ids.get(table) ?? []),
  ]);
  const texts = [
    { kind: 'broadcast', name: 'title', columns: ['items', 'overrides', 'targets'] },
    { kind: 'template', name: 'name', columns: ['entries'] },
    { kind: 'place_group', name: 'name', columns: ['members'] },
  ];
  for (const { kind, name, columns } of texts) {
    const inside = enclosed.rowsOf(kind) ?? sql`0`;
    const text = sql.join(
      columns.map((column) => sql.ref(column)),
      sql` || `,
    );
    const isHeld = kind === 'broadcast' ? sql`state = 'active'` : sql`1`;
    const { rows } = await sql<{ name: string }>`
      select ${sql.ref(name)} as name from ${sql.table(kind)}
      where ${isHeld} and not ${inside} and exists (
        select 1 from json_each(${JSON.stringify(named)}) one
        where instr(${text}, one.value) > 0)`.execute(db);
    found.push(...rows.map((row) => ({ kind, name: row.name })));
  }
  return found;
}
