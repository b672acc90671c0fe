import { sql, type Kysely } from 'kysely';

const statements = [
  `create table royalty_closing (
    id text primary key, area_id text not null references area(id),
    month text not null, closed_by text not null references user(id),
    closed_at integer not null, unique (area_id, month))`,
  // Of the recording nothing is referred to: what was paid stays paid, whatever becomes of it.
  `create table royalty_paid (
    recording_id text primary key,
    closing_id text not null references royalty_closing(id) on delete cascade,
    title text not null, contributor text not null, genre text,
    aired_on text not null, counted_on text not null, approved_at integer,
    duration_ms integer not null, rate_area_id text not null,
    rate_unit text not null check (rate_unit in ('piece', 'minute')),
    rate_dong integer not null, dong integer not null)`,
  `create index royalty_paid_closing on royalty_paid (closing_id)`,
];

/** Lists of royalties that were signed, and what each paid. */
export const royaltyClosing = {
  name: '0028-royalty-closing',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
