import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import HistoryPart from '../../../../web/features/endpoint-page/HistoryPart.vue';
import { mountPart } from '../console-part.ts';

const day = (date: string, rest: object = {}) => ({
  ...{ date, hours: 24, hoursOnBattery: 0, batteryLow: 96, batteryHigh: 100 },
  ...{ diskLowBytes: 2e9, clockOffsetMs: -120, volumeLow: 70, volumeHigh: 70, version: '1.0.0' },
  ...{ usedBytes: 3e6, awayMs: 0, ...rest },
});

function show(items: object[]) {
  return mountPart(HistoryPart, {
    props: { endpointId: 'e1' },
    answers: { 'GET /api/v1/endpoints/e1/health-days': { items } },
  });
}

it('tells in words and by the day how a loudspeaker was', async () => {
  const { wrapper, sent } = show([day('2026-11-30', { awayMs: 7_200_000 }), day('2026-12-01')]);
  await flushPromises();
  expect(sent[0]?.path).toContain('days=14');
  expect(wrapper.text()).toContain('Tổng 2 h 00′, trong 1 ngày');
  expect(wrapper.text()).toContain('Lệch nhiều nhất −0,1 s');
  expect(wrapper.text()).toContain('Luôn 70%');
  const details = wrapper.get('details');
  (details.element as HTMLDetailsElement).open = true;
  await details.trigger('toggle');
  const rows = wrapper.findAll('tbody tr').map((row) => row.text());
  expect(rows).toHaveLength(2);
  expect(rows[1]).toContain('2 h 00′');
  await wrapper.get('input[value="60"]').setValue();
  await flushPromises();
  expect(sent.at(-1)?.path).toContain('days=60');
});

it('says that nothing is known yet', async () => {
  const untold = { hours: 0, batteryLow: null, batteryHigh: null, version: null };
  const { wrapper } = show([day('2026-12-01', untold)]);
  await flushPromises();
  expect(wrapper.text()).toContain('Chưa có số liệu');
});
