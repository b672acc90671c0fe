import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import type { PlayGroup, PlayLine } from '../../contract/http/reports.ts';
import type { Area } from '../../core/area/area.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import type { DatedRow } from '../territory/beneath-on-day.ts';

/** Which plays are summed: of these local days, where all of `isMeant` holds. */
export interface PlaySumsQuery {
  from: LocalDate;
  to: LocalDate;
  isMeant: (row: DatedRow) => RawBuilder<SqlBool>[];
  by: PlayGroup;
  /** As they are called on the last day. */
  areas: ReadonlyMap<string, Pick<Area, 'name'>>;
}

type Sums = Omit<PlayLine, 'key' | 'name'>;

/** Where the names of a group's keys stand. */
const named = {
  programme: sql`programme`,
  broadcast: sql`broadcast`,
} as const;

/** What was played, a line a day, area, programme or broadcast: by day in order, else most heard first. */
export async function playSums(
  db: Kysely<Database>,
  { from, to, isMeant, areas, by }: PlaySumsQuery,
): Promise<{ total: Sums; items: PlayLine[] }> {
  const conditions = [
    sql`date >= ${from}`,
    sql`date <= ${to}`,
    ...isMeant({ day: sql.ref('play_day.date'), area: sql.ref('play_day.area_id') }),
  ];
  const own = { day: sql`date`, area: sql`area_id`, broadcast: sql`broadcast_id` };
  const sums = sql`sum(sounded) as sounded, sum(silent) as silent, sum(whole) as whole,
    sum(heard_ms) as heard_ms, sum(unheard) as unheard`;
  const key = by === 'programme' ? own.broadcast : own[by];
  const summed = sql`select ${key} as key, ${sums} from play_day
    where ${sql.join(conditions, sql` and `)} group by 1`;
  const { rows } = await linesOf(by, { summed, sums }).execute(db);
  const nameOf = ({ key, name }: PlayLine) =>
    by === 'area' ? (areas.get(key ?? '')?.name ?? null) : name;
  return { total: totalOf(rows), items: rows.map((row) => ({ ...row, name: nameOf(row) })) };
}

function linesOf(by: PlayGroup, { summed, sums }: Record<'summed' | 'sums', RawBuilder<unknown>>) {
  // The broadcasts are few once they are summed; only then are their programmes looked up.
  const lines =
    by === 'programme'
      ? sql`select programme_id as key, ${sums} from (${summed}) as summed
          left join broadcast on broadcast.id = summed.key group by 1`
      : summed;
  const figures = sql`lines.key, sounded, silent, whole, heard_ms as "heardMs", unheard`;
  if (by === 'day')
    return sql<PlayLine>`select ${figures}, null as name from (${lines}) as lines order by key`;
  if (by === 'area')
    return sql<PlayLine>`select ${figures}, null as name from (${lines}) as lines
      order by heard_ms desc, key`;
  const name = by === 'broadcast' ? sql`title` : sql`name`;
  return sql<PlayLine>`select ${figures}, ${name} as name from (${lines}) as lines
    left join ${named[by]} as named on named.id = lines.key
    order by heard_ms desc, key`;
}

function totalOf(lines: readonly PlayLine[]): Sums {
  const total = { sounded: 0, silent: 0, whole: 0, heardMs: 0, unheard: 0 };
  for (const line of lines) {
    total.sounded += line.sounded;
    total.silent += line.silent;
    total.whole += line.whole;
    total.heardMs += line.heardMs;
    total.unheard += line.unheard;
  }
  return total;
}
