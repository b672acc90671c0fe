import { sql, type RawBuilder } from 'kysely';
import { lineOf, type Area } from '../../../core/area/area.ts';
import { beneath } from '../../../core/area/beneath.ts';
import { isPeriod, periodEnd, periodStart, type AirGroup } from '../../../core/report/air-group.ts';
import { addDays, type LocalDate } from '../../../core/time/zoned.ts';
import { among } from '../../store/among.ts';
import { dimensions, type AirQuery, type Dimension } from './cells.ts';

/** How rows of the sums become lines, and which rows a line stands for. */
export interface Grouping {
  /** What rows are summed by at first. */
  dimension: Dimension;
  /** Days of which each is summed by itself. */
  stretches: { from: LocalDate; to: LocalDate }[];
  /** The line of what was summed. */
  keyOf: (raw: string | null, stretch: { from: LocalDate }) => string | null;
  /** Whether a row of `air_sum`, with what it refers to, belongs to a line. */
  isOf: (key: string | null) => RawBuilder<unknown>;
}

export async function groupingOf(by: AirGroup, query: AirQuery): Promise<Grouping> {
  const { from, to } = query.filter;
  const whole = [{ from, to }];
  if (isPeriod(by))
    return {
      dimension: 'date',
      stretches: whole,
      keyOf: (date) => periodStart(by, date ?? ''),
      isOf: (start) => sql`${dimensions.date} between ${start} and ${periodEnd(by, start ?? from)}`,
    };
  if (by === 'area') return areaGrouping(query);
  if (by === 'campaign') return campaignGrouping(query);
  return {
    ...{ dimension: by, stretches: whole, keyOf: (raw) => raw },
    isOf: (key) => sql`${dimensions[by]} is ${key}`,
  };
}

/** Lines are what lies right beneath the area that is asked for; what stands in it itself is a line as well. */
function areaGrouping({ tree, principal, filter }: AirQuery): Grouping {
  const { from, to } = filter;
  const starts = [from, ...tree.changes.filter((day) => day > from && day <= to)];
  const stretches = starts.map((start, index) => {
    const next = starts[index + 1];
    return { from: start, to: next === undefined ? to : addDays(next, -1) };
  });
  const base = filter.areaId ?? baseOf(tree.on(to), principal.grants);
  const keyOf = (raw: string | null, stretch: { from: LocalDate }) =>
    lineUnder(tree.on(stretch.from), raw ?? '', base);
  return {
    ...{ dimension: 'area' as const, stretches, keyOf },
    isOf: (key) => {
      const parts = stretches.map((stretch) => {
        const areas = tree.on(stretch.from);
        const ids = beneath(areas, [key ?? '']).filter((id) => lineUnder(areas, id, base) === key);
        return sql`(${dimensions.date} between ${stretch.from} and ${stretch.to}
          and ${dimensions.area} in ${among(ids)})`;
      });
      return sql`(${sql.join(parts, sql` or `)})`;
    },
  };
}

/** The one area beneath which all lies that somebody may read; `null`: there are several. */
export function baseOf(
  areas: ReadonlyMap<string, Area>,
  grants: readonly { areaId: string }[],
): string | null {
  const held = new Set(grants.map(({ areaId }) => areaId));
  const top = [...held].filter(
    (id) => !lineOf(areas, id).some((above) => above.id !== id && held.has(above.id)),
  );
  return top.length === 1 ? (top[0] ?? null) : null;
}

function lineUnder(areas: ReadonlyMap<string, Area>, id: string, base: string | null): string {
  const line = lineOf(areas, id);
  const at = line.findIndex((area) => area.id === base);
  // What is read by an older right lies beneath another root.
  if (at < 0) return line.at(-1)?.id ?? id;
  return line[Math.max(0, at - 1)]?.id ?? id;
}

/** As with areas: lines are what nests right in the campaign that is asked for, or the outermost ones. */
async function campaignGrouping({ db, filter }: AirQuery): Promise<Grouping> {
  const { campaignId: base = null, from, to } = filter;
  const rows = await db.selectFrom('campaign').select(['id', 'parent_id']).execute();
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]));
  const lineUnderBase = (id: string | null) => {
    let at = id;
    while (at !== null && at !== base) {
      const above = parents.get(at) ?? null;
      if (above === base) break;
      at = above;
    }
    return at;
  };
  return {
    ...{ dimension: 'campaign' as const, stretches: [{ from, to }], keyOf: lineUnderBase },
    isOf: (key) => {
      if (key === null) return sql`${dimensions.campaign} is null`;
      const ids = [...parents.keys()].filter((id) => lineUnderBase(id) === key);
      return sql`${dimensions.campaign} in ${among(ids)}`;
    },
  };
}
