import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const statements = [
  `create table capture (
    id text primary key, url text not null, starts_at integer not null,
    delay_ms integer not null, duration_ms integer not null, state text not null,
    recording_id text references recording(id), missing_ms integer,
    reason_code text, reason_detail text, told integer not null default 1,
    created_at integer not null,
    unique (starts_at, url, delay_ms, duration_ms))`,
  `create index capture_state on capture (state)`,
  `create index capture_recording on capture (recording_id) where recording_id is not null`,
  `create index capture_untold on capture (told) where told = 0`,
  `create table relay_item (
    item text primary key, broadcast_id text not null references broadcast(id),
    date text not null, relay text not null, capture_id text not null references capture(id),
    sounds_at integer not null, day_end integer not null,
    given_up integer not null default 0, told integer not null default 1) without rowid`,
  `create index relay_item_capture on relay_item (capture_id)`,
  `create index relay_item_broadcast on relay_item (broadcast_id, date)`,
  `create index relay_item_date on relay_item (date)`,
  `create index relay_item_sounds on relay_item (sounds_at, broadcast_id)`,
  `create index relay_item_untold on relay_item (told) where told = 0`,
  `alter table recording add column capture_id text references capture(id)`,
  `create index recording_capture on recording (capture_id) where capture_id is not null`,
  // Who looks for them looks often, and they are few.
  `create index broadcast_recorded on broadcast (id) where state = 'active'
    and (instr(items, '"recorded"') > 0 or instr(overrides, '"recorded"') > 0)`,
];

/** Relays that are recorded once: what is recorded, and which items sound it. */
export const relays = {
  name: '0011-relays',
  up: async (db: Kysely<unknown>) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
