import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `alter table approval add column notes text not null default '[]'`,
  `update approval set notes = json_array(json_object('atMs', note_at_ms, 'note', note)), note = null
    where note_at_ms is not null and note is not null`,
  `alter table approval drop column note_at_ms`,
];

/** An approver says more than one thing, each at its place in the sound. */
export const approvalNotes = {
  name: '0025-approval-notes',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
