import type { OccurrenceAnswer } from '../../../contract/http/occurrences.ts';
import { parseOccurrenceId } from '../../../core/recurrence/occurrence-id.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import type { DayPlace } from './day-plan.ts';

type Line = Pick<OccurrenceAnswer, 'id' | 'broadcastId' | 'stationId' | 'date' | 'sessionKey'>;

/** The day of the series that it is: as a guest it may air on a later one. */
export function ownDayOf({ id, date }: Pick<Line, 'id' | 'date'>): LocalDate {
  return parseOccurrenceId(id)?.date ?? date;
}

/**
 * Whether a line may go to a place: in its station's row, not in the past, elsewhere than it is, and not to
 * another day of its own series.
 * @param week the lines of its station's week
 */
export function mayDropAt(
  line: Line,
  place: DayPlace,
  { today, week }: { today: LocalDate; week: readonly Line[] },
): boolean {
  if (place.stationId !== line.stationId || place.date < today) return false;
  const isOwn = place.date === ownDayOf(line);
  const isSeries = ({ broadcastId }: Line) => broadcastId === line.broadcastId;
  if (!isOwn && week.some((one) => isSeries(one) && ownDayOf(one) === place.date)) return false;
  if (place.date !== line.date) return true;
  return place.sessionKey !== null && place.sessionKey !== line.sessionKey;
}

export function sameSpot(a: DayPlace, b: DayPlace): boolean {
  return a.stationId === b.stationId && a.date === b.date && a.sessionKey === b.sessionKey;
}
