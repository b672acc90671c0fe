import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { useRouter } from 'vue-router';
import { defineComponent, h } from 'vue';
import type { HeardGroup } from '../../../../contract/http/heard.ts';
import HeardList from '../../../../web/features/timetable/HeardList.vue';
import { heardPlaces } from '../../../../web/features/timetable/heard-place.ts';
import QuickLine from '../../../../web/features/plans/QuickLine.vue';
import { mountPart } from '../console-part.ts';

const date = '2026-11-24';
const area = (id: string, parentId: string | null, name: string, kind: string) => ({
  ...{ id, parentId, name, kind, code: id, validFrom: null, validTo: null, tags: [] },
});
const areas = new Map(
  [
    area('a1', null, 'Xã Hải Hậu', 'xã'),
    area('x4', 'a1', 'Xóm 4', 'xóm'),
    area('a2', null, 'Xã Hải Anh', 'xã'),
  ].map((one) => [one.id, one]),
);
const stations = new Map(
  ['a1', 'a2'].map((areaId) => {
    const id = `s_${areaId}`;
    return [id, { id, areaId, name: id, areaName: areas.get(areaId)?.name, zone: 'UTC' }] as const;
  }),
);
const places = { areas, stations };

const step = { ok: true, detail: {} } as const;
const line: HeardGroup['lines'][number] = {
  ...{ occurrence: 'b1-2026-11-24', title: 'Tin xã', airs: true, durationMs: 130_000 },
  startsAt: Date.UTC(2026, 10, 24, 10),
  steps: [
    { ...step, step: 'rule', code: 'on_date' },
    { ...step, step: 'targets', code: 'reached' },
    { ...step, step: 'placement', code: 'placed' },
  ],
  ...{ stopped: 0, verdicts: [{ verdict: 'played', endpoints: 2, unheard: 1 }] },
};
const group: HeardGroup = {
  endpoints: ['a1', 'x4'].map((areaId) => ({ id: `e_${areaId}`, name: `Cụm ${areaId}`, areaId })),
  ...{
    holding: 1,
    lines: [line, { ...line, occurrence: 'b2-2026-11-24', title: 'Đến sau', airs: false }],
  },
};

async function list(areaId: string) {
  const { wrapper } = mountPart(HeardList, {
    props: { stationId: 's_a1', date, areaId },
    answers: { 'GET /api/v1/stations/s_a1/heard': { groups: [group] } },
    places,
  });
  await flushPromises();
  return wrapper.text().replace(/\s+/g, ' ');
}

it('tells each with its chain of reasons in a line, and what became of it', async () => {
  const text = await list('');
  expect(text).toContain('Cả 2 cụm loa nghe như nhau');
  expect(text).toContain('1/2 cụm loa báo đã có đủ bản phát');
  const chain = 'Có phát vào ngày này → Cụm loa này nằm trong nơi phát → ';
  expect(text).toContain('10:00');
  expect(text).toContain(`Có phát · ${chain}`);
  expect(text).toContain(`Không phát · ${chain}`);
  expect(text).toContain('Đã phát: 2 cụm loa · trong đó micro không nghe thấy gì: 1 cụm loa');
});

it('tells of a village only what its own loudspeakers hear', async () => {
  const text = await list('x4');
  expect(text).toContain('Cụm x4');
  expect(text).not.toContain('cụm loa nghe như nhau');
  expect(text).not.toContain('Cụm a1');
  expect(text).not.toContain('1/2 cụm loa');
});

it('finds where something asked of a name is heard', () => {
  const found = (...ids: string[]) => heardPlaces(ids, stations.values(), areas);
  expect(found('a1')).toEqual([{ stationId: 's_a1', areaId: '' }]);
  expect(found('x4')).toEqual([{ stationId: 's_a1', areaId: 'x4' }]);
  expect(found('nowhere')).toEqual([]);
});

/** Where a typed line leads, and what is said of it. */
async function type(text: string, mayPlace = true) {
  const led: unknown[] = [];
  const page = defineComponent({
    setup() {
      vi.spyOn(useRouter(), 'push').mockImplementation((to) => {
        led.push(to);
        return Promise.resolve();
      });
      const view = { date, areaId: '', stationId: '', programmeId: '' } as const;
      return () => h(QuickLine, { view: { ...view, view: 'stations', span: 'week' }, mayPlace });
    },
  });
  const { wrapper } = mountPart(page, { props: {}, places });
  await wrapper.get('input').setValue(text);
  await wrapper.get('form').trigger('submit');
  await vi.waitFor(
    () => expect(led.length > 0 || wrapper.find('[aria-invalid]').exists()).toBe(true),
    {
      timeout: 4000,
    },
  );
  return { led, text: wrapper.text() };
}

it('answers a typed question, and takes what is none for something to be placed', async () => {
  const { led: asked } = await type('xã hải hậu nghe gì 24/11/2026');
  const query = { date, station: 's_a1', heard: '1' };
  expect(asked).toEqual([{ path: '/timetable', query }]);
  const { led: village } = await type('xóm 4 nghe gì 24/11/2026?');
  expect(village).toEqual([{ path: '/timetable', query: { ...query, within: 'x4' } }]);
  const placed = '17h t3 t5 giảm nghèo xóm 4';
  const { led } = await type(placed);
  expect(led).toEqual([{ path: '/timetable/new', query: { line: placed, date } }]);
});

it('says what it did not understand', async () => {
  expect((await type('Hải Phòng nghe gì?')).text).toContain('Không biết nơi nào');
  expect((await type('nghe gì?')).text).toContain('Hãy nói rõ nơi nào');
  expect((await type('17h giảm nghèo', false)).text).toContain('Chưa hiểu câu hỏi');
});
