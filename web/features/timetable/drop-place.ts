import type { OccurrenceAnswer } from '../../../contract/http/occurrences.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import type { DayPlace } from './day-plan.ts';

type Line = Pick<OccurrenceAnswer, 'stationId' | 'date' | 'sessionKey'>;

/** Whether a line may go to a place: in its station's row, not in the past, and elsewhere than it is. */
export function mayDropAt(line: Line, place: DayPlace, today: LocalDate): boolean {
  if (place.stationId !== line.stationId || place.date < today) return false;
  if (place.date !== line.date) return true;
  return place.sessionKey !== null && place.sessionKey !== line.sessionKey;
}

export function sameSpot(a: DayPlace, b: DayPlace): boolean {
  return a.stationId === b.stationId && a.date === b.date && a.sessionKey === b.sessionKey;
}
