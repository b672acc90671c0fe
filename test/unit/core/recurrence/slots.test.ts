import { expect, test } from 'vitest';
import { occurrenceIdOf, parseOccurrenceId } from '../../../../core/recurrence/occurrence-id.ts';
import {
  faultOfSlots,
  freeSlotId,
  repetitionOf,
  slotsEvery,
} from '../../../../core/recurrence/slots.ts';

test('three times each 90 minutes are three slots', () => {
  expect(slotsEvery('05:30', 3, 90)).toEqual({
    isOk: true,
    slots: [
      { id: '1', time: '05:30' },
      { id: '2', time: '07:00' },
      { id: '3', time: '08:30' },
    ],
  });
});

test('a slot keeps its id when time and gap change', () => {
  const [before, after] = [slotsEvery('05:30', 3, 90), slotsEvery('06:00:30', 4, 10)];
  if (!before.isOk || !after.isOk) throw new Error('no slots');
  expect(after.slots.slice(0, 3).map(({ id }) => id)).toEqual(before.slots.map(({ id }) => id));
  expect(after.slots[3]).toEqual({ id: '4', time: '06:30:30' });
  expect(repetitionOf(after.slots)).toEqual({ time: '06:00:30', times: 4, gapMinutes: 10 });
  expect(repetitionOf([...before.slots].reverse())).toBeNull();
});

test('slots begin on their day: the last minute is in, midnight is not', () => {
  expect(slotsEvery('22:59', 2, 60)).toMatchObject({ isOk: true });
  expect(slotsEvery('22:00', 4, 60)).toEqual({
    isOk: false,
    fault: { code: 'past_midnight', value: 3 },
  });
  expect(slotsEvery('22:00', 0, 60)).toMatchObject({ fault: { code: 'bad_times' } });
  expect(slotsEvery('22:00', 2, 0.5)).toMatchObject({ fault: { code: 'bad_gap' } });
});

test('what is wrong with slots is named', () => {
  const slot = (id: string, time: string) => ({ id, time });
  expect(faultOfSlots([slot('1', '05:00'), slot('toi', '18:00')])).toBeNull();
  expect(faultOfSlots([])?.code).toBe('no_slots');
  expect(faultOfSlots([slot('a-b', '05:00')])?.code).toBe('bad_slot_id');
  expect(faultOfSlots([slot('a', '24:00')])?.code).toBe('bad_slot_time');
  expect(faultOfSlots([slot('a', '05:00'), slot('a', '06:00')])?.code).toBe('same_slot_id');
  expect(faultOfSlots([slot('a', '05:00'), slot('b', '05:00:00')])?.code).toBe('same_slot_time');
  expect(freeSlotId(['1', 'toi', '4'])).toBe('5');
});

test('an occurrence is named by broadcast, day and slot, both ways', () => {
  for (const ref of [
    { broadcastId: 'b1', date: '2026-11-24', slotId: '1' },
    { broadcastId: 'b_2', date: '2028-02-29', slotId: '3' },
  ]) {
    const id = occurrenceIdOf(ref);
    expect(id).toMatch(/^[a-z0-9_-]+$/);
    expect(parseOccurrenceId(id)).toEqual(ref);
  }
  for (const bad of ['b1', 'b1-2026-02-29', 'B1-2026-11-24', 'b1-2026-11-24-', 'b1-2026-11-24-a-b'])
    expect(parseOccurrenceId(bad)).toBeNull();
});
