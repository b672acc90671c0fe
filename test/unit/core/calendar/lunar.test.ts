import { LunarCalendar } from '@dqcai/vn-lunar';
import { describe, expect, test } from 'vitest';
import { holidaysOf } from '../../../../core/calendar/holidays.ts';
import { dateOfLunar, lunarDateOf } from '../../../../core/calendar/lunar.ts';
import { dateOf, dayOf } from '../../../../core/recurrence/civil.ts';

describe('the lunar calendar', () => {
  test('has each day from 1968 to 2053 as an independent implementation has it, and back', () => {
    const last = dayOf('2053-12-31');
    for (let day = dayOf('1968-01-01'); day <= last; day += 1) {
      const date = dateOf(day);
      const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
      const { lunarDate } = LunarCalendar.fromSolar(dayOfMonth, month, year);
      const lunar = lunarDateOf(date);
      const theirs = [lunarDate.year, lunarDate.month, lunarDate.day, lunarDate.leap];
      const ours = [lunar.year, lunar.month, lunar.day, lunar.isLeap];
      if (ours.join() !== theirs.join()) expect(ours, date).toEqual(theirs);
      if (day % 10 === 0) expect(dateOfLunar(lunar)).toBe(date);
    }
  });

  // Tết as it was kept in Vietnam, other than in China in 1968, 1969, 1985, 2007 and 2030.
  test.each([
    ['1968-01-29', 1968],
    ['1969-02-16', 1969],
    ['1985-01-21', 1985],
    ['2000-02-05', 2000],
    ['2007-02-17', 2007],
    ['2024-02-10', 2024],
    ['2025-01-29', 2025],
    ['2026-02-17', 2026],
    ['2027-02-06', 2027],
    ['2030-02-02', 2030],
  ])('Tết is on %s', (date, year) => {
    expect(lunarDateOf(date)).toEqual({ year, month: 1, isLeap: false, day: 1 });
  });

  test('knows leap months, and that most years have none', () => {
    expect(lunarDateOf('2023-03-22')).toEqual({ year: 2023, month: 2, isLeap: true, day: 1 });
    expect(lunarDateOf('2025-07-25')).toEqual({ year: 2025, month: 6, isLeap: true, day: 1 });
    expect(dateOfLunar({ year: 2026, month: 6, isLeap: true, day: 1 })).toBeNull();
    expect(dateOfLunar({ year: 2026, month: 12, isLeap: false, day: 30 })).toBeNull();
  });
});

test('the holidays of a year stand in order, with what the government still decides marked', () => {
  expect(holidaysOf(2026).map(({ date, key, isUsual }) => [date, key, isUsual])).toEqual([
    ['2026-01-01', 'new_year', false],
    ['2026-02-16', 'tet', true],
    ['2026-02-17', 'tet', false],
    ['2026-02-18', 'tet', false],
    ['2026-02-19', 'tet', false],
    ['2026-02-20', 'tet', true],
    ['2026-04-26', 'hung_kings', false],
    ['2026-04-30', 'reunification', false],
    ['2026-05-01', 'labour', false],
    ['2026-09-01', 'national', true],
    ['2026-09-02', 'national', false],
    ['2026-11-24', 'culture', false],
  ]);
  expect(holidaysOf(2025).some(({ key }) => key === 'culture')).toBe(false);
});
