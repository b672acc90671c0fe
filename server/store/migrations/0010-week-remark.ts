import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `create table week_remark (
    id text primary key, area_id text not null references area(id), monday text not null,
    what text not null check (what in ('submitted', 'returned')),
    user_id text not null references user(id), at integer not null, note text)`,
  `create index week_remark_week on week_remark (area_id, monday)`,
];

/** What people say to each other of a week's programme: handed in, or returned with a note. */
export const weekRemark = {
  name: '0010-week-remark',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
