import { flushPromises } from '@vue/test-utils';
import { expect, it, onTestFinished, vi } from 'vitest';
import PeopleBoard from '../../../../web/features/people/PeopleBoard.vue';
import { mountPart } from '../console-part.ts';

const person = (nth: number, name = `Người ${nth}`) => ({
  ...{ id: `u${nth}`, login: `nguoi.${nth}`, name, standIns: [], createdAt: 1, disabledAt: null },
  grants: [{ role: 'author', areaId: 'a1', startsAt: null, endsAt: null }],
});
const list = 'GET /api/v1/users?';
const answers = {
  [`${list}limit=50`]: { items: Array.from({ length: 50 }, (_, nth) => person(nth)), next: '50' },
  [`${list}limit=50&q=lan`]: { items: [person(900, 'Lê Thị Lan')], next: null },
};

it('shows the first of thousands, and those that a search finds on the server', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const me = { id: 'u1', roles: ['administrator' as const] };
  const { wrapper } = mountPart(PeopleBoard, { props: {}, me, answers });
  await flushPromises();
  const lines = () => wrapper.findAll('ul.box > li');
  expect(lines()).toHaveLength(50);
  expect(wrapper.text()).toContain('Hiện thêm');
  await wrapper.find('input[type=search]').setValue('lan');
  vi.advanceTimersByTime(300);
  await flushPromises();
  expect(lines().map((one) => one.find('span').text())).toEqual(['Lê Thị Lan']);
  expect(wrapper.text()).not.toContain('Hiện thêm');
});
