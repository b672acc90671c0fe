import type { LocalDate } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import { dateOfLunar } from './lunar.ts';

export type HolidayKey =
  'new_year' | 'tet' | 'hung_kings' | 'reunification' | 'labour' | 'national' | 'culture';

/** A day off in all of Vietnam, as a first entry of a table that people then keep. */
export interface Holiday {
  date: LocalDate;
  key: HolidayKey;
  name: { vi: string; en: string };
  /** Which days around it are off is decided anew each year: this one is what is usual. */
  isUsual: boolean;
}

const NAMES: Record<HolidayKey, Holiday['name']> = {
  new_year: { vi: 'Tết Dương lịch', en: 'New Year' },
  tet: { vi: 'Tết Nguyên đán', en: 'Lunar New Year' },
  hung_kings: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hung Kings’ Day' },
  reunification: { vi: 'Ngày Chiến thắng', en: 'Victory Day' },
  labour: { vi: 'Ngày Quốc tế lao động', en: 'Labour Day' },
  national: { vi: 'Quốc khánh', en: 'National Day' },
  culture: { vi: 'Ngày Văn hóa Việt Nam', en: 'Vietnamese Culture Day' },
};

/** 24 November is a day off since the Politburo's resolution 80-NQ/TW of 7 January 2026. */
const FIRST_CULTURE_DAY_YEAR = 2026;

/**
 * The public holidays of a year (Labour Code 2019, article 112): Tết has five days, National Day two, of
 * which the government names the flexible ones each year. Days moved or given instead of weekends are for
 * people to enter.
 */
export function holidaysOf(year: number): Holiday[] {
  const on = (date: LocalDate, key: HolidayKey, isUsual = false): Holiday => ({
    date,
    key,
    name: NAMES[key],
    isUsual,
  });
  const solar = (monthDay: string) => `${String(year).padStart(4, '0')}-${monthDay}`;
  const tet = dateOfLunar({ year, month: 1, isLeap: false, day: 1 });
  const hungKings = dateOfLunar({ year, month: 3, isLeap: false, day: 10 });
  const holidays = [
    on(solar('01-01'), 'new_year'),
    ...(tet === null
      ? []
      : [-1, 0, 1, 2, 3].map((days) => on(addDays(tet, days), 'tet', days < 0 || days > 2))),
    ...(hungKings === null ? [] : [on(hungKings, 'hung_kings')]),
    on(solar('04-30'), 'reunification'),
    on(solar('05-01'), 'labour'),
    on(solar('09-01'), 'national', true),
    on(solar('09-02'), 'national'),
    ...(year >= FIRST_CULTURE_DAY_YEAR ? [on(solar('11-24'), 'culture')] : []),
  ];
  return holidays.sort((a, b) => (a.date < b.date ? -1 : 1));
}
