import { sql } from 'kysely';
import type { RoyaltyPieceAnswer } from '../../contract/http/royalties.ts';
import type { RoyaltyUnit } from '../../core/royalty/royalty.ts';
import type { RoyaltyQuery } from './royalty-query.ts';
import { isAsked } from './is-asked.ts';

type Row = Omit<RoyaltyPieceAnswer, 'rate'> & {
  rateAreaId: string;
  rateUnit: RoyaltyUnit;
  rateDong: number;
};

/** Of closed lists, as these were signed: rates that change later change nothing of them. */
export async function readPaid(query: RoyaltyQuery): Promise<RoyaltyPieceAnswer[]> {
  const { db, filter } = query;
  const { rows } = await sql<Row>`
    select * from (
      select recording_id as "recordingId", title, contributor, genre, closing.area_id as "areaId",
        aired_on as "airedOn", counted_on as "countedOn", approved_at as "approvedAt",
        duration_ms as "durationMs", rate_area_id as "rateAreaId", rate_unit as "rateUnit",
        rate_dong as "rateDong", dong
      from royalty_paid join royalty_closing as closing on closing.id = closing_id)
    where "countedOn" between ${filter.from} and ${filter.to}
      and ${isAsked(query, sql.ref<string>('countedOn'))}`.execute(db);
  return rows.map(({ rateAreaId, rateUnit, rateDong, ...piece }) => ({
    ...piece,
    rate: { areaId: rateAreaId, unit: rateUnit, dong: rateDong },
  }));
}
