import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import UnpairedBoard from '../../../../web/features/endpoint-list/UnpairedBoard.vue';
import { mountPart } from '../console-part.ts';

const one = (id: string, codeUntil: number | null) => ({
  ...{ id, name: `Cụm ${id}`, stationId: 's1', stationName: 'Đài xã Hải Hậu', codeUntil },
  areaName: 'Xóm 4',
});
const card = (id: string) => ({
  ...{ endpointId: id, name: `Cụm ${id}`, stationName: 'Đài xã Hải Hậu', areaName: 'Xóm 4' },
  ...{ serial: null, address: null, code: 'ABCDEFGH', expiresAt: Date.now() + 1e9 },
});

it('makes codes for those that are chosen, says which are replaced, and shows the sheet', async () => {
  const { wrapper, sent } = mountPart(UnpairedBoard, {
    props: {},
    me: { id: 'u1', roles: ['operator'] },
    answers: {
      'GET /api/v1/endpoint-lists/unpaired': {
        ...{ items: [one('e1', null), one('e2', Date.now() + 1e8)], next: null, total: 2 },
      },
      'POST /api/v1/endpoints/pairing-sheet': {
        ...{ fingerprint: 'ABCDABCDABCDABCD', items: [card('e1'), card('e2')] },
      },
    },
  });
  await flushPromises();
  const lines = wrapper.findAll('li').map((line) => line.text());
  expect(lines[0]).toContain('Chưa có mã còn hạn');
  expect(lines[1]).toContain('Có mã đến');
  const make = () =>
    wrapper.findAll('button').find(({ element }) => /làm mã/i.test(element.textContent ?? ''));
  expect(make()?.attributes('disabled')).toBeDefined();
  await wrapper.get('input[type="checkbox"]').trigger('change');
  expect(make()?.text()).toBe('Làm mã cho 2 cụm loa');
  expect(wrapper.text()).toContain('1 cụm loa đang có mã');
  await make()?.trigger('click');
  await flushPromises();
  const asked = sent.find(({ method }) => method === 'POST');
  expect(asked?.body).toEqual({ ids: ['e1', 'e2'] });
  expect(wrapper.text()).toContain('ABCD EFGH');
  expect(wrapper.findAll('img')).toHaveLength(2);
});

it('asks for one area alone', async () => {
  const { wrapper, sent } = mountPart(UnpairedBoard, {
    props: {},
    me: { id: 'u1', roles: ['operator'] },
    answers: { 'GET /api/v1/endpoint-lists/unpaired': { items: [], next: null, total: 0 } },
  });
  await flushPromises();
  expect(wrapper.text()).toContain('Mọi cụm loa đã ghép nối.');
  await wrapper.get('select').setValue('a1');
  await flushPromises();
  expect(sent.at(-1)?.path).toContain('areaId=a1');
  expect(wrapper.text()).toContain('Không có cụm loa nào khớp.');
});
