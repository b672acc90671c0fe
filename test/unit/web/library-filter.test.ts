import { describe, expect, it } from 'vitest';
import {
  inGroups,
  noBulkChange,
  toBulkChange,
} from '../../../web/features/recordings/bulk-change.ts';
import { daysLeft } from '../../../web/features/recordings/expiry.ts';
import {
  filterOf,
  noFilter,
  queryOf,
  setNames,
  toListQuery,
} from '../../../web/features/recordings/library-filter.ts';
import { mergeHead, withNextPage } from '../../../web/features/recordings/merge-pages.ts';
import { toggled } from '../../../web/features/recordings/toggle-range.ts';

const zone = 'Asia/Ho_Chi_Minh';

describe('the filter of the library', () => {
  it('goes into the address and comes out as it was', () => {
    const filter = {
      ...noFilter,
      q: 'hải hậu',
      state: 'ready',
      language: 'hmn',
      kind: 'music',
      length: 'medium',
      from: '2026-11-01',
      decidable: '1',
      programmeId: 'p_1',
    };
    expect(filterOf(queryOf(filter))).toEqual(filter);
    expect(setNames(filter)).not.toContain('q');
    expect(setNames(filter)).toHaveLength(7);
  });

  it('holds nothing that it does not understand', () => {
    const given = {
      state: 'perhaps',
      from: 'yesterday',
      length: 'toString',
      archived: 'yes',
      q: ['a', 'b'],
      programmeId: '../x',
      foreign: '1',
    };
    expect(filterOf(given)).toEqual(noFilter);
    expect(queryOf(noFilter)).toEqual({});
  });

  it('asks for whole days of the zone and for lengths in ms', () => {
    const filter = {
      ...noFilter,
      q: '  vay vốn ',
      length: 'long',
      from: '2026-11-01',
      to: '2026-11-01',
    };
    expect(toListQuery(filter, zone)).toEqual({
      q: 'vay vốn',
      minMs: 300_000,
      maxMs: 899_999,
      from: Date.parse('2026-11-01T00:00:00+07:00'),
      to: Date.parse('2026-11-02T00:00:00+07:00'),
    });
  });
});

describe('a list in pages', () => {
  const one = (id: string, createdAt: number) => ({ id, createdAt });
  const shown = { items: [one('e', 5), one('d', 4), one('c', 3), one('b', 2)], next: 'after-b' };

  it('takes up a new first page and keeps those behind it', () => {
    const head = { items: [one('f', 6), one('e', 5)], next: 'after-e' };
    expect(mergeHead(shown, head)).toEqual({
      items: [one('f', 6), one('e', 5), one('d', 4), one('c', 3), one('b', 2)],
      next: 'after-b',
    });
  });

  it('drops what has left the first page', () => {
    const head = { items: [one('e', 5), one('c', 3)], next: 'after-c' };
    expect(mergeHead(shown, head).items.map(({ id }) => id)).toEqual(['e', 'c', 'b']);
  });

  it('ends where the first page is all there is', () => {
    expect(mergeHead(shown, { items: [one('e', 5)], next: null })).toEqual({
      items: [one('e', 5)],
      next: null,
    });
  });

  it('goes on after the first page when nothing stood behind it', () => {
    const head = { items: [one('b', 2), one('a', 1)], next: 'after-a' };
    expect(mergeHead({ items: [one('b', 2)], next: null }, head).next).toBe('after-a');
  });

  it('holds nothing twice', () => {
    const page = { items: [one('b', 2), one('a', 1)], next: null };
    expect(withNextPage(shown, page).items.map(({ id }) => id)).toEqual(['e', 'd', 'c', 'b', 'a']);
  });
});

describe('a choice in a list', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];

  it('takes all up to the last one touched, in either direction', () => {
    expect([...toggled(new Set(['d']), { order, id: 'b', from: 'd' })].sort()).toEqual([
      'b',
      'c',
      'd',
    ]);
  });

  it('gives a range back as a whole', () => {
    expect([...toggled(new Set(order), { order, id: 'd', from: 'b' })]).toEqual(['a', 'e']);
  });

  it('takes the one alone when the range began with something that is gone', () => {
    expect([...toggled(new Set(), { order, id: 'c', from: 'x' })]).toEqual(['c']);
  });
});

describe('a change to many', () => {
  it('asks for nothing that was not chosen', () => {
    expect(toBulkChange(noBulkChange, zone)).toEqual({});
  });

  it('tells "none" from "as it is"', () => {
    const draft = { ...noBulkChange, programmeId: '', partnerId: 'p1', expiry: 'none' as const };
    expect(toBulkChange(draft, zone)).toEqual({
      programmeId: null,
      partnerId: 'p1',
      expiresAt: null,
    });
  });

  it('ends a validity with the whole of its last day and reads tags', () => {
    const draft = {
      ...noBulkChange,
      expiry: 'set' as const,
      last: '2026-12-31',
      addTags: 'tết, an toàn,,tết',
    };
    expect(toBulkChange(draft, zone)).toEqual({
      expiresAt: Date.parse('2027-01-01T00:00:00+07:00'),
      addTags: ['tết', 'an toàn'],
    });
  });

  it('goes in groups that the server takes', () => {
    const ids = Array.from({ length: 450 }, (_, at) => String(at));
    expect(inGroups(ids).map((group) => group.length)).toEqual([200, 200, 50]);
  });
});

it('counts the days that a validity has left on the wall of its zone', () => {
  const now = Date.parse('2026-11-24T23:30:00+07:00');
  expect(daysLeft(null, now, zone)).toBeNull();
  expect(daysLeft(Date.parse('2026-11-25T00:00:00+07:00'), now, zone)).toBe(0);
  expect(daysLeft(Date.parse('2026-11-28T00:00:00+07:00'), now, zone)).toBe(3);
  expect(daysLeft(Date.parse('2027-11-28T00:00:00+07:00'), now, zone)).toBeNull();
  expect(daysLeft(now, now, zone)).toBe(-1);
});
