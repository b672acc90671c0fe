import { expect, it } from 'vitest';
import { readPosition } from '../../../../core/endpoint-list/site.ts';

it.each([
  ['20.1725, 106.2871', { latitude: 20.1725, longitude: 106.2871 }],
  ['106,2871; 20,1725', { latitude: 20.1725, longitude: 106.2871 }],
  ['20.1725°N 106.2871°Đ', { latitude: 20.1725, longitude: 106.2871 }],
  ['  ', null],
  ['20.1725', undefined],
  ['ở nhà văn hóa', undefined],
  ['48.85, 2.35', undefined],
])('reads the place “%s” as people copy it from a map', (text, position) => {
  expect(readPosition(text)).toEqual(position);
});
