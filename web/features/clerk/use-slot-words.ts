import type { EpochMs } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import type { Slot } from '../recorder/take-store.ts';
import { useNow } from '../shell/use-now.ts';
import { useWords } from '../shell/use-words.ts';
import { slotStart } from './slot-start.ts';
import { useSessionWords } from './use-session-words.ts';

/** What is said of the session of a slot. */
export function useSlotWords() {
  const places = usePlaces();
  const words = useWords();
  const clock = useNow();
  const sessionText = useSessionWords();

  /** When its session is, as people say it; by its day alone where that is not known any more. */
  function slotText(slot: Slot): string {
    const startsAt = startOf(slot);
    if (startsAt === null) return words.fullDay(slot.date);
    return sessionText(startsAt, places.zoneOf(slot.stationId));
  }

  function hasBegun(slot: Slot): boolean {
    const startsAt = startOf(slot);
    return startsAt !== null && startsAt <= clock.step;
  }

  function startOf(slot: Slot): EpochMs | null {
    return slotStart(slot, places.sessions, places.zoneOf(slot.stationId));
  }

  return { slotText, hasBegun };
}
