import type { LocalDate } from '../../../core/time/zoned.ts';
import { addDays } from '../../../core/time/zoned.ts';
import { useWords } from '../shell/use-words.ts';

/** A week by its Monday: `28/02 – 05/03/2028`. */
export function useWeekText() {
  const words = useWords();
  return (monday: LocalDate) => `${words.shortDay(monday)} – ${words.day(addDays(monday, 6))}`;
}
