import { describe, expect, it } from 'vitest';
import { isWhole, itemLengthMs, newItem } from '../../../web/features/items/item-draft.ts';
import { moved } from '../../../web/features/items/moved.ts';

describe('an item that is no recording', () => {
  it('begins with what can be guessed, and is whole once the rest is there', () => {
    expect([isWhole(newItem('input')), isWhole(newItem('silence'))]).toEqual([true, true]);
    const relay = newItem('relay');
    expect(isWhole(relay)).toBe(false);
    expect(isWhole({ ...relay, url: 'https://vov.example/live.m3u8' } as never)).toBe(true);
    expect(isWhole({ ...relay, url: 'ftp://vov.example/' } as never)).toBe(false);
    const pool = newItem('pool');
    expect(isWhole(pool)).toBe(false);
    expect(isWhole({ ...pool, programmeId: 'gn' } as never)).toBe(true);
  });

  it('is recorded at an hour and of a length that can be kept, or live at none', () => {
    const live = { ...newItem('relay'), url: 'https://vov.example/live.m3u8' };
    const recorded = { ...live, carry: 'recorded', recordAt: '06:00' };
    expect(isWhole(recorded as never)).toBe(true);
    expect(isWhole({ ...recorded, recordAt: null } as never)).toBe(false);
    expect(isWhole({ ...live, recordAt: '06:00' } as never)).toBe(false);
    expect(isWhole({ ...live, durationMs: 4 * 3_600_000 } as never)).toBe(true);
    expect(isWhole({ ...recorded, durationMs: 4 * 3_600_000 } as never)).toBe(false);
  });

  it('draws nothing between bounds that leave nothing', () => {
    const pool = { ...newItem('pool'), programmeId: 'gn', minMs: 60_000 };
    expect(isWhole({ ...pool, maxMs: 60_000 } as never)).toBe(true);
    expect(isWhole({ ...pool, maxMs: 30_000 } as never)).toBe(false);
  });

  it('is as long as it was told, a pool at the most', () => {
    expect(itemLengthMs(newItem('pool'), () => 1)).toBe(600_000);
    expect(itemLengthMs(newItem('silence'), () => 1)).toBe(5000);
    expect(itemLengthMs({ type: 'recording', recordingId: 'r1' }, () => 1)).toBe(1);
  });
});

it('moves an item by one place and no further than the ends', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});
