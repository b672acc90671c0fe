import { describe, expect, it } from 'vitest';
import { countedOn } from '../../../../core/royalty/closed-months.ts';
import { moneyInWords } from '../../../../core/royalty/money-in-words.ts';
import {
  earned,
  rateFor,
  sumRoyalties,
  type RoyaltyRate,
} from '../../../../core/royalty/royalty.ts';

const line = ['xa', 'huyen', 'tinh'];
function aRate(other: Partial<RoyaltyRate>): RoyaltyRate {
  return {
    ...{ areaId: 'tinh', genre: 'Phóng sự', unit: 'piece', dong: 100_000 },
    ...{ validFrom: '2026-01-01', validTo: null },
    ...other,
  };
}

describe('the rate of a genre', () => {
  const rates = [
    aRate({}),
    aRate({ areaId: 'huyen', dong: 80_000, validFrom: '2026-07-01' }),
    aRate({ areaId: 'xa', genre: 'Tin', dong: 20_000 }),
    aRate({ areaId: 'other', dong: 1 }),
  ];

  it('is that of the nearest area that has one on the day', () => {
    const on = (date: string) => rateFor(rates, line, { genre: 'phóng sự', date })?.dong;
    expect(on('2026-06-30')).toBe(100_000);
    expect(on('2026-07-01')).toBe(80_000);
    expect(on('2025-12-31')).toBeUndefined();
  });

  it('is of that genre alone, however it is spelt', () => {
    const of = (genre: string | null) => rateFor(rates, line, { genre, date: '2026-07-01' })?.dong;
    expect(of('TIN')).toBe(20_000);
    expect(of('Câu chuyện')).toBeUndefined();
    expect(of(null)).toBeUndefined();
  });

  it('ends with its last day', () => {
    const some = [
      aRate({ validTo: '2026-03-31' }),
      aRate({ dong: 120_000, validFrom: '2026-04-01' }),
    ];
    const on = (date: string) => rateFor(some, line, { genre: 'Phóng sự', date })?.dong;
    expect([on('2026-03-31'), on('2026-04-01')]).toEqual([100_000, 120_000]);
  });
});

it('a piece earns the same however long it is, or by each second', () => {
  expect(earned({ unit: 'piece', dong: 50_000 }, 260_000)).toBe(50_000);
  expect(earned({ unit: 'minute', dong: 30_000 }, 60_000)).toBe(30_000);
  expect(earned({ unit: 'minute', dong: 30_000 }, 90_400)).toBe(45_000);
  expect(earned({ unit: 'minute', dong: 10_000 }, 1_000)).toBe(167);
});

describe('the sums of contributors', () => {
  const piece = (contributor: string, dong: number | null, areaId = 'xa') => ({
    ...{ contributor, areaId, dong, durationMs: 60_000 },
    ...{ airedOn: '2026-10-20', countedOn: '2026-10-20' },
  });
  const pieces = [
    piece('Trần Văn Bình', 50_000),
    piece('Lê Thị An', 20_000),
    piece(' trần  văn bình', 30_000),
    piece('Lê Thị An', null),
  ];

  it('join spellings of a name, in order of given names', () => {
    const { lines } = sumRoyalties(pieces);
    expect(lines.map(({ name, pieces: count, dong }) => [name, count, dong])).toEqual([
      ['Lê Thị An', 2, 20_000],
      ['Trần Văn Bình', 2, 80_000],
    ]);
  });

  it('tell people apart whose names differ by a tone, or who are paid by two areas', () => {
    const alike = [
      ...[piece('Nguyễn Thị Lan', 1), piece('Nguyễn Thị Lân', 2), piece('Nguyễn Thị Làn', 3)],
      ...[piece('Hoàng Hòa', 4), piece('hoàng hoà', 5), piece('Nguyễn Thị Lan', 6, 'xa khác')],
    ];
    const { lines } = sumRoyalties(alike);
    const told = lines.map(({ name, areaId, dong }) => `${name}, ${areaId}: ${dong}`);
    expect(new Set(told)).toEqual(
      new Set([
        ...['Nguyễn Thị Lan, xa: 1', 'Nguyễn Thị Lân, xa: 2', 'Nguyễn Thị Làn, xa: 3'],
        ...['Hoàng Hòa, xa: 9', 'Nguyễn Thị Lan, xa khác: 6'],
      ]),
    );
    expect(told[0]).toBe('Hoàng Hòa, xa: 9');
  });

  it('tell what has no rate apart, and come to the total', () => {
    const { lines, total } = sumRoyalties(pieces);
    expect(total).toEqual({
      ...{ pieces: 4, durationMs: 240_000, unpriced: 1, supplements: 0, dong: 100_000 },
    });
    expect(lines.reduce((sum, { dong }) => sum + dong, 0)).toBe(total.dong);
    expect(lines[0]?.unpriced).toBe(1);
  });
});

describe('a piece counts', () => {
  it('on the day of its first air, unless that month is closed without it', () => {
    expect(countedOn('2026-10-20', new Set())).toBe('2026-10-20');
    expect(countedOn('2026-10-20', new Set(['2026-09-01', '2026-11-01']))).toBe('2026-10-20');
  });

  it('in the next month that is open, however many are closed, across the years', () => {
    expect(countedOn('2026-10-20', new Set(['2026-10-01']))).toBe('2026-11-01');
    const closed = new Set(['2026-10-01', '2026-11-01', '2026-12-01']);
    expect(countedOn('2026-10-20', closed)).toBe('2027-01-01');
    // Nobody works on November any more, whose list there was nothing to close for.
    const withGap = new Set(['2026-10-01', '2026-12-01']);
    expect(countedOn('2026-10-20', withGap)).toBe('2027-01-01');
    expect(countedOn('2026-11-20', withGap)).toBe('2026-11-20');
  });

  it('as a supplement where that is a later month', () => {
    const late = { ...{ contributor: 'An', areaId: 'xa', durationMs: 1, dong: 5 } };
    const { total } = sumRoyalties([
      { ...late, airedOn: '2026-10-20', countedOn: '2026-11-01' },
      { ...late, airedOn: '2026-11-02', countedOn: '2026-11-02' },
    ]);
    expect(total).toMatchObject({ pieces: 2, supplements: 1, dong: 10 });
  });
});

it('money is written in words as accountants do', () => {
  expect(moneyInWords(1_234_000)).toBe('Một triệu hai trăm ba mươi tư nghìn đồng');
  expect(moneyInWords(0)).toBe('Không đồng');
  expect(moneyInWords(50_000)).toBe('Năm mươi nghìn đồng');
});
