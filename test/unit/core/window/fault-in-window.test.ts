import { expect, it } from 'vitest';
import type { Broadcast, Placement } from '../../../../core/broadcast/broadcast.ts';
import { fromForm } from '../../../../core/recurrence/form.ts';
import { allWeekdays } from '../../../../core/time/zoned.ts';
import { faultInWindow } from '../../../../core/window/fault-in-window.ts';
import type { PlayWindow } from '../../../../core/window/play-window.ts';
import { broadcast, date, hardAt, inMorning } from '../compile/day-input.ts';

const window: PlayWindow = {
  ...{ id: 'w1', areaId: 'xa', weekdays: allWeekdays, sessionKeys: [] },
  hours: { from: '16:30', to: '18:00' },
  ...{ validFrom: null, validTo: null },
};
const plain = (placement: Placement, more: Partial<Broadcast> = {}) =>
  broadcast('tin', placement, ['r1'], { whenBeaten: 'skip', ...more });
const softAt = (time: string, maxDelayMs: number): Placement => ({
  ...{ kind: 'at', slots: [{ id: '1', time }], start: 'soft' },
  maxDelayMs,
});
const fault = (draft: Broadcast, given: Partial<PlayWindow> = {}, minutes = 5) =>
  faultInWindow(
    draft,
    { ...window, ...given },
    {
      today: date,
      sessions: [{ key: 'morning', startsAt: '05:00', latestEnd: '05:45' }],
      lengthOf: (ids) => ids.length * minutes * 60_000,
    },
  );

it('holds what sounds between its hours to the end', () => {
  expect(fault(plain(hardAt('16:30')))).toBeNull();
  expect(fault(plain(hardAt('17:55')))).toBeNull();
  expect(fault(plain(hardAt('17:56')))).toBe('hours');
  expect(fault(plain(hardAt('16:29')))).toBe('hours');
});

it('counts how long a start may wait', () => {
  expect(fault(plain(softAt('17:45', 10 * 60_000)))).toBeNull();
  expect(fault(plain(softAt('17:46', 10 * 60_000)))).toBe('hours');
  expect(fault(plain(hardAt('17:25'), { whenBeaten: 'queue' }))).toBeNull();
  expect(fault(plain(hardAt('17:26'), { whenBeaten: 'queue' }))).toBe('hours');
});

it('holds a session that it names, and one whose hours lie in it at every station', () => {
  expect(fault(plain(inMorning()))).toBe('hours');
  expect(fault(plain(inMorning()), { hours: null, sessionKeys: ['morning'] })).toBeNull();
  expect(fault(plain(inMorning()), { hours: { from: '05:00', to: '05:45' } })).toBeNull();
  expect(fault(plain(inMorning()), { hours: { from: '05:00', to: '05:44' } })).toBe('hours');
});

it('holds only its days, from today on', () => {
  // A Monday.
  expect(fault(plain(hardAt('17:00')), { weekdays: [1] })).toBeNull();
  expect(fault(plain(hardAt('17:00')), { weekdays: [2] })).toBe('days');
  expect(fault(plain(hardAt('17:00')), { validTo: '2026-11-22' })).toBe('days');
  const daily = fromForm({
    ...{ kind: 'daily', everyDays: 1, first: '2026-11-01', end: { by: 'never' }, except: [] },
  });
  expect(fault(plain(hardAt('17:00'), { dates: daily }), { validFrom: date })).toBeNull();
  expect(fault(plain(hardAt('17:00'), { dates: daily }), { validTo: '2027-11-22' })).toBe('days');
});

it('looks at days that were edited by themselves', () => {
  const overrides = [{ date, placement: hardAt('09:00') }];
  expect(fault(plain(hardAt('17:00'), { overrides }))).toBe('hours');
  const past = [{ date: '2026-11-01', placement: hardAt('09:00') }];
  expect(fault(plain(hardAt('17:00'), { overrides: past }))).toBeNull();
});

it.each<[string, Partial<Broadcast>]>([
  ['class', { class: 'priority' }],
  ['urgent', { urgentSince: 1 }],
  ['urgent', { placement: { kind: 'now', atMs: 0, interrupts: false } }],
  ['overflow', { overflow: { kind: 'next', withinDays: 1 } }],
  ['items', { items: [{ type: 'input', input: 'line', durationMs: 60_000 }] }],
])('does not hold what would go beyond approved recordings at their hour: %s', (found, more) => {
  expect(fault(plain(hardAt('17:00'), more))).toBe(found);
});
