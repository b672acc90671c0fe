import { describe, expect, it } from 'vitest';
import type { Area } from '../../../../core/area/area.ts';
import type { Ruling, SessionFill } from '../../../../core/compile/day.ts';
import {
  commonArea,
  ownPlanOf,
  rowAreaOf,
  stationDayOf,
  sumOfDay,
  type StationDay,
} from '../../../../core/timetable/area-sums.ts';

const minute = 60_000;
const five = 5 * 60 * minute;

function fill(rest: Partial<SessionFill> = {}): SessionFill {
  return {
    ...{ sessionId: 's', key: 'morning', name: 'Sáng', startsAt: five },
    ...{ latestEnd: five + 60 * minute, endsAt: five + 10 * minute, leftMs: 5 * minute },
    parts: [{ tier: 'own', budgetMs: 15 * minute, usedMs: 10 * minute }],
    ...rest,
  };
}
function ruling(occurrence: string, rest: Partial<Ruling> = {}): Ruling {
  return {
    ...{ occurrence, broadcastId: 'b', title: 'Tin', airs: true, reason: 'placed' },
    ...{ startsAt: five, soundMs: 10 * minute, sessionKey: 'morning', part: 'own' },
    ...{ recordingId: null, beatenBy: null },
    ...rest,
  };
}
function day(stationId: string, areaId: string, rulings = [ruling('b1')], sessions = [fill()]) {
  return stationDayOf({ stationId, areaId }, [{ rulings, sessions }]);
}

describe('a day at the stations of an area', () => {
  it('has their sessions, what airs and what is left of them together, and the least room', () => {
    const days = [
      day('s1', 'xa'),
      day('s2', 'thon', [ruling('b1')], [fill({ leftMs: 4 * minute, name: 'Buổi sáng' })]),
      day(
        's3',
        'thon',
        [ruling('b1'), ruling('b2', { sessionKey: null, soundMs: minute })],
        [fill(), fill({ key: 'evening', name: 'Tối', startsAt: five * 3, leftMs: 20 * minute })],
      ),
    ];
    expect(sumOfDay(days, ownPlanOf(days, 'xa'))).toEqual({
      ...{ stations: 3, sessions: 4, plannedMs: 31 * minute, leftMs: 34 * minute, unlike: 1 },
      bySession: [
        {
          ...{ key: 'morning', name: 'Sáng', startsAt: five, lastStartsAt: five, stations: 3 },
          ...{ plannedMs: 30 * minute, leftMs: 14 * minute, leastLeftMs: 4 * minute },
        },
        {
          ...{ key: 'evening', name: 'Tối', startsAt: five * 3, lastStartsAt: five * 3 },
          ...{ stations: 1, plannedMs: 10 * minute, leftMs: 20 * minute },
          leastLeftMs: 20 * minute,
        },
      ],
    });
  });

  it('is nothing where there is no station', () => {
    const nothing = { stations: 0, sessions: 0, plannedMs: 0, leftMs: 0, unlike: 0 };
    expect(sumOfDay([], ownPlanOf([], 'xa'))).toEqual({ ...nothing, bySession: [] });
  });
});

describe('a station that hears something else than its area', () => {
  const unlikeAt = (days: StationDay[]) => sumOfDay(days, ownPlanOf(days, 'xa')).unlike;
  const other = [ruling('b2')];

  it("is told from the area's own station, however few hear that", () => {
    expect(unlikeAt([day('s1', 'xa'), day('s2', 'thon', other), day('s3', 'thon', other)])).toBe(2);
  });

  it('is told from most of them where the area has none of its own', () => {
    expect(unlikeAt([day('s1', 'th1', other), day('s2', 'th2'), day('s3', 'th3')])).toBe(1);
  });

  it('hears other things, at other times, or in sessions that begin otherwise', () => {
    const own = day('s1', 'xa');
    const later = day('s2', 'thon', [ruling('b1', { startsAt: five + minute })]);
    const more = day('s3', 'thon', [ruling('b1'), ruling('b3', { airs: false })]);
    const shifted = day('s4', 'thon', [ruling('b1')], [fill({ startsAt: five + minute })]);
    expect([later, more, shifted].map((one) => unlikeAt([own, one]))).toEqual([1, 0, 1]);
  });
});

it('takes of the endpoints of a station the fullest session, and all that airs at any of them', () => {
  const records = [
    { rulings: [ruling('b1'), ruling('b2', { airs: false })], sessions: [fill()] },
    {
      rulings: [ruling('b1', { startsAt: five - minute }), ruling('b2')],
      sessions: [fill({ leftMs: minute })],
    },
  ];
  const { sessions, airing } = stationDayOf({ stationId: 's1', areaId: 'xa' }, records);
  expect(sessions.map(({ leftMs }) => leftMs)).toEqual([minute]);
  expect(airing).toEqual([
    { occurrence: 'b1', startsAt: five - minute, soundMs: 10 * minute },
    { occurrence: 'b2', startsAt: five, soundMs: 10 * minute },
  ]);
});

describe('the rows of a table by area', () => {
  const area = (id: string, parentId: string | null): [string, Area] => [
    id,
    { id, parentId, code: id, name: id, kind: 'xã', validFrom: null, validTo: null, tags: [] },
  ];
  const areas = new Map([
    ...[area('tinh', null), area('xa1', 'tinh'), area('xa2', 'tinh')],
    ...[area('thon1', 'xa1'), area('thon2', 'xa1'), area('khac', null)],
  ]);
  const rowsOf = (topId: string | null, ...ids: string[]) =>
    ids.map((id) => rowAreaOf(areas, id, topId));

  it('are the area itself and those right beneath it, with what is deeper', () => {
    expect(rowsOf('tinh', 'tinh', 'xa1', 'thon1', 'xa2')).toEqual(['tinh', 'xa1', 'xa1', 'xa2']);
    expect(rowsOf('xa1', 'xa1', 'thon1')).toEqual(['xa1', 'thon1']);
  });

  it('are the roots where the stations share no area', () => {
    expect(commonArea(areas, ['thon1', 'khac'])).toBeNull();
    expect(rowsOf(null, 'thon1', 'khac')).toEqual(['tinh', 'khac']);
  });

  it('begin beneath the lowest area that holds all', () => {
    expect(commonArea(areas, ['thon1', 'xa2'])).toBe('tinh');
    expect(commonArea(areas, ['thon1', 'thon2'])).toBe('xa1');
    expect(commonArea(areas, ['thon1'])).toBe('thon1');
    expect(commonArea(areas, [])).toBeNull();
  });
});
