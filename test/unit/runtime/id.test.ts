import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { newId } from '../../../runtime/id.ts';

const at = (epochMs: number) => ({ ...systemClock(), now: () => epochMs });

describe('newId', () => {
  it('is 26 lower-case characters that never repeat', () => {
    const ids = Array.from({ length: 1_000 }, () => newId(at(1_700_000_000_000)));
    expect(new Set(ids).size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
  });

  it('sorts by time', () => {
    const times = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001, 2 ** 47];
    const ids = times.map((time) => newId(at(time)));
    expect(ids.toSorted()).toEqual(ids);
  });

  it('encodes the time as a ULID does', () => {
    expect(newId(at(1_469_918_176_385)).slice(0, 10)).toBe('01aryz6s41');
  });
});
