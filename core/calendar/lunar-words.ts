import type { LunarDate } from './lunar.ts';

/** Days of each lunar month that people keep: its first (mùng một) and its full moon (rằm). */
export type LunarFeast = 'first' | 'full';

const FULL_MOON = 15;

export function lunarFeast({ day }: Pick<LunarDate, 'day'>): LunarFeast | null {
  if (day === 1) return 'first';
  return day === FULL_MOON ? 'full' : null;
}

/** `20/10 ÂL`, in a leap month `20/6 nhuận ÂL`; in English `20/10 lunar`. */
export function lunarText(lunar: LunarDate, language: 'vi' | 'en'): string {
  const calendar = language === 'vi' ? 'ÂL' : 'lunar';
  return `${lunar.day}/${lunar.month}${leapText(lunar, language)} ${calendar}`;
}

/** As a calendar has it in small letters: `20`, and on the first of a month `1/11`, of a leap one `1/6 nhuận`. */
export function shortLunarText(lunar: LunarDate, language: 'vi' | 'en'): string {
  if (lunar.day !== 1) return String(lunar.day);
  return `1/${lunar.month}${leapText(lunar, language)}`;
}

function leapText({ isLeap }: LunarDate, language: 'vi' | 'en'): string {
  if (!isLeap) return '';
  return language === 'vi' ? ' nhuận' : ' leap';
}
