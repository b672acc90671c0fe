import type { Kysely } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import { openZone } from '../../core/time/zone.ts';
import { daysFrom, type LocalDate } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import { placeRules } from '../timetable/place-rules.ts';
import { loadRules } from '../timetable/rules.ts';

/** Whether a station's own programme of a week needs an approval before it airs. */
export type ApprovalRule = (
  station: { id: string; areaId: string; zone: string },
  monday: LocalDate,
) => boolean;

/** Asks the rules as they stand now, of the places as they are on each day. */
export async function createApprovalRule(db: Kysely<Database>, tree: Tree): Promise<ApprovalRule> {
  const { rules } = placeRules(await loadRules(db), tree);
  return ({ id, areaId, zone }, monday) => {
    const place = { endpointId: '', stationId: id, areaId, groupIds: [] };
    const opened = openZone(zone);
    return daysFrom(monday, 7).some((date) => rules(place, date, opened).limits.asksWeekApproval);
  };
}
