import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { AreaSumAnswer, DaySumAnswer } from '../../../../contract/http/area-sums.ts';
import AreaWeek from '../../../../web/features/timetable/AreaWeek.vue';
import type { TimetableView } from '../../../../web/features/timetable/timetable-view.ts';
import { mountPart } from '../console-part.ts';

const minute = 60_000;
const startsAt = Date.UTC(2026, 10, 24, 22, 0);
const sum: DaySumAnswer = {
  ...{ date: '2026-11-25', stations: 2, sessions: 2, unlike: 1 },
  ...{ plannedMs: 30 * minute, leftMs: 10 * minute },
  bySession: [
    {
      ...{ key: 'morning', name: 'Sáng', startsAt, lastStartsAt: startsAt, stations: 2 },
      ...{ plannedMs: 30 * minute, leftMs: 10 * minute, leastLeftMs: 260_000 },
    },
  ],
};
const row: AreaSumAnswer = {
  ...{ areaId: 'a2', name: 'Xã Hải Anh', isItself: false, hasBeneath: true, stations: 2 },
  days: [sum],
};
const view: TimetableView = {
  ...{ date: '2026-11-25', areaId: 'a1', stationId: '', programmeId: 'p1' },
  ...{ view: 'areas', span: 'day' },
};
const day = { from: '2026-11-25', to: '2026-11-25' };

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({
    ...{ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined },
  }));
  onTestFinished(() => void vi.unstubAllGlobals());
});

function open(items: AreaSumAnswer[], stations: unknown = { items: [], next: null }) {
  const { wrapper, sent } = mountPart(AreaWeek, {
    props: { view, today: '2026-11-25' },
    places: { stations: new Map([['s1', { id: 's1', zone: 'Asia/Ho_Chi_Minh' }]]) },
    answers: {
      'GET /api/v1/timetables/areas': { items, next: null },
      'GET /api/v1/timetables/areas/a2/stations': stations,
    },
  });
  const asked = (path: string) =>
    sent
      .map((one) => new URL(one.path, 'http://loa'))
      .filter(({ pathname }) => pathname === path)
      .map(({ searchParams }) => Object.fromEntries(searchParams));
  return { wrapper, asked };
}

it('says of each session of an area how much finds room at every station, and who is unlike it', async () => {
  const { wrapper, asked } = open([row]);
  await flushPromises();
  expect(asked('/api/v1/timetables/areas')).toEqual([{ ...day, areaId: 'a1', limit: '20' }]);
  const text = wrapper.text();
  expect(text).toContain('Xã Hải Anh');
  expect(text).toContain('Sáng 05:00');
  expect(text).toContain('còn ít nhất 4′20″');
  expect(text).toContain('2 buổi · đã xếp 30′ · cộng lại còn 10′');
  expect(text).toContain('1 đài có lịch khác');
});

it('opens an area to its stations, each of which leads to its week', async () => {
  const own = { ...sum, stations: 1, sessions: 1, unlike: 1, leftMs: 260_000 };
  const bySession = sum.bySession.map((one) => ({ ...one, stations: 1, leftMs: 260_000 }));
  const station = { stationId: 's1', name: 'Đài xã Hải Anh', days: [{ ...own, bySession }] };
  const { wrapper, asked } = open([row], { items: [station], next: null });
  await flushPromises();
  const toggle = wrapper.get('[aria-expanded]');
  expect(toggle.attributes('aria-expanded')).toBe('false');
  await toggle.trigger('click');
  await flushPromises();
  expect(toggle.attributes('aria-expanded')).toBe('true');
  expect(asked('/api/v1/timetables/areas/a2/stations')).toEqual([{ ...day, limit: '20' }]);
  const link = wrapper.get('a');
  expect(link.attributes('href')).toBe('/timetable?date=2026-11-25&station=s1');
  expect(wrapper.text()).toContain('còn 4′20″');
  expect(wrapper.text()).toContain('Khác lịch của địa bàn');
  const names = wrapper.findAll('button').map((button) => button.text());
  await wrapper.findAll('button')[names.indexOf('Xem từng nơi bên trong')]?.trigger('click');
  expect(wrapper.emitted('go')).toEqual([[{ areaId: 'a2', stationId: '' }]]);
});

it('tells the stations of the area itself from those of what lies in it', async () => {
  const itself = { ...row, areaId: 'a1', name: 'Huyện', isItself: true, hasBeneath: false };
  const { wrapper } = open([itself, row]);
  await flushPromises();
  expect(wrapper.text()).toContain('Huyện: đài của chính địa bàn này');
});

it('says so where nothing is planned', async () => {
  const { wrapper } = open([]);
  await flushPromises();
  expect(wrapper.text()).toContain('chưa có lịch của đài nào');
});
