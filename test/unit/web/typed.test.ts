import { describe, expect, it } from 'vitest';
import type { Area } from '../../../core/area/area.ts';
import { inTreeOrder } from '../../../web/features/places/tree-order.ts';
import { fieldDate, typedDate, typedTime, typedTimePattern } from '../../../web/text/typed.ts';

describe('what people type', () => {
  it.each([
    ['5', '05:00'],
    ['530', '05:30'],
    ['0530', '05:30'],
    ['5h30', '05:30'],
    ['17:05', '17:05'],
    ['17h', '17:00'],
    ['24:00', null],
    ['5:75', null],
    ['sáng', null],
    ['', null],
  ])('reads the time “%s” as %s', (text, time) => {
    expect(typedTime(text)).toBe(time);
    // A field's pattern lets an empty one pass.
    const isTaken = new RegExp(`^(?:${typedTimePattern})$`, 'v').test(text);
    expect(isTaken).toBe(time !== null);
  });

  it.each([
    ['3/11', '2025-11-03'],
    ['03/11/2026', '2026-11-03'],
    ['3-1-26', '2026-01-03'],
    ['31/02/2026', null],
    ['11/23/2025', null],
    ['', null],
  ])('reads the day “%s” as %s', (text, date) => {
    expect(typedDate(text, '2025-11-23')).toBe(date);
  });

  it('shows a day as it would be typed', () => {
    expect(fieldDate('2025-11-03')).toBe('03/11/2025');
    expect(fieldDate('')).toBe('');
  });
});

it('orders the tree so that each area stands right above what lies beneath it', () => {
  const area = (id: string, parentId: string | null): Area => ({
    id,
    parentId,
    name: id,
    code: id,
    kind: '',
    validFrom: null,
    validTo: null,
    tags: [],
  });
  const given = [area('b', 'root'), area('Xóm 10', 'a'), area('a', 'root'), area('Xóm 9', 'a')];
  expect(inTreeOrder([area('root', null), ...given]).map(({ id }) => id)).toEqual([
    'root',
    'a',
    'Xóm 9',
    'Xóm 10',
    'b',
  ]);
});
