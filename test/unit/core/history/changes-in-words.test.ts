import { describe, expect, it } from 'vitest';
import type { Airing } from '../../../../core/history/airing.ts';
import {
  changesInWords,
  type ChangedPlace,
  type ComparedStations,
} from '../../../../core/history/changes-in-words.ts';
import { diffAirings } from '../../../../core/history/diff-airings.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { anAiring, silent, tuesday, zone } from './an-airing.ts';

const stationNames = (count: number): ComparedStations => ({
  count,
  nameOf: (id) => `Đài ${id}`,
  endpointsOf: () => 3,
});

function changed(
  before: readonly Airing[],
  after: readonly Airing[],
  other: Partial<ChangedPlace> = {},
): ChangedPlace {
  const changes = diffAirings(before, after);
  return { stationId: 'A', zone, endpoints: 3, changes, ...other };
}

function said(places: ChangedPlace[], stations = 1, language: 'vi' | 'en' = 'vi') {
  return changesInWords(places, language, stationNames(stations)).map(({ text }) => text);
}

const at = (time: string, date = tuesday) => ({ date, startsAt: instantOf(date, time, zone) });

describe('changes of one station', () => {
  it('are said with time and day, in both languages', () => {
    const places = [changed([anAiring('a')], [anAiring('b')])];
    expect(said(places)).toEqual(['17:00 thứ Ba 24/11: «A» thay bằng «B»']);
    expect(said(places, 1, 'en')).toEqual(['17:00 on Tuesday 24 Nov: “A” is replaced by “B”']);
  });

  it.each<[string, Airing[], Airing[], vi: string, en: string]>([
    [
      'what came',
      [],
      [anAiring('a', at('05:00', '2026-11-25'))],
      '05:00 thứ Tư 25/11: thêm «A»',
      '05:00 on Wednesday 25 Nov: “A” is added',
    ],
    [
      'what came but does not air',
      [],
      [silent('a', 'expired')],
      'Thứ Ba 24/11: thêm «A» nhưng không phát: hết hạn',
      'Tuesday 24 Nov: “A” is added but does not air: expired',
    ],
    [
      'what went',
      [anAiring('a')],
      [],
      '17:00 thứ Ba 24/11: bỏ «A»',
      '17:00 on Tuesday 24 Nov: “A” is taken out',
    ],
    [
      'what went and was not heard before',
      [silent('a', 'expired')],
      [],
      'Thứ Ba 24/11: bỏ «A», vốn không phát',
      'Tuesday 24 Nov: “A”, which did not air, is taken out',
    ],
    [
      'what moved',
      [anAiring('a')],
      [anAiring('a', at('17:30'))],
      'Thứ Ba 24/11: «A» dời từ 17:00 sang 17:30',
      'Tuesday 24 Nov: “A” moves from 17:00 to 17:30',
    ],
    [
      'what moved and changed',
      [anAiring('a')],
      [anAiring('a', { ...at('17:30'), sound: 'z' })],
      'Thứ Ba 24/11: «A» dời từ 17:00 sang 17:30, «A» đổi nội dung',
      'Tuesday 24 Nov: “A” moves from 17:00 to 17:30, “A” has other content',
    ],
    [
      'what moved to another day',
      [anAiring('a')],
      [anAiring('a', { ...at('05:00', '2026-11-29'), occurrence: 'a-2026-11-29' })],
      '«A» dời từ 17:00 thứ Ba 24/11 sang 05:00 Chủ nhật 29/11',
      '“A” moves from 17:00 on Tuesday 24 Nov to 05:00 on Sunday 29 Nov',
    ],
    [
      'another recording under the same title',
      [anAiring('a')],
      [anAiring('a', { sound: 'z' })],
      '17:00 thứ Ba 24/11: «A» đổi nội dung',
      '17:00 on Tuesday 24 Nov: “A” has other content',
    ],
    [
      'what is shorter',
      [anAiring('a', { soundMs: 600_000 })],
      [anAiring('a', { soundMs: 260_000 })],
      '17:00 thứ Ba 24/11: «A» rút từ 10′ còn 4′20″',
      '17:00 on Tuesday 24 Nov: “A” is shortened from 10′ to 4′20″',
    ],
    [
      'what is longer',
      [anAiring('a', { soundMs: 45_000 })],
      [anAiring('a', { soundMs: 60_000 })],
      '17:00 thứ Ba 24/11: «A» kéo dài từ 45″ lên 1′',
      '17:00 on Tuesday 24 Nov: “A” is lengthened from 45″ to 1′',
    ],
    [
      'what fell silent',
      [anAiring('a')],
      [silent('a', 'beaten')],
      '17:00 thứ Ba 24/11: «A» không phát: trùng giờ với mục quan trọng hơn',
      '17:00 on Tuesday 24 Nov: “A” does not air: something more important is on at that time',
    ],
    [
      'what is heard again',
      [silent('a', 'beaten')],
      [anAiring('a')],
      '17:00 thứ Ba 24/11: «A» phát được',
      '17:00 on Tuesday 24 Nov: “A” airs',
    ],
    [
      'what stays silent',
      [silent('a', 'beaten')],
      [silent('a', 'expired')],
      'Thứ Ba 24/11: «A» vẫn không phát: hết hạn',
      'Tuesday 24 Nov: “A” still does not air: expired',
    ],
    [
      'another title',
      [anAiring('a')],
      [anAiring('a', { title: 'Mới' })],
      '17:00 thứ Ba 24/11: «A» đổi tên thành «Mới»',
      '17:00 on Tuesday 24 Nov: “A” is now called “Mới”',
    ],
  ])('tell %s', (_, before, after, vi, en) => {
    expect(said([changed(before, after)])).toEqual([vi]);
    expect(said([changed(before, after)], 1, 'en')).toEqual([en]);
  });

  it('do not tell one by one what shifts by seconds', () => {
    const before = ['a', 'b', 'c'].map((id) => anAiring(id, at('17:00')));
    const after = before.map((one) => ({ ...one, startsAt: (one.startsAt ?? 0) + 12_000 }));
    expect(said([changed(before, after)])).toEqual([
      'Thứ Ba 24/11: 3 mục xê dịch chưa tới một phút',
    ]);
  });

  it('tell a time between minutes by the second', () => {
    expect(said([changed([], [anAiring('a', at('17:00:07'))])])).toEqual([
      '17:00:07 thứ Ba 24/11: thêm «A»',
    ]);
  });
});

describe('what holds on several days', () => {
  const days = (first: string, count: number, step = 1) =>
    Array.from({ length: count }, (_, index) => {
      const date = addDays(first, index * step);
      return anAiring('a', { ...at('17:00', date), occurrence: `a-${date}` });
    });

  it('is said once', () => {
    expect(said([changed([], days('2026-11-23', 5))])).toEqual([
      '17:00 thứ Hai 23/11 đến thứ Sáu 27/11: thêm «A»',
    ]);
    expect(said([changed([], days(tuesday, 2))])).toEqual([
      '17:00 thứ Ba 24/11, thứ Tư 25/11: thêm «A»',
    ]);
    expect(said([changed([], days(tuesday, 5, 2))])).toEqual([
      '17:00, 5 ngày từ thứ Ba 24/11 đến thứ Tư 02/12: thêm «A»',
    ]);
  });

  it('is said apart where the stations differ', () => {
    const [first, second] = days(tuesday, 2);
    const places = [changed([], [first!, second!]), changed([], [first!], { stationId: 'B' })];
    expect(said(places, 2)).toEqual([
      '17:00 thứ Ba 24/11: thêm «A», ở cả 2 đài',
      '17:00 thứ Tư 25/11: thêm «A», ở Đài A',
    ]);
  });
});

describe('what holds at several stations', () => {
  const at = (stationId: string, endpoints = 3) =>
    changed([anAiring('a')], [anAiring('b')], { stationId, endpoints });

  it('is said once, by names while they are few', () => {
    const twelve = Array.from({ length: 12 }, (_, index) => at(String(index)));
    expect(said(twelve, 40)).toEqual(['17:00 thứ Ba 24/11: «A» thay bằng «B», ở 12 đài']);
    expect(said(twelve, 12)).toEqual(['17:00 thứ Ba 24/11: «A» thay bằng «B», ở cả 12 đài']);
    expect(said([at('B'), at('A')], 12)).toEqual([
      '17:00 thứ Ba 24/11: «A» thay bằng «B», ở Đài A, Đài B',
    ]);
  });

  it('tells loudspeakers where a station hears it in part', () => {
    expect(said([at('A', 1)], 12)).toEqual([
      '17:00 thứ Ba 24/11: «A» thay bằng «B», ở 1 cụm loa của Đài A',
    ]);
    expect(said([at('A', 1), at('B', 2), at('C')], 12)).toEqual([
      '17:00 thứ Ba 24/11: «A» thay bằng «B», ở Đài C, ở 3 cụm loa',
    ]);
    // Two groups of endpoints of one station are the whole of it.
    expect(said([at('A', 1), at('A', 2)], 1)).toEqual(['17:00 thứ Ba 24/11: «A» thay bằng «B»']);
  });

  it('goes by the clock of each station', () => {
    const berlin = anAiring('a', { startsAt: instantOf(tuesday, '17:00', 'Europe/Berlin') });
    const places = [
      changed([], [anAiring('a')]),
      changed([], [berlin], { stationId: 'B', zone: 'Europe/Berlin' }),
    ];
    expect(said(places, 2)).toEqual(['17:00 thứ Ba 24/11: thêm «A», ở cả 2 đài']);
  });
});
