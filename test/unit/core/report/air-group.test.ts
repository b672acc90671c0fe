import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodEnd, periods, periodStart } from '../../../../core/report/air-group.ts';
import { addDays } from '../../../../core/time/zoned.ts';

describe('periods', () => {
  it('begin on a Monday, the first of a month, of a quarter and of a year', () => {
    const starts = periods.map((period) => periodStart(period, '2026-11-30'));
    expect(starts).toEqual(['2026-11-30', '2026-11-30', '2026-11-01', '2026-10-01', '2026-01-01']);
    expect(periodStart('week', '2026-11-01')).toBe('2026-10-26');
  });

  it('end on the day before the next one', () => {
    expect(periodEnd('month', '2024-02-01')).toBe('2024-02-29');
    expect(periodEnd('month', '2026-12-01')).toBe('2026-12-31');
    expect(periodEnd('quarter', '2026-10-01')).toBe('2026-12-31');
    expect(periodEnd('year', '2026-01-01')).toBe('2026-12-31');
  });

  it('hold each day in exactly one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days)),
        fc.constantFrom(...periods),
        (date, period) => {
          const start = periodStart(period, date);
          const end = periodEnd(period, start);
          expect(start <= date && date <= end).toBe(true);
          expect(periodStart(period, addDays(end, 1))).toBe(addDays(end, 1));
        },
      ),
    );
  });
});
