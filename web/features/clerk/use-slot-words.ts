import { instantOf } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import type { Slot } from '../recorder/take-store.ts';
import { useSessionWords } from './use-session-words.ts';

/** When the session of a slot is, as people say it; by its day alone where it is not known any more. */
export function useSlotWords() {
  const places = usePlaces();
  const sessionText = useSessionWords();

  return ({ stationId, sessionKey, date }: Slot): string => {
    const session = places.sessions.find(
      (one) => one.stationId === stationId && one.key === sessionKey,
    );
    const zone = places.zoneOf(stationId);
    return session ? sessionText(instantOf(date, session.startsAt, zone), zone) : date;
  };
}
