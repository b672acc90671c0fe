import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import type { TodayAnswer } from '../../../../contract/http/today.ts';
import ClerkHome from '../../../../web/features/clerk/ClerkHome.vue';
import { firstStations, useOverview } from '../../../../web/features/today/use-overview.ts';
import { keptValue } from '../../../../web/kept/kept-values.ts';
import { stubDatabase } from '../browser-database.ts';
import { mountPart } from '../console-part.ts';

const told = (total: number): TodayAnswer => ({
  ...{ date: '2026-12-01', isOnAir: false, air: null, moreAtRisk: 0 },
  ...{ endpointTroubles: [], planTroubles: [], stations: { items: [], total } },
});
const keptTotal = async () =>
  (await keptValue<TodayAnswer>('overview'))?.value.stations.total ?? null;

beforeEach(() => {
  stubDatabase();
  vi.stubGlobal('EventSource', function () {
    return { close: () => undefined };
  });
});

it('keeps all stations for when there is no network, not what a search left of them', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const q = ref('Hải');
  const Part = defineComponent(() => {
    const load = useOverview(q, ref(firstStations));
    return () => h('p', String(load.value.value?.stations.total));
  });
  const { wrapper } = mountPart(Part, {
    props: {},
    answers: { 'GET /api/v1/today?q=&limit=40': told(30), 'GET /api/v1/today': told(2) },
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(wrapper.text()).toBe('2');
  expect(await keptTotal()).toBeNull();
  q.value = '';
  await vi.advanceTimersByTimeAsync(100);
  expect(await keptTotal()).toBe(30);
  q.value = 'Hải';
  await vi.advanceTimersByTimeAsync(120_000);
  expect(wrapper.text()).toBe('2');
  expect(await keptTotal()).toBe(30);
});

it('keeps the whole day as soon as the clerk’s home was seen, though nobody opened its page', async () => {
  mountPart(ClerkHome, {
    props: {},
    me: { id: 'clerk', roles: ['commune-operator'] },
    answers: {
      'GET /api/v1/occurrences': { items: [], sessions: [] },
      'GET /api/v1/endpoints': { items: [], next: null, total: 0 },
      'GET /api/v1/today': told(30),
    },
  });
  await expect.poll(keptTotal, { timeout: 20_000 }).toBe(30);
}, 30_000);
