import { expect, it } from 'vitest';
import { instantOf } from '../../../../core/time/zoned.ts';
import { compiledAt } from '../../../../server/prelistening/trial-day.ts';

const zone = 'Asia/Ho_Chi_Minh';
const now = instantOf('2028-02-21', '09:00', zone);

it('compiles a day beyond the horizon as of the day on which it comes into it', () => {
  expect(compiledAt('2028-02-28', { now, zone })).toBe(now);
  expect(compiledAt('2028-02-29', { now, zone })).toBe(instantOf('2028-02-22', '00:00', zone));
  expect(compiledAt('2028-03-31', { now, zone })).toBe(instantOf('2028-03-24', '00:00', zone));
  expect(compiledAt('2028-02-01', { now, zone })).toBe(now);
});
