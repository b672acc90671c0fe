import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { airReportRoutes } from '../../../contract/http/air-report.ts';
import type { Tree } from '../../../core/area/tree.ts';
import { airSumNames } from '../../../core/report/air-sums.ts';
import { among } from '../../store/among.ts';
import type { Principal } from '../../http/principal.ts';
import type { Database } from '../../store/schema.ts';
import { isBeneathOnDay, isInScopeOnDay } from '../../territory/beneath-on-day.ts';
import { campaignsBeneath } from './campaigns-beneath.ts';
import { sumColumn } from './sum-column.ts';

export type AirFilter = Omit<z.output<NonNullable<typeof airReportRoutes.lines.query>>, 'by'>;

/** From what a report is made, and for whom. */
export interface AirQuery {
  db: Kysely<Database>;
  tree: Tree;
  principal: Principal;
  filter: AirFilter;
  /** Whether areas beneath those of stations matter: the sums of all places are ten times as many. */
  isFine: boolean;
}

/** What tells lines apart, of a row of `air_sum` with its broadcast, recording and owner. */
export const dimensions = {
  date: sql<string>`air_sum.date`,
  area: sql<string>`air_sum.area_id`,
  station: sql<string>`air_sum.station_id`,
  class: sql<string>`air_sum.class`,
  origin: sql<string>`air_sum.origin`,
  programme: sql<string>`coalesce(broadcast.programme_id, recording.programme_id)`,
  campaign: sql<string>`coalesce(broadcast.campaign_id, recording.campaign_id)`,
  partner: sql<string>`recording.partner_id`,
  language: sql<string>`recording.language`,
  tier: sql<string>`owner.kind`,
};
export type Dimension = keyof typeof dimensions;

const ofRow: readonly Dimension[] = ['date', 'area', 'station', 'class', 'origin'];

export const allSums = sql.join(
  airSumNames.map((name) => sql`sum(${sql.ref(sumColumn(name))}) as ${sql.ref(sumColumn(name))}`),
);

/** Conditions on `air_sum` alone, and on what a row of it refers to. */
export interface Conditions {
  own: RawBuilder<unknown>[];
  filed: RawBuilder<unknown>[];
}

export async function conditionsOf(query: AirQuery): Promise<Conditions> {
  const { db, tree, principal, filter } = query;
  const row = { day: dimensions.date, area: dimensions.area };
  const is = (name: Dimension, value: string | undefined) =>
    value === undefined ? [] : [sql`${dimensions[name]} = ${value}`];
  const { campaignId, areaId } = filter;
  const campaigns = campaignId === undefined ? null : await campaignsBeneath(db, campaignId);
  return {
    own: [
      sql`air_sum.date between ${filter.from} and ${filter.to}`,
      isInScopeOnDay(tree, { principal, action: 'read' }, filter, row),
      ...(areaId === undefined ? [] : [isBeneathOnDay(tree, [areaId], filter, row)]),
      ...is('station', filter.stationId),
      ...is('class', filter.class),
      ...is('origin', filter.origin),
      ...(campaigns === null ? [] : [mayBelongTo(campaigns)]),
    ],
    filed: [
      ...is('programme', filter.programmeId),
      ...(campaigns === null ? [] : [sql`${dimensions.campaign} in ${among(campaigns)}`]),
      ...is('partner', filter.partnerId),
      ...is('language', filter.language),
      ...is('tier', filter.tier),
    ],
  };
}

/**
 * Of `air_sum` alone: by its broadcast, or else by its recording. Both have an index, so that not everything is gone
 * through that was ever aired.
 */
function mayBelongTo(campaigns: readonly string[]): RawBuilder<unknown> {
  const filed = (table: 'broadcast' | 'recording') =>
    sql`(select id from ${sql.table(table)} where campaign_id in ${among(campaigns)})`;
  return sql`(air_sum.broadcast_id in ${filed('broadcast')} or air_sum.item in ${filed('recording')})`;
}

/** The sums that are asked, called `air_sum`. */
export function sumsOf({ isFine }: Pick<AirQuery, 'isFine'>): RawBuilder<unknown> {
  return isFine ? sql`air_place_sum as air_sum` : sql`air_sum`;
}

/** Sums with what their rows refer to. */
export function withReferred(sums: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${sums} join broadcast on broadcast.id = air_sum.broadcast_id
    join area as owner on owner.id = broadcast.owner_area_id
    left join recording on recording.id = air_sum.item`;
}

/** Whether a dimension needs what a row refers to. */
export function isFiledUnder(dimension: Dimension): boolean {
  return !ofRow.includes(dimension);
}
