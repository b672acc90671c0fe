import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInteger, readOrdinal } from '../../../../core/speech/read-number.ts';
import { numberOf } from './number-of.ts';

describe('readInteger', () => {
  it.each([
    ['0', 'không'],
    ['10', 'mười'],
    ['14', 'mười bốn'],
    ['15', 'mười lăm'],
    ['21', 'hai mươi mốt'],
    ['24', 'hai mươi tư'],
    ['25', 'hai mươi lăm'],
    ['55', 'năm mươi lăm'],
    ['101', 'một trăm linh một'],
    ['105', 'một trăm linh năm'],
    ['110', 'một trăm mười'],
    ['1005', 'một nghìn không trăm linh năm'],
    ['2026', 'hai nghìn không trăm hai mươi sáu'],
    ['10000', 'mười nghìn'],
    ['1000000', 'một triệu'],
    ['1250000', 'một triệu hai trăm năm mươi nghìn'],
    ['1000000005', 'một tỷ không trăm linh năm'],
    ['21000000000', 'hai mươi mốt tỷ'],
    ['1000000000000', 'một nghìn tỷ'],
  ])('reads %s as "%s"', (digits, said) => {
    expect(readInteger(digits)).toBe(said);
  });

  it('names every number from 0 to 999,999,999,999 so that it can be told back', () => {
    const sizes = [1e2, 1e3, 1e4, 1e6, 1e9, 1e12].map((size) =>
      fc.integer({ min: 0, max: size - 1 }),
    );
    // Numbers with many zeros are where the words differ most.
    const sparse = fc
      .array(fc.constantFrom('000', '001', '004', '010', '015', '021', '100', '105', '999'), {
        minLength: 1,
        maxLength: 4,
      })
      .map((groups) => Number(groups.join('')));
    fc.assert(
      fc.property(fc.oneof(...sizes, sparse), (number) => {
        expect(numberOf(readInteger(String(number)))).toBe(number);
      }),
      { numRuns: 5_000 },
    );
  });

  it('names all numbers below ten thousand apart', () => {
    const all = Array.from({ length: 10_000 }, (_, number) => readInteger(String(number)));
    expect(new Set(all).size).toBe(10_000);
    expect(all.every((said, number) => numberOf(said) === number)).toBe(true);
  });

  it('reads what nobody could count digit by digit', () => {
    expect(readInteger('1234567890123456789')).toBe(
      'một hai ba bốn năm sáu bảy tám chín không một hai ba bốn năm sáu bảy tám chín',
    );
  });
});

it('has its own words for the first and the fourth', () => {
  expect(['1', '2', '4', '14'].map(readOrdinal)).toEqual(['nhất', 'hai', 'tư', 'mười bốn']);
});
