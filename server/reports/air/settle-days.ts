import type { Kysely } from 'kysely';
import type { Tree } from '../../../core/area/tree.ts';
import { settle, type SettledDay } from '../../../core/report/settle.ts';
import { groupRows } from '../../../core/list/group-rows.ts';
import type { Database } from '../../store/schema.ts';
import { dueDays, type DueDay } from './due-days.ts';
import { settledRows } from './settled-rows.ts';

export interface SettleQuestion {
  /** So many days of stations at most. */
  limit: number;
  /** Only these days. */
  days?: { from: string; to: string };
}

export type NewSums = DueDay & SettledDay & { at: number };

/** The sums of what is due to be summed up; what is learnt meanwhile makes them due again. */
export async function settleDays(
  known: { db: Kysely<Database>; tree: Tree; now: number },
  asked: SettleQuestion,
): Promise<NewSums[]> {
  const { db, now } = known;
  const due = await dueDays(db, { now, ...asked });
  const made: NewSums[] = [];
  for (const [date, ofDate] of groupRows(due, (day) => day.date)) {
    const stationIds = ofDate.map(({ stationId }) => stationId);
    const rows = groupRows(
      await settledRows(db, known, { date, stationIds }),
      ({ stationId }) => stationId,
    );
    for (const day of ofDate) {
      const settled = (rows.get(day.stationId) ?? []).map((row) => row.settled);
      made.push({ ...day, ...settle(settled), at: now });
    }
  }
  return made;
}
