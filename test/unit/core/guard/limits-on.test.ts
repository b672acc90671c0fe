import { describe, expect, it } from 'vitest';
import type { Guard, GuardRule } from '../../../../core/guard/guard.ts';
import { noLimits } from '../../../../core/guard/guard.ts';
import { limitsOn } from '../../../../core/guard/limits-on.ts';
import { openZone } from '../../../../core/time/zone.ts';
import { instantOf } from '../../../../core/time/zoned.ts';

const zone = openZone('Asia/Ho_Chi_Minh');
const minuteMs = 60_000;
/** A Monday. */
const monday = '2026-11-23';
const at = (date: string, time: string) => instantOf(date, time, zone.name);

function guard(rule: GuardRule, validFrom: string | null = null, validTo: string | null = null) {
  return { rule, validFrom, validTo } satisfies Guard;
}
const limits = (guards: Guard[], date = monday, holidays: string[] = []) =>
  limitsOn(guards, date, zone, (day) => holidays.includes(day));

describe('the limits of a day', () => {
  it('are none where no guard holds', () => {
    expect(limits([])).toEqual(noLimits);
  });

  it('are the least of several caps and the fewest of several numbers of sessions', () => {
    const province = [
      guard({ kind: 'session_cap', capMs: 45 * minuteMs }),
      guard({ kind: 'day_cap', capMs: 60 * minuteMs }),
      guard({ kind: 'sessions_a_day', most: 3 }),
    ];
    const ward = [
      guard({ kind: 'session_cap', capMs: 15 * minuteMs }),
      guard({ kind: 'sessions_a_day', most: 2 }),
    ];
    const both = { sessionCapMs: 15 * minuteMs, dayCapMs: 60 * minuteMs, mostSessions: 2 };
    expect(limits([...province, ...ward])).toMatchObject(both);
    expect(limits([...ward, ...province])).toMatchObject(both);
  });

  it('allow the weekdays that every guard allows', () => {
    const week = guard({ kind: 'air_days', weekdays: [1, 2, 3, 4, 5], onHolidays: true });
    const odd = guard({ kind: 'air_days', weekdays: [1, 3, 5, 7], onHolidays: true });
    const isAirDay = (date: string) => limits([week, odd], date).isAirDay;
    expect(isAirDay('2026-11-23')).toBe(true);
    expect(isAirDay('2026-11-24')).toBe(false);
    // Sunday is on in one of them alone.
    expect(isAirDay('2026-11-29')).toBe(false);
  });

  it('leave out holidays where a guard says so, and nowhere else', () => {
    const strict = guard({ kind: 'air_days', weekdays: [1, 2, 3, 4, 5], onHolidays: false });
    const lax = guard({ kind: 'air_days', weekdays: [1, 2, 3, 4, 5], onHolidays: true });
    expect(limits([strict], monday, [monday]).isAirDay).toBe(false);
    expect(limits([strict], monday, ['2026-11-24']).isAirDay).toBe(true);
    expect(limits([lax], monday, [monday]).isAirDay).toBe(true);
  });

  it('are silence on a day that is named, and on that alone', () => {
    const silent = guard({ kind: 'silent_day', date: monday });
    expect(limits([silent]).isAirDay).toBe(false);
    expect(limits([silent], '2026-11-24').isAirDay).toBe(true);
  });

  it('hold from the first day of a guard to its last', () => {
    const dated = guard({ kind: 'day_cap', capMs: minuteMs }, '2026-11-23', '2026-11-25');
    const caps = ['2026-11-22', '2026-11-23', '2026-11-25', '2026-11-26'].map(
      (date) => limits([dated], date).dayCapMs,
    );
    expect(caps).toEqual([null, minuteMs, minuteMs, null]);
  });

  it('ask for the approval of the week if any guard does', () => {
    expect(limits([guard({ kind: 'week_approval' })]).asksWeekApproval).toBe(true);
  });

  it('cap the volume of a night on both sides of midnight', () => {
    const night = guard({ kind: 'volume_cap', percent: 40, from: '21:00', to: '06:00' });
    expect(limits([night]).volumeCaps).toEqual([
      { percent: 40, fromMs: at('2026-11-22', '21:00'), toMs: at('2026-11-23', '06:00') },
      { percent: 40, fromMs: at('2026-11-23', '21:00'), toMs: at('2026-11-24', '06:00') },
      { percent: 40, fromMs: at('2026-11-24', '21:00'), toMs: at('2026-11-25', '06:00') },
    ]);
  });

  it('cap the volume all day where no hours are said, from the first day on', () => {
    const always = guard({ kind: 'volume_cap', percent: 70, from: null, to: null }, monday);
    expect(limits([always]).volumeCaps).toEqual([
      { percent: 70, fromMs: at('2026-11-23', '00:00'), toMs: at('2026-11-24', '00:00') },
      { percent: 70, fromMs: at('2026-11-24', '00:00'), toMs: at('2026-11-25', '00:00') },
    ]);
  });
});
