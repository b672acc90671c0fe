import type { Tree } from '../../core/area/tree.ts';
import { mayAnswer } from '../../core/ask/may-answer.ts';
import type { Principal } from '../http/principal.ts';
import type { StationAsk } from './list-asks.ts';

/**
 * Whether a person may answer an ask: by where the station stands today or on the day that is asked about, for
 * whoever takes it over has perhaps no role there yet, and whoever gives it away none any more.
 */
export function mayAnswerAsk(
  { grants }: Pick<Principal, 'grants'>,
  row: StationAsk,
  tree: Tree,
): boolean {
  const { owner_area_id: ownerAreaId, date } = row;
  const today = { stationAreaId: row.station_area_today_id, ownerAreaId };
  const onDay = { stationAreaId: row.station_area_id, ownerAreaId };
  return mayAnswer(grants, today, tree.areas) || mayAnswer(grants, onDay, tree.on(date));
}
