import { useI18n } from 'vue-i18n';
import type { EpochMs } from '../../../core/time/zoned.ts';
import { addDays, localDateOf, localTimeOf } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';
import { useWords } from '../shell/use-words.ts';

/** The part of a day in which an hour lies, as people say it. */
export function dayPartOf(time: string): 'morning' | 'noon' | 'afternoon' | 'evening' {
  if (time < '11:00') return 'morning';
  if (time < '13:30') return 'noon';
  return time < '18:00' ? 'afternoon' : 'evening';
}

/** `Chiều nay 17:00`, `Sáng mai 05:00`, `Sáng 25/11 05:00`. */
export function useSessionWords() {
  const { t } = useI18n();
  const places = usePlaces();
  const words = useWords();
  const clock = useNow();

  return (startsAt: EpochMs, zone = places.zone): string => {
    const part = t(`dayPart.${dayPartOf(localTimeOf(startsAt, zone))}`);
    const time = words.clock(startsAt, zone);
    const date = localDateOf(startsAt, zone);
    const today = localDateOf(clock.now, zone);
    if (date === today) return t('clerk.onToday', { part, time });
    if (date === addDays(today, 1)) return t('clerk.onTomorrow', { part, time });
    return t('clerk.onDay', { part, time, day: words.shortDay(date) });
  };
}
