import { flushPromises } from '@vue/test-utils';
import { expect, it, onTestFinished, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import type { OccurrenceRow } from '../../../../contract/http/occurrences.ts';
import type { Role } from '../../../../core/access/roles.ts';
import OccurrenceStations from '../../../../web/features/timetable/OccurrenceStations.vue';
import OccurrenceTable from '../../../../web/features/timetable/OccurrenceTable.vue';
import type { TimetableView } from '../../../../web/features/timetable/timetable-view.ts';
import { useRowWords } from '../../../../web/features/timetable/use-row-words.ts';
import { mountPart } from '../console-part.ts';

const at = (minute: number) => Date.UTC(2026, 10, 24, 22, minute);
const row: OccurrenceRow = {
  ...{ id: 'b1-2026-11-25', broadcastId: 'b1', title: 'Tin tỉnh', programmeId: null },
  ...{ date: '2026-11-25', sessionKey: 'morning', part: 'above', durationMs: 60_000 },
  ...{ startsAt: at(10), lastStartsAt: at(14), airing: 24, stopped: 1, silent: 3 },
  reasons: [
    { reason: 'session_full', stations: 2 },
    { reason: 'offered', stations: 1 },
  ],
};
const view: TimetableView = {
  ...{ date: '2026-11-25', areaId: 'a1', stationId: '', programmeId: '' },
  ...{ view: 'table', span: 'day' },
};
const station = { id: 's1', areaId: 'a1', areaName: 'Xã Hải Anh', zone: 'Asia/Ho_Chi_Minh' };
const places = { stations: new Map([['s1', station]]) };

function said(given: Partial<OccurrenceRow>) {
  let words: ReturnType<typeof useRowWords> | undefined;
  const part = defineComponent(() => {
    words = useRowWords();
    return () => h('div');
  });
  mountPart(part, { props: {}, places });
  const one = { ...row, ...given };
  return {
    clock: words?.clock(one),
    where: words?.where(one),
    silence: words?.silence(one).map(({ shape, word }) => [shape, word]),
  };
}

it('says when, where, and why not, in words', () => {
  expect(said({})).toEqual({
    clock: '05:10–05:14',
    where: 'Sáng · Cấp trên',
    silence: [
      ['problem', 'Buổi phát đã hết thời lượng: 2 đài'],
      ['half', 'Chờ đài xã tiếp nhận: 1 đài'],
      ['stopped', 'Đã dừng: 1 đài'],
    ],
  });
  const alone = { startsAt: at(10), lastStartsAt: at(10), sessionKey: null, part: null };
  expect(said({ ...alone, reasons: [], stopped: 0 })).toEqual({
    ...{ clock: '05:10', where: 'Giờ riêng', silence: [] },
  });
  expect(said({ startsAt: null, lastStartsAt: null }).clock).toBe('–');
});

it('asks for what is seen, and for more on demand', async () => {
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(44);
  onTestFinished(() => void vi.restoreAllMocks());
  const items = Array.from({ length: 100 }, (_, at) => ({ ...row, id: `b${at}-2026-11-25` }));
  const { wrapper, sent } = mountPart(OccurrenceTable, {
    props: { view },
    answers: { 'GET /api/v1/occurrences/table': { items, next: 'more' } },
    places,
  });
  await flushPromises();
  const asked = () =>
    sent.splice(0).map(({ path }) => Object.fromEntries(new URL(path, 'http://loa').searchParams));
  const day = { from: '2026-11-25', to: '2026-11-25', areaId: 'a1' };
  expect(asked()).toEqual([{ ...day, limit: '100' }]);
  await wrapper.findAll('button').at(-1)?.trigger('click');
  await flushPromises();
  expect(asked()[0]).toEqual({ ...day, limit: '200' });
  await wrapper.setProps({ view: { ...view, span: 'week', areaId: '' } });
  await flushPromises();
  expect(asked()).toEqual([{ from: '2026-11-23', to: '2026-11-29', limit: '100' }]);
});

it('says so where there is nothing', async () => {
  const { wrapper } = mountPart(OccurrenceTable, {
    props: { view },
    answers: { 'GET /api/v1/occurrences/table': { items: [], next: null } },
  });
  await flushPromises();
  expect(wrapper.text()).toContain('Không có mục phát nào khớp');
});

function openStations(role: Role) {
  const silent = {
    ...{
      airs: false,
      reason: 'offered',
      startsAt: null,
      stopped: false,
      endpointCount: 1,
      stoppedCount: 0,
      beatenBy: null,
    },
    ...{ class: 'normal', ownerAreaId: 'a1' },
  };
  const items = [{ ...row, stationId: 's1', stationName: 'Đài xã Hải Anh', ...silent }];
  const path = 'GET /api/v1/occurrences/b1-2026-11-25/stations';
  const answers = { [path]: { items, next: null } };
  return mountPart(OccurrenceStations, {
    ...{ props: { row, view }, answers, places, me: { id: 'u1', roles: [role] } },
  });
}
const linksSeen = () =>
  [...document.querySelectorAll('[role="dialog"] a')].map((link) => link.getAttribute('href'));

it('leads from each station to its calendar of the day, and to the broadcast who may place', async () => {
  openStations('operator');
  await flushPromises();
  expect(document.querySelector('[role="dialog"]')?.textContent).toContain('Chờ đài xã tiếp nhận');
  expect(linksSeen()).toEqual([
    '/timetable/broadcasts/b1?day=2026-11-25',
    '/timetable?date=2026-11-25&station=s1&span=day',
  ]);
});

it('leads nobody to a broadcast who places nothing', async () => {
  openStations('leader');
  await flushPromises();
  expect(linksSeen()).toEqual(['/timetable?date=2026-11-25&station=s1&span=day']);
});
