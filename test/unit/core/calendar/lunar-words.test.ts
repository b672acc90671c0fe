import { describe, expect, it } from 'vitest';
import { lunarDateOf } from '../../../../core/calendar/lunar.ts';
import { lunarFeast, lunarText, shortLunarText } from '../../../../core/calendar/lunar-words.ts';

describe('a lunar date in words', () => {
  it.each([
    ['2026-11-29', '21/10 ÂL', '21/10 lunar'],
    ['2026-12-09', '1/11 ÂL', '1/11 lunar'],
    // The sixth month of 2025 came twice.
    ['2025-07-24', '30/6 ÂL', '30/6 lunar'],
    ['2025-07-25', '1/6 nhuận ÂL', '1/6 leap lunar'],
    ['2025-08-22', '29/6 nhuận ÂL', '29/6 leap lunar'],
  ])('%s is %s', (date, vi, en) => {
    expect(lunarText(lunarDateOf(date), 'vi')).toBe(vi);
    expect(lunarText(lunarDateOf(date), 'en')).toBe(en);
  });

  it.each([
    ['2026-12-09', 'first', '1/11'],
    ['2026-12-23', 'full', '15'],
    ['2026-12-10', null, '2'],
    ['2025-07-25', 'first', '1/6 nhuận'],
  ])('%s is kept as %s, and short %s', (date, feast, short) => {
    expect(lunarFeast(lunarDateOf(date))).toBe(feast);
    expect(shortLunarText(lunarDateOf(date), 'vi')).toBe(short);
  });
});
