import { describe, expect, it } from 'vitest';
import { typedCount, typedFund } from '../../../../core/text/typed-number.ts';

const counts = (...texts: string[]) => texts.map((text) => typedCount(text).value);
const funds = (...texts: string[]) => texts.map((text) => typedFund(text).value);

describe('a number that was typed', () => {
  it('has dots or spaces before groups of three', () => {
    expect(counts('1250000', '1.250.000', '1 250 000', '1.250', '', ' 12 ', '007')).toEqual([
      ...[1_250_000, 1_250_000, 1_250_000, 1250, 0, 12, 7],
    ]);
    expect(counts('1,250,000')).toEqual([1_250_000]);
  });

  it('is no whole number where it has a fraction', () => {
    expect(typedCount('12,5')).toEqual({ value: null, fault: 'not_whole' });
    expect(typedFund('1.234,5 đồng')).toEqual({ value: null, fault: 'not_whole' });
    expect(counts('12,0')).toEqual([12]);
  });

  it('is asked about where it may be read in two ways', () => {
    for (const text of ['1,250', '12.5', '1.25', '12.5000', '0.500'])
      expect([text, typedCount(text).fault]).toEqual([text, 'ambiguous']);
    expect(typedFund('1,250 tỷ').fault).toBe('ambiguous');
  });

  it('is nothing else', () => {
    for (const text of ['nhiều', '1.25.000', '1.250,000,000', '-5', '1 2', '12,', '9'.repeat(16)])
      expect([text, typedCount(text).fault]).toEqual([text, 'not_number']);
    expect(typedFund('triệu').fault).toBe('not_number');
  });

  it('may be money in parts of millions', () => {
    expect(funds('12,5 triệu', '1,2 tỷ đồng', '500 nghìn', '1.250.000 đ', '12,5tr')).toEqual([
      ...[12_500_000, 1_200_000_000, 500_000, 1_250_000, 12_500_000],
    ]);
    expect(typedFund('0,0000001 triệu').fault).toBe('not_whole');
  });
});
