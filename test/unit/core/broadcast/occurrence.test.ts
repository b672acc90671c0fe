import { expect, test } from 'vitest';
import type { Broadcast, Placement } from '../../../../core/broadcast/broadcast.ts';
import { occurrencesOn } from '../../../../core/broadcast/occurrence.ts';
import { fromForm, type Form } from '../../../../core/recurrence/form.ts';
import { occurrenceIdOf, parseOccurrenceId } from '../../../../core/recurrence/occurrence-id.ts';
import { slotsEvery } from '../../../../core/recurrence/slots.ts';
import { daysFrom } from '../../../../core/time/zoned.ts';
import { broadcast, hardAt } from '../compile/day-input.ts';

const on = (form: Form, more: Partial<Broadcast> = {}) =>
  broadcast('b1', hardAt('05:00'), ['r1'], { dates: fromForm(form), ...more });
const idsOn = (given: Broadcast, date: string) => occurrencesOn(given, date).map(({ id }) => id);

test('a weekly broadcast fires on Sunday and on the last day of its range', () => {
  const weekly = on({
    kind: 'weekly',
    weekdays: [7, 1],
    first: '2026-11-16',
    end: { by: 'date', last: '2026-11-29' },
    except: ['2026-11-22'],
  });
  const dates = daysFrom('2026-11-14', 18).filter((date) => idsOn(weekly, date).length > 0);
  expect(dates).toEqual(['2026-11-16', '2026-11-23', '2026-11-29']);
});

test('incident of 17/10: what was for one day is not for the same day a month later', () => {
  const once = on({ kind: 'once', date: '2026-10-17' });
  expect(idsOn(once, '2026-10-17')).toEqual(['b1-2026-10-17']);
  expect(idsOn(once, '2026-11-17')).toEqual([]);
});

test('a daily broadcast without an end goes over a leap day', () => {
  const end = { by: 'never' as const };
  const daily = on({ kind: 'daily', everyDays: 1, first: '2028-02-28', end, except: [] });
  expect(idsOn(daily, '2028-02-29')).toEqual(['b1-2028-02-29']);
  expect(idsOn(daily, '2028-02-27')).toEqual([]);
});

test('an occurrence is named by broadcast and day, both ways', () => {
  const ref = { broadcastId: 'b1', date: '2026-11-23', slotId: '1' };
  expect(parseOccurrenceId(occurrenceIdOf(ref))).toEqual(ref);
  expect(parseOccurrenceId('b1')).toBeNull();
});

test('what is repeated on a day has an occurrence for each time, and the first keeps the plain name', () => {
  const repeated = slotsEvery('05:00', 3, 90);
  if (!repeated.isOk) throw new Error('no slots');
  const placement: Placement = { ...hardAt('05:00'), slots: repeated.slots } as Placement;
  const thrice = { ...on({ kind: 'once', date: '2026-11-23' }), placement };
  expect(occurrencesOn(thrice, '2026-11-23').map(({ id, slot }) => [id, slot?.time])).toEqual([
    ['b1-2026-11-23', '05:00'],
    ['b1-2026-11-23-2', '06:30'],
    ['b1-2026-11-23-3', '08:00'],
  ]);
});

test('a day that was edited by itself is otherwise, under the same name', () => {
  const end = { by: 'never' as const };
  const overrides = [{ date: '2026-11-24', title: 'Tin bão', placement: hardAt('06:00') }];
  const daily = on(
    { kind: 'daily', everyDays: 1, first: '2026-11-23', end, except: [] },
    { title: 'Tin sáng', overrides },
  );
  const said = (date: string) =>
    occurrencesOn(daily, date).map(({ id, content, slot }) => [id, content.title, slot?.time]);
  expect(said('2026-11-24')).toEqual([['b1-2026-11-24', 'Tin bão', '06:00']]);
  expect(said('2026-11-25')).toEqual([['b1-2026-11-25', 'Tin sáng', '05:00']]);
});
