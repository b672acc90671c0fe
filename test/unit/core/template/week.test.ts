import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOn } from '../../../../core/broadcast/broadcast.ts';
import { fromForm } from '../../../../core/recurrence/form.ts';
import { occursOn } from '../../../../core/recurrence/occurs-on.ts';
import type { Recurrence } from '../../../../core/recurrence/recurrence.ts';
import { layWeek, type Ground, type LaidWeek } from '../../../../core/template/lay-week.ts';
import { takeWeek } from '../../../../core/template/take-week.ts';
import type { FiledBroadcast } from '../../../../core/template/week-entry.ts';
import { addDays, daysFrom } from '../../../../core/time/zoned.ts';

const monday = '2026-11-23';
const nextMonday = '2026-11-30';
const once = (date: string) => fromForm({ kind: 'once', date });
const daily = (first: string, last: string | null = null): Recurrence =>
  fromForm({
    kind: 'daily',
    everyDays: 1,
    first,
    end: last === null ? { by: 'never' } : { by: 'date', last },
    except: [],
  });
const at = (time: string) => ({
  kind: 'at' as const,
  slots: [{ id: '1', time }],
  start: 'hard' as const,
  maxDelayMs: 0,
});

function aBroadcast(id: string, other: Partial<FiledBroadcast> = {}): FiledBroadcast {
  return {
    id,
    version: 3,
    title: id.toUpperCase(),
    ownerAreaId: 'x',
    class: 'normal',
    placement: at('17:00'),
    dates: once('2026-11-24'),
    items: [{ type: 'recording', recordingId: 'r' }],
    overrides: [],
    targets: { areas: ['x'], stations: [], endpoints: [], groups: [], except: [] },
    overflow: { kind: 'skip' },
    whenBeaten: 'queue',
    afterInterrupt: 'restart',
    volumePercent: null,
    urgentSince: null,
    programmeId: null,
    campaignId: null,
    ...other,
  };
}

/** Copies a week of some broadcasts onto another. */
function copied(broadcasts: FiledBroadcast[], ground: Partial<Ground> = {}): LaidWeek {
  const { entries } = takeWeek(broadcasts, monday);
  const laid = new Map<string, FiledBroadcast>();
  return layWeek(entries, { monday: nextMonday, today: monday, broadcasts, laid, ...ground });
}

describe('a copied week', () => {
  it('has its single broadcasts on the same weekdays', () => {
    const { made, changed, faults } = copied([aBroadcast('a', { urgentSince: 5 })]);
    const { id: _, version: _version, urgentSince: _urgent, ...rest } = aBroadcast('a');
    expect(made).toEqual([{ ...rest, dates: once('2026-12-01'), origin: 'a' }]);
    expect([changed, faults]).toEqual([[], []]);
  });

  it('does not double what recurs', () => {
    expect(copied([aBroadcast('a', { dates: daily(monday) })])).toEqual({
      ...{ made: [], changed: [], already: [], faults: [] },
    });
  });

  it('has series that were for that week alone, with the days that they had', () => {
    const [made] = copied([
      aBroadcast('a', { dates: { ...daily(monday, '2026-11-26'), exdates: ['2026-11-24'] } }),
    ]).made;
    expect(daysFrom(nextMonday, 7).filter((day) => occursOn(made!.dates, day))).toEqual([
      '2026-11-30',
      '2026-12-02',
      '2026-12-03',
    ]);
  });

  it('takes only the days of that week of a broadcast with days here and there', () => {
    const dates = { ...once('2026-11-20'), rdates: ['2026-11-26', '2026-12-24'] };
    expect(copied([aBroadcast('a', { dates })]).made.map((one) => one.dates)).toEqual([
      once('2026-12-03'),
    ]);
  });

  it('has the days of a series that were edited, left out or added', () => {
    const series = aBroadcast('a', {
      dates: fromForm({
        kind: 'weekly',
        weekdays: [1, 2],
        first: '2026-01-01',
        end: { by: 'never' },
        except: ['2026-11-23'],
      }),
      overrides: [{ date: '2026-11-24', title: 'Riêng' }],
    });
    series.dates = { ...series.dates, rdates: ['2026-11-28'] };
    const [after, ...others] = copied([series]).changed;
    expect(others).toEqual([]);
    const dates = daysFrom(nextMonday, 7).filter((day) => occursOn(after!.dates, day));
    expect(dates).toEqual(['2026-12-01', '2026-12-05']);
    expect(contentOn(after!, '2026-12-01').title).toBe('Riêng');
    expect(after!.version).toBe(3);
  });

  it('keeps edits of single days with them', () => {
    const edited = aBroadcast('a', { overrides: [{ date: '2026-11-24', placement: at('17:30') }] });
    expect(copied([edited]).made[0]?.overrides).toEqual([
      { date: '2026-12-01', placement: at('17:30') },
    ]);
  });

  it('names what was for an instant', () => {
    const now = { kind: 'now' as const, atMs: 1, interrupts: false };
    expect(takeWeek([aBroadcast('a', { placement: now })], monday)).toEqual({
      entries: [],
      onlyOnce: [{ title: 'A', date: '2026-11-24' }],
    });
  });

  it('falls on the same weekday over a leap day and a year', () => {
    const { entries } = takeWeek([aBroadcast('a', { dates: once('2028-02-24') })], '2028-02-21');
    const ground = { today: '2028-02-21', broadcasts: [], laid: new Map() };
    const on = (onto: string) => layWeek(entries, { ...ground, monday: onto }).made[0]?.dates.first;
    expect(on('2028-02-28')).toBe('2028-03-02');
    expect(on('2029-12-31')).toBe('2030-01-03');
  });
});

describe('a week that is laid where something is', () => {
  it('is not doubled when it is laid again', () => {
    const source = aBroadcast('a');
    const copy = { ...aBroadcast('b', { dates: once('2026-12-01') }), title: 'A' };
    expect(copied([source], { broadcasts: [source, copy] })).toEqual({
      ...{ made: [], changed: [], faults: [] },
      already: [{ broadcastId: 'b', title: 'A', date: '2026-12-01' }],
    });
  });

  it('is not doubled where its copy was edited meanwhile', () => {
    const copy = aBroadcast('b', { dates: once('2026-12-01'), title: 'Sửa' });
    const laid = new Map([['a', copy]]);
    const { made, already } = copied([aBroadcast('a')], { broadcasts: [copy], laid });
    expect([made, already]).toEqual([[], [{ broadcastId: 'b', title: 'Sửa', date: '2026-12-01' }]]);
  });

  it('is not doubled by what has become a series meanwhile', () => {
    const series = { ...aBroadcast('b', { dates: daily('2026-11-28') }), title: 'A' };
    expect(copied([aBroadcast('a')], { broadcasts: [series] }).already).toHaveLength(1);
  });

  it('is laid beside what is otherwise', () => {
    const other = { ...aBroadcast('b', { dates: once('2026-12-01') }), title: 'A' };
    const differing = [
      { ...other, placement: at('17:05') },
      { ...other, targets: { ...other.targets, except: ['y'] } },
      { ...other, dates: once('2026-12-02') },
    ];
    for (const one of differing)
      expect(copied([aBroadcast('a')], { broadcasts: [one] }).made).toHaveLength(1);
  });

  it('says what cannot be laid, and why', () => {
    const series = aBroadcast('a', {
      dates: daily('2026-01-01'),
      overrides: [{ date: '2026-11-24', title: 'Riêng' }],
    });
    const faultsOf = (ground: Partial<Ground>) => copied([series], ground).faults;
    const fault = { title: 'A', date: '2026-12-01' };
    expect(faultsOf({ broadcasts: [] })).toEqual([{ fault: 'series_gone', ...fault }]);
    const ended = { ...series, dates: daily('2026-01-01', '2026-11-27') };
    expect(faultsOf({ broadcasts: [ended] })).toEqual([{ fault: 'not_on_day', ...fault }]);
    const edited = { ...series, overrides: [{ date: '2026-12-01', title: 'Khác' }] };
    expect(faultsOf({ broadcasts: [edited] })).toEqual([{ fault: 'day_edited', ...fault }]);
    expect(faultsOf({ today: '2026-12-02' })).toEqual([{ fault: 'day_over', ...fault }]);
  });

  it('leaves out the days that are over', () => {
    const whole = aBroadcast('a', { dates: daily(monday, '2026-11-29') });
    const { made, faults } = copied([whole], { today: '2026-12-02' });
    expect(made[0]?.dates.first).toBe('2026-12-02');
    expect(faults.map(({ date }) => date)).toEqual(['2026-11-30', '2026-12-01']);
  });
});

describe('any week', () => {
  const date = fc.integer({ min: -10, max: 16 }).map((day) => addDays(monday, day));
  const recurrence = fc.oneof(
    date.map(once),
    fc.tuple(date, date).map(([a, b]) => daily(a < b ? a : b, a < b ? b : a)),
    date.map((first) => daily(first)),
    fc
      .tuple(date, fc.uniqueArray(date, { maxLength: 3 }), fc.uniqueArray(date, { maxLength: 3 }))
      .map(([first, rdates, exdates]) => ({ ...daily(first), rdates, exdates })),
  );
  const broadcasts = fc
    .array(fc.tuple(recurrence, fc.option(date), fc.constantFrom('08:00', '17:00')), {
      maxLength: 6,
    })
    .map((all) =>
      all.map(([dates, edited, time], index) =>
        aBroadcast(`b${index}`, {
          dates,
          placement: at(time),
          overrides:
            edited !== null && occursOn(dates, edited) ? [{ date: edited, title: 'Riêng' }] : [],
        }),
      ),
    );

  /** The broadcasts once the week is laid, and the copies by their origin. */
  function after(before: FiledBroadcast[], { made, changed }: LaidWeek) {
    const ids = new Set(changed.map(({ id }) => id));
    const copies = made.map(({ origin, ...rest }) => ({
      ...aBroadcast(`copy_of_${origin}`),
      ...rest,
    }));
    const laid = new Map(made.map(({ origin }, index) => [origin, copies[index]!]));
    return { all: [...before.filter(({ id }) => !ids.has(id)), ...changed, ...copies], laid };
  }

  it('has nothing more to lay once it was laid', () => {
    fc.assert(
      fc.property(broadcasts, (before) => {
        const first = after(before, copied(before));
        const again = copied(before, { broadcasts: first.all, laid: first.laid });
        expect([again.made, again.changed]).toEqual([[], []]);
      }),
      { numRuns: 500 },
    );
  });

  it('sounds on each day as the day of the copied week did, unless it says why not', () => {
    const soundsOn = (all: readonly FiledBroadcast[], day: string) =>
      all
        .filter(({ dates }) => occursOn(dates, day))
        .map((one) => {
          const { title, placement } = contentOn(one, day);
          return `${title === 'Riêng' ? title : ''} ${JSON.stringify(placement)}`;
        })
        .sort();
    fc.assert(
      fc.property(broadcasts, (before) => {
        // Series that begin or end between the weeks differ by themselves.
        const steady = before.filter(
          ({ dates }) =>
            dates.rule === null ||
            (dates.last === null && dates.first <= monday) ||
            (dates.last !== null && dates.first >= monday && dates.last <= '2026-11-29'),
        );
        // What is in the other week already stays there.
        const only = steady.map((one) => ({
          ...one,
          dates: {
            ...one.dates,
            rdates: one.dates.rdates.filter((day) => day < nextMonday),
            exdates: one.dates.exdates.filter((day) => day < nextMonday),
          },
          overrides: one.overrides.filter((override) => override.date < nextMonday),
        }));
        const alone = only.filter(({ dates }) => dates.rule !== null || dates.first < nextMonday);
        const { all } = after(alone, copied(alone));
        for (let day = 0; day < 7; day++)
          expect(new Set(soundsOn(all, addDays(nextMonday, day)))).toEqual(
            new Set(soundsOn(alone, addDays(monday, day))),
          );
      }),
      { numRuns: 500 },
    );
  });
});
