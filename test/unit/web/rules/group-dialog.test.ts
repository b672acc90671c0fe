import { flushPromises } from '@vue/test-utils';
import { expect, it, onTestFinished, vi } from 'vitest';
import GroupDialog from '../../../../web/features/rules/GroupDialog.vue';
import { anEndpoint } from '../an-endpoint.ts';
import { mountPart } from '../console-part.ts';

const page = (...items: unknown[]) => ({ items, next: null, total: items.length });
const list = 'GET /api/v1/endpoints?';
const answers = {
  [`${list}id=e7%2Ce8&limit=100`]: page(
    anEndpoint({ id: 'e7', name: 'Cụm cảng' }),
    anEndpoint({ id: 'e8', name: 'Cụm đò' }),
  ),
  [`${list}limit=50&areaId=a1&state=in_use`]: page(anEndpoint({ id: 'e1', name: 'Cụm xóm 1' })),
  [`${list}limit=50&q=ch%E1%BB%A3&areaId=a1&state=in_use`]: page(
    anEndpoint({ id: 'e9', name: 'Cụm chợ' }),
  ),
};
const group = { id: 'g1', areaId: 'a1', name: 'Ven biển', tag: null, members: ['a1', 'e7', 'e8'] };

it('names the members that it has, and finds others on the server', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  mountPart(GroupDialog, {
    props: { group },
    me: { id: 'u1', roles: ['administrator'] },
    answers,
    places: {
      stations: new Map([
        ['d1', { id: 'd1', areaId: 'a1', name: 'Đài xã', areaName: 'Xã Hải Hậu' }],
      ]),
    },
  });
  await flushPromises();
  const dialog = document.querySelector('[role=dialog]');
  const shown = () => [...(dialog?.querySelectorAll('li') ?? [])].map((one) => one.textContent);
  const members = shown();
  expect(members.slice(0, 3)).toEqual([
    expect.stringContaining('Xã Hải Hậu'),
    expect.stringContaining('Cụm cảng · Xã Hải Hậu'),
    expect.stringContaining('Cụm đò · Xã Hải Hậu'),
  ]);
  expect(members.join()).toContain('Cụm xóm 1');
  const search = dialog?.querySelector<HTMLInputElement>('input[type=search]');
  if (!search) throw new Error('there is nothing to search with');
  search.value = 'chợ';
  search.dispatchEvent(new Event('input'));
  await flushPromises();
  vi.advanceTimersByTime(300);
  await flushPromises();
  expect(shown().join()).toContain('Cụm chợ');
  expect(shown().join()).toContain('Cụm đò');
  expect(shown().join()).not.toContain('Cụm xóm 1');
});
