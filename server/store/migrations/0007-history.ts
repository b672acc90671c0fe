import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `create table broadcast_version (
    broadcast_id text not null references broadcast(id), version integer not null,
    act_id text not null, what text not null, user_id text not null references user(id),
    at integer not null, owner_area_id text not null references area(id), row text not null,
    origin text, primary key (broadcast_id, version))`,
  `create index broadcast_version_owner on broadcast_version (owner_area_id, at)`,
  `create index broadcast_version_act on broadcast_version (act_id)`,
  `create index broadcast_version_origin on broadcast_version (origin) where origin is not null`,
  `create table template (
    id text primary key, area_id text not null references area(id), name text not null,
    name_folded text not null, entries text not null, user_id text not null references user(id),
    created_at integer not null, version integer not null, unique (area_id, name))`,
  `alter table session add column version integer not null default 1`,
  `alter table session add column changed_by text references user(id)`,
  `alter table session add column changed_at integer`,
];

/** Versions of broadcasts, of which there is one now; templates of weeks; versions of sessions. */
export const history = {
  name: '0007-history',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
    const { rows } = await sql<PresentRow>`select * from broadcast`.execute(db);
    for (const row of rows) {
      const what = row.state === 'withdrawn' ? 'withdraw' : row.version > 1 ? 'update' : 'create';
      await sql`insert into broadcast_version
        (broadcast_id, version, act_id, what, user_id, at, owner_area_id, row, origin)
        values (${row.id}, ${row.version}, ${row.id}, ${what}, ${row.author_id},
          ${row.updated_at}, ${row.owner_area_id}, ${JSON.stringify(row)}, null)`.execute(db);
    }
  },
};

interface PresentRow {
  id: string;
  version: number;
  state: string;
  author_id: string;
  owner_area_id: string;
  updated_at: number;
}
