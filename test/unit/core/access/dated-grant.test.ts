import { expect, it } from 'vitest';
import { faultOfGrant, isInForce } from '../../../../core/access/dated-grant.ts';

const grant = { role: 'inspector' as const, areaId: 'xa1', startsAt: 1000, endsAt: 2000 };

it('holds from its first instant until just before its end', () => {
  expect([999, 1000, 1999, 2000].map((now) => isInForce(grant, now))).toEqual([
    ...[false, true, true, false],
  ]);
  expect(isInForce({ startsAt: null, endsAt: null }, 0)).toBe(true);
});

it('gives an inspector no role without an end, and nobody one that ends before it begins', () => {
  expect(faultOfGrant(grant)).toBeNull();
  expect(faultOfGrant({ ...grant, endsAt: null })).toBe('grant_endless');
  expect(faultOfGrant({ ...grant, role: 'leader', endsAt: null })).toBeNull();
  expect(faultOfGrant({ ...grant, role: 'leader', endsAt: 1000 })).toBe('grant_dates_invalid');
});
