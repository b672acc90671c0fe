import { expect, it } from 'vitest';
import { lengthText, typedLength } from '../../../web/text/length.ts';

it.each([
  ['10', 600_000],
  ['2,5', 150_000],
  ['0.5', 30_000],
  ['9:30', 570_000],
  ['1:05:00', 3_900_000],
  ['', null],
  ['9:75', null],
  ['mười phút', null],
])('reads a length as people type it: %j', (text, ms) => {
  expect(typedLength(text)).toBe(ms);
});

it.each([600_000, 1_790_000, 5000, 3_900_000])('writes %i ms as it reads them', (ms) => {
  expect(typedLength(lengthText(ms))).toBe(ms);
});
