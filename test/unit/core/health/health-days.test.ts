import { describe, expect, it } from 'vitest';
import { healthDays, type HealthSample } from '../../../../core/health/health-days.ts';
import { instantOf } from '../../../../core/time/zoned.ts';

const zone = 'Asia/Ho_Chi_Minh';
const at = (date: string, time: string) => instantOf(date, time, zone);
const hour = 3_600_000;

function sample(date: string, usedBytes: number | null): HealthSample {
  return {
    ...{ date, hours: 24, hoursOnBattery: 0, batteryLow: 90, batteryHigh: 100, usedBytes },
    ...{ diskLowBytes: 5, clockOffsetMs: -30, volumeLow: 70, volumeHigh: 70, version: '1.0.0' },
  };
}
const known = {
  ...{ samples: [] as HealthSample[], absences: [] as { lostAt: number; backAt: number | null }[] },
  ...{ zone, now: at('2026-12-02', '09:00') },
};

describe('days of an endpoint', () => {
  it('stand each once until today, also where nobody knows anything', () => {
    const days = healthDays({ ...known, samples: [sample('2026-12-01', 9)] }, '2026-12-02', 3);
    expect(days.map(({ date, hours, version }) => [date, hours, version])).toEqual([
      ['2026-11-30', 0, null],
      ['2026-12-01', 24, '1.0.0'],
      ['2026-12-02', 0, null],
    ]);
  });

  it('have of an absence what falls into each of them, and of one that lasts what has gone', () => {
    const absences = [
      { lostAt: at('2026-11-30', '22:00'), backAt: at('2026-12-01', '01:30') },
      { lostAt: at('2026-12-01', '10:00'), backAt: at('2026-12-01', '11:00') },
      { lostAt: at('2026-12-02', '08:15'), backAt: null },
    ];
    const days = healthDays({ ...known, absences }, '2026-12-02', 4);
    expect(days.map(({ awayMs }) => awayMs / hour)).toEqual([0, 2, 2.5, 0.75]);
  });

  it('tell what each used, where the count begins anew with a month or a machine', () => {
    const samples = [
      ...[sample('2026-11-28', 100), sample('2026-11-29', 130), sample('2026-11-30', 150)],
      ...[sample('2026-12-01', 20), sample('2026-12-02', 5)],
    ];
    const used = healthDays({ ...known, samples }, '2026-12-02', 5).map((day) => day.usedBytes);
    expect(used).toEqual([null, 30, 20, 20, 5]);
  });

  it('do not guess what was used after a day of which nothing is known', () => {
    const samples = [sample('2026-11-28', 100), sample('2026-11-30', 150)];
    const days = healthDays({ ...known, samples }, '2026-11-30', 2);
    expect(days.map(({ usedBytes }) => usedBytes)).toEqual([null, null]);
  });
});
