import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `alter table play add column ear text`,
  `alter table doubtful_play add column ear text`,
  // Only few loudspeakers have a microphone near them.
  `create index play_ear on play (endpoint_id, started_at)
    where ear in ('heard', 'weak', 'clipped', 'silent')`,
  `alter table play_day add column unheard integer not null default 0`,
];

/** Proof to the ear: what microphones heard. */
export const hearing = {
  name: '0016-hearing',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
