import { describe, expect, test } from 'vitest';
import { faultOf } from '../../../../core/recurrence/fault-of.ts';
import { nextDates } from '../../../../core/recurrence/occurs-on.ts';
import { parseRruleText } from '../../../../core/recurrence/parse-rrule-text.ts';
import type { Recurrence } from '../../../../core/recurrence/recurrence.ts';

const start = 'DTSTART;TZID=Asia/Ho_Chi_Minh:20261124T050000';

function parsed(text: string) {
  const result = parseRruleText(text);
  if (!result.isOk) throw new Error(`${text}: ${JSON.stringify(result.fault)}`);
  return result.value;
}

/** The first days of a rule that begins on Tuesday 24/11/2026. */
const daysOf = (rrule: string, count = 3) =>
  nextDates(parsed(`${start}\nRRULE:${rrule}`).recurrence, '2026-01-01', count);

describe('a text of RFC 5545', () => {
  test('takes from DTSTART what the rule leaves open', () => {
    expect(daysOf('FREQ=WEEKLY')).toEqual(['2026-11-24', '2026-12-01', '2026-12-08']);
    expect(daysOf('FREQ=MONTHLY')).toEqual(['2026-11-24', '2026-12-24', '2027-01-24']);
    expect(daysOf('FREQ=YEARLY')).toEqual(['2026-11-24', '2027-11-24', '2028-11-24']);
    expect(daysOf('FREQ=YEARLY;BYMONTH=1')).toEqual(['2027-01-24', '2028-01-24', '2029-01-24']);
    expect(daysOf('FREQ=YEARLY;BYMONTHDAY=1', 2)).toEqual(['2026-12-01', '2027-01-01']);
  });

  test('may say the same in other ways', () => {
    expect(daysOf('FREQ=DAILY;BYDAY=SA,SU')).toEqual(['2026-11-28', '2026-11-29', '2026-12-05']);
    expect(daysOf('FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1', 2)).toEqual(['2026-11-27', '2026-12-25']);
    expect(daysOf('FREQ=MONTHLY;BYDAY=-1FR', 2)).toEqual(['2026-11-27', '2026-12-25']);
    expect(daysOf('FREQ=MONTHLY;BYDAY=MO', 2)).toEqual(['2026-11-30', '2026-12-07']);
    expect(daysOf('FREQ=MONTHLY;BYMONTH=9;BYMONTHDAY=2', 1)).toEqual(['2027-09-02']);
  });

  test('has UNTIL in UTC, as a day, or at another hour of the last day', () => {
    const last = (until: string) =>
      parsed(`${start}\nRRULE:FREQ=DAILY;UNTIL=${until}`).recurrence.last;
    expect(last('20261231')).toBe('2026-12-31');
    expect(last('20261230T220000Z')).toBe('2026-12-31');
    expect(last('20261230T215959Z')).toBe('2026-12-30');
    expect(last('20261231T165959Z')).toBe('2026-12-31');
  });

  test('may be folded, quoted, in another case, in UTC, floating or of whole days', () => {
    expect(
      parsed('dtstart;tzid="Asia/Ho_Chi_Minh":20261124T050000\r\nrrule:FREQ=WEEKLY;\r\n BYDAY=TU')
        .zone,
    ).toBe('Asia/Ho_Chi_Minh');
    expect(parsed('DTSTART:20261124T050030Z')).toMatchObject({ time: '05:00:30', zone: 'UTC' });
    expect(parsed('DTSTART:20261124T050000')).toMatchObject({ time: '05:00', zone: null });
    expect(parsed('DTSTART;VALUE=DATE:20261124')).toMatchObject({ time: null, zone: null });
  });

  test('has exceptions and extra days also as instants', () => {
    const { recurrence } = parsed(
      `${start}\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261124T220000Z\nRDATE;TZID=Asia/Tokyo:20261201T070000`,
    );
    expect(recurrence).toMatchObject({ exdates: ['2026-11-25'], rdates: ['2026-12-01'] });
  });

  test.each([
    ['RRULE:FREQ=DAILY', 'missing', 'DTSTART'],
    [`${start}\nRRULE:INTERVAL=2`, 'missing', 'FREQ'],
    [`${start}\nRRULE:FREQ=HOURLY`, 'unsupported', 'FREQ'],
    [`${start}\nRRULE:FREQ=DAILY;BYHOUR=5,6`, 'unsupported', 'BYHOUR'],
    [`${start}\nRRULE:FREQ=YEARLY;BYWEEKNO=20`, 'unsupported', 'BYWEEKNO'],
    [`${start}\nRRULE:FREQ=YEARLY;BYDAY=20MO`, 'unsupported', 'BYDAY'],
    [`${start}\nRRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13`, 'unsupported', 'BYDAY'],
    [`${start}\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1`, 'unsupported', 'BYSETPOS'],
    [`${start}\nRRULE:FREQ=DAILY;BYMONTH=1`, 'unsupported', 'BYMONTH'],
    [`${start}\nRRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,MO`, 'unsupported', 'WKST'],
    [`${start}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY`, 'unsupported', 'RRULE'],
    [`${start}\nEXRULE:FREQ=DAILY`, 'unsupported', 'EXRULE'],
    [`${start}\nRDATE;VALUE=PERIOD:20261201T050000/PT1H`, 'unsupported', 'RDATE'],
    [`${start}\nRRULE:FREQ=DAILY\nEXDATE:20261125T050000Z`, 'unsupported', 'EXDATE'],
    ['DTSTART;TZID=Mars/Olympus:20261124T050000', 'unsupported', 'TZID'],
    ['DTSTART:20260229T050000', 'malformed', 'DTSTART'],
    [`${start}\nRRULE:FREQ=DAILY;COUNT=-1`, 'malformed', 'COUNT'],
    [`${start}\nRRULE:FREQ=DAILY;FREQ=DAILY`, 'malformed', 'RRULE'],
    [`${start}\nRRULE:FREQ=WEEKLY;BYDAY=2TU`, 'malformed', 'BYDAY'],
    [`${start}\nRRULE:FREQ=DAILY;UNTIL=soon`, 'malformed', 'UNTIL'],
    ['nonsense', 'malformed', 'line'],
  ])('%j is refused: %s %s', (text, code, part) => {
    expect(parseRruleText(text)).toMatchObject({ isOk: false, fault: { code, part } });
  });

  test('that is well formed but no sensible recurrence is refused with its fault', () => {
    expect(parseRruleText(`${start}\nRRULE:FREQ=DAILY;COUNT=2;UNTIL=20270101`)).toMatchObject({
      fault: { code: 'bad_recurrence', fault: { code: 'count_and_last' } },
    });
  });
});

describe('the fault of a recurrence', () => {
  const good: Recurrence = {
    first: '2026-11-24',
    last: null,
    count: null,
    rule: { freq: 'daily', interval: 1 },
    exdates: [],
    rdates: [],
  };
  const onDays = (...days: number[]) => ({ by: 'day' as const, days });

  test('is null where there is none', () => {
    expect(faultOf(good)).toBeNull();
    expect(faultOf({ ...good, rule: null, rdates: ['2026-11-01'] })).toBeNull();
  });

  test.each<[string, Partial<Recurrence>]>([
    ['not_a_date', { first: '2026-02-30' }],
    ['not_a_date', { rdates: ['24/11/2026'] }],
    ['last_before_first', { last: '2026-11-23' }],
    ['count_and_last', { last: '2026-12-31', count: 3 }],
    ['bad_count', { count: 0 }],
    ['bad_count', { count: 1e6 }],
    ['end_without_rule', { rule: null, count: 1 }],
    ['bad_interval', { rule: { freq: 'daily', interval: 0 } }],
    ['bad_interval', { rule: { freq: 'daily', interval: 1.5 } }],
    ['no_weekdays', { rule: { freq: 'weekly', interval: 1, weekdays: [] } }],
    ['no_days', { rule: { freq: 'monthly', interval: 1, on: onDays() } }],
    ['bad_day', { rule: { freq: 'monthly', interval: 1, on: onDays(0) } }],
    ['bad_day', { rule: { freq: 'monthly', interval: 1, on: onDays(-32) } }],
    [
      'bad_ordinal',
      {
        rule: {
          freq: 'monthly',
          interval: 1,
          on: { by: 'weekday', weekdays: [{ ordinal: 6, weekday: 1 }] },
        },
      },
    ],
    ['no_months', { rule: { freq: 'yearly', interval: 1, months: [], on: onDays(1) } }],
    ['bad_month', { rule: { freq: 'yearly', interval: 1, months: [13], on: onDays(1) } }],
    ['never', { rule: { freq: 'yearly', interval: 1, months: [2], on: onDays(30) } }],
    ['never', { last: '2026-11-25', exdates: ['2026-11-24', '2026-11-25'] }],
    ['too_many', { exdates: Array.from({ length: 1001 }, () => '2026-11-24') }],
  ])('%s: %j', (code, more) => {
    expect(faultOf({ ...good, ...more })?.code).toBe(code);
  });
});
