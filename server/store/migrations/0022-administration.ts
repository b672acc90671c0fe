import { sql, type Kysely } from 'kysely';

const statements = [
  // Lines that belong to no area, and subjects that say a day too, are found like the others.
  `create index audit_area on audit (coalesce(area_id, ''), id)`,
  `create index audit_user on audit (user_id, id)`,
  `create index audit_action on audit (action, id)`,
  `create index audit_subject on audit (substr(subject, 1, 26), id)`,
  // Why work failed: rows of what it served do not always say so.
  `alter table work add column reason text`,
];

/** What an administrator looks after: who changed what, found quickly among a million lines. */
export const administration = {
  name: '0022-administration',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
