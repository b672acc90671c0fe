import type { Kysely } from 'kysely';
import type { StandingAnswer } from '../../core/ask/answer.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { toAnswer } from './ask-row.ts';

/** What stations have said once for always and still holds, by station. */
export async function standingAnswersOf(
  db: Kysely<Database>,
  stationIds: readonly string[],
): Promise<Map<string, StandingAnswer[]>> {
  if (stationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('standing_answer')
    .selectAll()
    .where('station_id', 'in', stationIds)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute();
  const answers = rows.map((row) => ({
    stationId: row.station_id,
    kind: row.kind,
    areaId: row.area_id,
    answer: toAnswer(row.answer),
    userId: row.user_id,
    at: row.at,
  }));
  return groupRows(answers, ({ stationId }) => stationId);
}
