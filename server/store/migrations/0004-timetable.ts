import type { Kysely } from 'kysely';
import { sql } from 'kysely';

const before = [
  `create table broadcast_now (
    id text primary key, title text not null, programme_id text references programme(id),
    campaign_id text references campaign(id), owner_area_id text not null references area(id),
    class text not null check (class in ('normal', 'priority')), placement text not null,
    dates text not null, items text not null, overrides text not null, targets text not null,
    overflow text not null,
    when_beaten text not null check (when_beaten in ('queue', 'skip', 'shorten')),
    after_interrupt text not null check (after_interrupt in ('resume', 'restart', 'drop')),
    volume_percent integer, urgent_since integer,
    predecessor_id text references broadcast_now(id),
    state text not null check (state in ('active', 'withdrawn')), version integer not null,
    author_id text not null references user(id), created_at integer not null,
    updated_at integer not null, first_date text not null, last_date text)`,
  `insert into broadcast_now
    select id, title, programme_id, null, owner_area_id, class, placement, dates, items, '[]',
      targets, '{"kind":"skip"}', when_beaten, 'restart', null, null, null, state, version,
      author_id, created_at, updated_at, first_date, last_date from broadcast`,
  `drop table broadcast`,
  `alter table broadcast_now rename to broadcast`,
  `create index broadcast_dates on broadcast (state, first_date)`,
  `alter table session add column opening_id text references recording(id)`,
  `alter table session add column closing_id text references recording(id)`,
  `alter table session add column lead_in_ms integer not null default 3000`,
  `alter table session add column tail_ms integer not null default 1000`,
  `alter table session add column stagger text not null default '[]'`,
  `alter table session add column mode_keys text not null default '[]'`,
  `create table draw (
    item text primary key, date text not null, recording_ids text not null,
    drawn_at integer not null)`,
  `create index draw_date on draw (date)`,
];

/** Recurrence rules, kinds of items, slots, overflow, signatures of sessions; what pools drew. */
export const timetable = {
  name: '0004-timetable',
  up: async (db: Kysely<unknown>) => {
    for (const statement of before) await sql.raw(statement).execute(db);
    const { rows } = await sql<OldRow>`
      select id, placement, dates, items, targets from broadcast`.execute(db);
    for (const row of rows) {
      const { placement, dates, items, targets } = renewed(row);
      await sql`update broadcast set placement = ${placement}, dates = ${dates},
        items = ${items}, targets = ${targets} where id = ${row.id}`.execute(db);
    }
  },
};

interface OldRow {
  id: string;
  placement: string;
  dates: string;
  items: string;
  targets: string;
}

interface OldDates {
  kind: 'once' | 'daily' | 'weekly';
  date?: string;
  first?: string;
  last?: string | null;
  weekdays?: number[];
  except?: string[];
}

function renewed(row: OldRow) {
  const { time, ...placement } = JSON.parse(row.placement) as { kind: string; time?: string };
  const items = JSON.parse(row.items) as { recordingId: string }[];
  const targets = JSON.parse(row.targets) as object;
  return {
    placement: JSON.stringify(
      placement.kind === 'at' ? { ...placement, slots: [{ id: '1', time }] } : placement,
    ),
    dates: JSON.stringify(recurrenceOf(JSON.parse(row.dates) as OldDates)),
    items: JSON.stringify(items.map((item) => ({ type: 'recording', ...item }))),
    targets: JSON.stringify({ groups: [], ...targets }),
  };
}

function recurrenceOf({ kind, date, first, last, weekdays, except }: OldDates) {
  const open = { count: null, rdates: [] };
  if (kind === 'once') return { ...open, first: date, last: null, rule: null, exdates: [] };
  const rule =
    kind === 'daily'
      ? { freq: 'daily', interval: 1 }
      : { freq: 'weekly', interval: 1, weekdays: weekdays ?? [] };
  return { ...open, first, last: last ?? null, rule, exdates: except ?? [] };
}
