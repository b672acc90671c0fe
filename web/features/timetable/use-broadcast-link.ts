import type { OccurrenceAnswer } from '../../../contract/http/occurrences.ts';
import { usePlacing } from '../places/use-placing.ts';
import { ownDayOf } from './drop-place.ts';

/** The page of a broadcast, opened at the day of an occurrence; `null` for those who place nothing. */
export function useBroadcastLink() {
  const placing = usePlacing();
  return (one: Pick<OccurrenceAnswer, 'id' | 'broadcastId' | 'date'>) =>
    placing.mayPlaceSomewhere()
      ? { path: `/timetable/broadcasts/${one.broadcastId}`, query: { day: ownDayOf(one) } }
      : null;
}
