import { expect, it } from 'vitest';
import { isMatch } from '../../../web/text/is-match.ts';
import { centiText, sizeText } from '../../../web/text/size.ts';

it('writes sizes and loudness with the comma of the language', () => {
  expect(sizeText(5_400_000, 'vi')).toBe('5,4 MB');
  expect(sizeText(54_000_000, 'en')).toBe('54 MB');
  expect(sizeText(999, 'en')).toBe('999 B');
  expect(centiText(-1604, 'vi')).toBe('−16,0');
});

it('finds words without their diacritics and in any order', () => {
  expect(isMatch('Đài truyền thanh xã Hải Hậu', 'hai hau dai')).toBe(true);
  expect(isMatch('Xã Hải Anh', 'hậu')).toBe(false);
  expect(isMatch('Xã Hải Anh', '')).toBe(true);
});
