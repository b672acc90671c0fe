import { describe, expect, it } from 'vitest';
import { demoSessionAt, quietHoursAround, validFromBeside } from '../../../cli/demo/air-times.ts';
import { quietSpanIn } from '../../../core/session/quiet-hours.ts';
import { allWeekdays, instantOf, secondsOf } from '../../../core/time/zoned.ts';

const zone = 'Asia/Ho_Chi_Minh';
const at = (time: string, date = '2026-03-10') => instantOf(date, time, zone);
const minutes = 60_000;

describe('quiet hours of the demo', () => {
  it.each([
    ['12:00', [['21:00', '05:00']]],
    [
      '03:00',
      [
        ['21:00', '03:00'],
        ['03:16', '05:00'],
      ],
    ],
    ['20:50', [['21:06', '05:00']]],
    ['21:00', [['21:16', '05:00']]],
    ['04:50', [['21:00', '04:50']]],
    [
      '23:55',
      [
        ['21:00', '23:55'],
        ['00:11', '05:00'],
      ],
    ],
  ])('at %s leave the next quarter of an hour free', (time, expected) => {
    const hours = quietHoursAround(at(time), 15, zone);
    expect(hours.map(({ from, to }) => [from, to])).toEqual(expected);
  });

  it('are free for 15 minutes at any minute, and else as long as the night', () => {
    for (let minute = 0; minute < 1440; minute += 7) {
      const now = at('00:00') + minute * minutes + 31_000;
      const hours = quietHoursAround(now, 15, zone);
      const rules = hours.map((rule) => ({
        ...rule,
        weekdays: allWeekdays,
        validFrom: null,
        validTo: null,
      }));
      expect(quietSpanIn(rules, now, now + 15 * minutes, zone)).toBeNull();
      const lengths = hours.map(({ from, to }) => (minuteOf(to) - minuteOf(from) + 1440) % 1440);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThanOrEqual(480 - 16);
    }
  });
});

const minuteOf = (time: string) => secondsOf(time) / 60;

describe('the demo session', () => {
  it('starts on a whole second', () => {
    expect(demoSessionAt(at('03:00:10') + 1, 10, zone)).toEqual({
      date: '2026-03-10',
      startsAt: '03:00:11',
      latestEnd: '03:10:11',
      startsAtMs: at('03:00:11'),
    });
  });

  it('belongs to the day on which it starts', () => {
    const late = demoSessionAt(at('23:59:50'), 10, zone);
    expect([late.date, late.startsAt, late.latestEnd]).toEqual([
      '2026-03-10',
      '23:59:50',
      '00:09:50',
    ]);
    expect(demoSessionAt(at('23:59:59') + 1, 10, zone).date).toBe('2026-03-11');
  });

  it.each([
    ['04:40', null],
    ['04:50', '2026-03-11'],
    ['05:30', '2026-03-11'],
    ['05:46', null],
    ['23:58', null],
  ])('at %s lets the morning session begin to hold %s', (time, expected) => {
    const window = { fromMs: at(time), toMs: at(time) + 15 * minutes };
    expect(validFromBeside({ from: '05:00', to: '05:45' }, window, zone)).toBe(expected);
  });
});
