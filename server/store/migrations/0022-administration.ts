import { sql, type Kysely } from 'kysely';

const statements = [
  // Lines that belong to no area, and subjects that say a day too, are found like the others.
  `create index audit_area on audit (coalesce(area_id, ''), id)`,
  `create index audit_user on audit (user_id, id)`,
  `create index audit_action on audit (action, id)`,
  `create index audit_subject on audit (substr(subject, 1, 26), id)`,
  // Why work failed: rows of what it served do not always say so.
  `alter table work add column reason text`,
  // What is paid for a genre, and what genre a recording is of: both as people call it.
  `alter table recording add column genre text`,
  `create table royalty_rate (
    id text primary key, area_id text not null references area(id),
    genre text not null, genre_folded text not null,
    unit text not null check (unit in ('piece', 'minute')),
    dong integer not null check (dong >= 0), valid_from text not null, valid_to text,
    user_id text not null references user(id), at integer not null)`,
  `create index royalty_rate_area on royalty_rate (area_id, genre_folded)`,
  `create index recording_contributor on recording (id) where contributor is not null`,
  `create index air_sum_item on air_sum (item, date)`,
];

/** Who changed what, found quickly among a million lines; why work failed; what contributors are paid. */
export const administration = {
  name: '0022-administration',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
