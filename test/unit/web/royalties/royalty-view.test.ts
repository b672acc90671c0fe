import { expect, it } from 'vitest';
import {
  canClose,
  readRoyaltyView,
  royaltyQuery,
  royaltyViewQuery,
} from '../../../../web/features/royalties/royalty-view.ts';
import { typedDong } from '../../../../web/features/royalties/typed-dong.ts';

const given = { today: '2026-11-30', firstAreaId: 'a1' };

it('begins with this month of the first area, its own recordings alone', () => {
  expect(readRoyaltyView({}, given)).toEqual({
    ...{ period: 'month', start: '2026-11-01', areaId: 'a1', withBeneath: false },
  });
  // A day or a week is no period in which anybody is paid.
  expect(readRoyaltyView({ period: 'week' }, given).period).toBe('month');
});

it('is in the address as it was', () => {
  const view = { period: 'quarter', start: '2026-10-01', areaId: 'b', withBeneath: true } as const;
  expect(readRoyaltyView(royaltyViewQuery(view), given)).toEqual(view);
  expect(royaltyQuery(view)).toEqual({
    ...{ from: '2026-10-01', to: '2026-12-31', areaId: 'b', withBeneath: 'true' },
  });
});

it('closes the list of a month of one area once it is over', () => {
  const view = { period: 'month', start: '2026-10-01', areaId: 'a1', withBeneath: false } as const;
  expect(canClose(view, '2026-11-01')).toBe(true);
  expect(canClose(view, '2026-10-31')).toBe(false);
  expect(canClose({ ...view, withBeneath: true }, '2026-11-01')).toBe(false);
  expect(canClose({ ...view, period: 'quarter' }, '2027-01-01')).toBe(false);
});

it.each([
  ['50000', 50_000],
  ['50.000', 50_000],
  ['1,250,000 đ', 1_250_000],
  ['50 000 đồng', 50_000],
  ['0', 0],
  ['50.00', null],
  ['5,5', null],
  ['-5', null],
  ['năm mươi nghìn', null],
  ['', null],
  ['9.999.999.999', null],
])('takes %s for %s', (text, dong) => {
  expect(typedDong(text)).toBe(dong);
});
