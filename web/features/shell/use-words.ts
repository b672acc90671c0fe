import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { lunarDateOf } from '../../../core/calendar/lunar.ts';
import { lunarFeast, lunarText, shortLunarText } from '../../../core/calendar/lunar-words.ts';
import type { Language } from '../../../core/recurrence/in-words.ts';
import { inWords, nextInWords } from '../../../core/recurrence/in-words.ts';
import type { Recurrence } from '../../../core/recurrence/recurrence.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import {
  clockText,
  dayText,
  exactClockText,
  longDayText,
  momentText,
  shortDayText,
  weekdayName,
} from '../../text/day.ts';
import type { Weekday } from '../../../core/time/zoned.ts';
import { deviationText } from '../../text/duration.ts';
import { centiText, sizeText } from '../../text/size.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from './use-now.ts';

/** Times, days and sizes in the person's language and the zone of the air. */
export function useWords() {
  const { t, locale } = useI18n();
  const places = usePlaces();
  const clock = useNow();
  const language = computed(() => locale.value);
  const tongue = (): Language => (language.value === 'en' ? 'en' : 'vi');
  const lunar = (date: LocalDate) => lunarText(lunarDateOf(date), tongue());
  const feast = (date: LocalDate) => lunarFeast(lunarDateOf(date));
  return {
    clock: (at: number, zone = places.zone) => clockText(at, zone),
    exactClock: (at: number, zone = places.zone) => exactClockText(at, zone),
    moment: (at: number, zone = places.zone) => momentText(at, zone, clock.now, language.value),
    day: (date: LocalDate) => dayText(date, language.value),
    shortDay: (date: LocalDate) => shortDayText(date, language.value),
    longDay: (date: LocalDate) => longDayText(date, language.value),
    /** By both calendars: `Thứ Ba, 24/11/2026 · 16/10 ÂL`. */
    fullDay: (date: LocalDate) => {
      const kept = feast(date);
      const said = kept === null ? '' : ` (${t(`calendar.feast.${kept}`)})`;
      return `${longDayText(date, language.value)} · ${lunar(date)}${said}`;
    },
    /** `16/10 ÂL` */
    lunar,
    /** The day of a lunar month alone, and on its first the month too. */
    shortLunar: (date: LocalDate) => shortLunarText(lunarDateOf(date), tongue()),
    /** Whether people keep it: the first of a lunar month, or its full moon. */
    feast,
    weekday: (weekday: Weekday, length: 'short' | 'long' = 'short') =>
      weekdayName(weekday, language.value, length),
    days: (recurrence: Recurrence) => inWords(recurrence, tongue()),
    nextDays: (recurrence: Recurrence, from: LocalDate, count: number) =>
      nextInWords(recurrence, from, count, tongue()),
    size: (bytes: number) => sizeText(bytes, language.value),
    centi: (value: number) => centiText(value, language.value),
    deviation: (ms: number) => deviationText(ms, language.value),
  };
}
