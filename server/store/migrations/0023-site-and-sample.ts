import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const columns = [
  ...['sim_provider text', 'note text', 'amplifier text', 'photo_sha256 text', 'photo_type text'],
  ...['changed_by text references user(id)', 'changed_at integer'],
];
const statements = [
  ...columns.map((column) => `alter table endpoint_site add column ${column}`),
  `create table sample_item (id text primary key, kind text not null) without rowid`,
  // Sample data goes away whole; what was noted of a real station never does.
  `drop trigger readiness_note_stays`,
  `create trigger readiness_note_stays before delete on readiness_note
    when old.station_id not in (select id from sample_item)
    begin select raise(abort, 'a readiness note is never removed'); end`,
];

/** What whoever stands before a loudspeaker knows of it; and which rows are sample data. */
export const siteAndSample = {
  name: '0023-site-and-sample',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
