import { expect, it } from 'vitest';
import { searchedPart } from '../../../../core/listening/likeness.ts';

const item = { startsAt: 1_000_000, takeMs: 10_000 };
const part = (endedMs: number) => searchedPart(item, item.startsAt + endedMs);

it('looks for a recording from a minute before where it seems to be, to a little after', () => {
  expect(part(200_000)).toEqual({ fromMs: 120_000, lengthMs: 83_000 });
  expect(part(15_000)).toEqual({ fromMs: 0, lengthMs: 18_000 });
});

it('looks from the beginning for what was begun before it', () => {
  expect(part(2000)).toEqual({ fromMs: 0, lengthMs: 13_000 });
});
