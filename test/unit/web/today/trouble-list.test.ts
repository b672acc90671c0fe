import { expect, it, onTestFinished, vi } from 'vitest';
import type { OutageAnswer } from '../../../../contract/http/outages.ts';
import type { EndpointTroubleAnswer, TodayAnswer } from '../../../../contract/http/today.ts';
import TroubleList from '../../../../web/features/today/TroubleList.vue';
import { mountPart } from '../console-part.ts';

const seen = Date.UTC(2026, 10, 30, 21);
const atRisk: EndpointTroubleAnswer = {
  ...{ reason: 'offline', isKnown: true, stationId: 's1', keyholder: null, count: 1 },
  endpoints: [
    {
      ...{ id: 'e1', name: 'Cụm xóm 4', stationId: 's1', lastSeenAt: seen },
      ...{ unheardAt: null, unheardBy: null },
    },
  ],
};
const today: TodayAnswer = {
  ...{ date: '2026-12-01', isOnAir: false, air: null, endpointTroubles: [atRisk] },
  ...{ moreAtRisk: 0, planTroubles: [], stations: { items: [], total: 0 } },
};
const outage = (
  level: OutageAnswer['level'],
  subjectId: string,
  name: string,
  endedAt: number | null = null,
): OutageAnswer => ({
  ...{ id: `${level}_${subjectId}`, level, subjectId, name, stationId: null, stationName: null },
  ...{ beganAt: seen, endedAt, drops: 1, endpoints: 3, away: 3 },
});

function quietLine() {
  // No news come.
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      close(): void {}
    },
  );
}

it('tells the gravest alone while something sounds, and counts the others', async () => {
  quietLine();
  const lines = ['s1', 's2', 's3', 's4', 's5'].map((stationId) => ({ ...atRisk, stationId }));
  const elsewhere = { ...atRisk, stationId: null };
  const { wrapper } = mountPart(TroubleList, {
    props: {
      today: {
        ...{ ...today, isOnAir: true, moreAtRisk: 4 },
        endpointTroubles: [...lines, elsewhere],
      },
    },
    answers: { 'GET /api/v1/outages': { items: [] } },
  });
  const texts = () => wrapper.findAll('li').map((line) => line.text());
  expect(texts()).toHaveLength(5);
  expect(texts()[3]).toContain('Và 6 cụm loa nữa');
  expect(texts()[4]).toContain('Việc khác cần để ý (1)');
  await wrapper.setProps({ today: { ...today, endpointTroubles: [...lines, elsewhere] } });
  expect(texts()).toHaveLength(6);
});

it('tells of a station that went at once, but once, and of its return alone', async () => {
  quietLine();
  const { wrapper } = mountPart(TroubleList, {
    props: { today },
    answers: {
      'GET /api/v1/outages': {
        items: [
          outage('station', 's1', 'Đài xã Hải Hậu'),
          outage('station', 's2', 'Đài xã Hải Anh'),
          outage('area', 'a2', 'Huyện Hải Hậu'),
          outage('endpoint', 'e5', 'Cụm xóm 5'),
          outage('station', 's3', 'Đài xã Hải Hưng', seen + 60_000),
          outage('endpoint', 'e6', 'Cụm xóm 6', seen + 60_000),
        ],
      },
    },
  });
  const lines = () => wrapper.findAll('li').map((line) => line.text());
  await vi.waitFor(() => expect(lines()).toHaveLength(4));
  const [station, area, risk, back] = lines();
  expect(station).toContain('Đài xã Hải Anh: 3 cụm loa cùng mất kết nối');
  expect(area).toContain('Huyện Hải Hậu: nhiều đài cùng mất kết nối');
  expect(risk).toContain('cả đài cùng mất, có thể mất điện');
  expect(back).toContain('Đài xã Hải Hưng đã kết nối lại');
});
