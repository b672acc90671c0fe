import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import BroadcastHistory from '../../../../web/features/history/BroadcastHistory.vue';
import { mountPart } from '../console-part.ts';

const path = '/api/v1/broadcasts/b1';
const broadcast = {
  ...{ id: 'b1', title: 'Tin', programmeId: null, campaignId: null, ownerAreaId: 'a1' },
  ...{ class: 'normal', dates: { first: '2028-02-29', last: null, count: null, rule: null } },
  placement: { kind: 'at', slots: [{ id: '1', time: '17:00' }], start: 'hard', maxDelayMs: 0 },
  items: [{ type: 'recording', recordingId: 'r1' }],
  targets: { areas: ['a1'], stations: [], endpoints: [], groups: [], except: [] },
  ...{ overrides: [], overflow: { kind: 'skip' }, whenBeaten: 'queue', afterInterrupt: 'drop' },
  ...{ volumePercent: null, urgentSince: null, predecessorId: null, state: 'active' },
  ...{ version: 2, authorId: 'u1', updatedAt: 1000 },
};
Object.assign(broadcast.dates, { exdates: [], rdates: [] });
const version = (number: number, changes: string[]) => ({
  ...{ version: number, what: 'update', at: 1000 * number, userName: 'Nguyễn Thị Lan' },
  ...{ state: 'active', title: 'Tin', changes },
});

function open(roles: ('operator' | 'author')[]) {
  return mountPart(BroadcastHistory, {
    props: { broadcast },
    me: { id: 'u1', roles },
    answers: {
      [`GET ${path}/versions`]: {
        items: [version(2, ['chỗ phát: 17:00 → 17:30']), version(1, ['tạo mới'])],
        next: null,
      },
      [`POST ${path}/restore`]: {
        broadcast,
        changes: ['chỗ phát: 17:30 → 17:00'],
        air: { stations: 1, total: 1, lines: [{ kind: 'moved', text: '«Tin» dời' }] },
      },
    },
  });
}

const press = async (root: ParentNode, name: string) => {
  const buttons = [...root.querySelectorAll('button')];
  const button = buttons.find((one) => one.textContent.trim() === name);
  if (!button) throw new Error(`there is no ${name}`);
  button.click();
  await flushPromises();
};

it('tells who changed a broadcast and how, and restores a version after its preview', async () => {
  const { wrapper, sent } = open(['operator']);
  await flushPromises();
  const [newest, oldest] = wrapper.findAll('li');
  expect(newest?.text()).toContain('chỗ phát: 17:00 → 17:30');
  expect(newest?.text()).toContain('Bản hiện tại');
  expect(oldest?.text()).toContain('Nguyễn Thị Lan');

  await press(wrapper.element as HTMLElement, 'Khôi phục bản này');
  const dialog = document.querySelector('[role=dialog]');
  expect(dialog?.textContent).toContain('chỗ phát: 17:30 → 17:00');
  expect(dialog?.textContent).toContain('«Tin» dời');
  await press(dialog ?? document, 'Khôi phục bản này');
  const bodies = sent.filter(({ method }) => method === 'POST').map(({ body }) => body);
  expect(bodies).toEqual([
    { version: 2, toVersion: 1, dryRun: true },
    { version: 2, toVersion: 1, dryRun: false },
  ]);
  expect(wrapper.emitted('restored')).toHaveLength(1);
});

it('offers no way back to those who may not change the timetable', async () => {
  const { wrapper } = open(['author']);
  await flushPromises();
  expect(wrapper.findAll('li')).toHaveLength(2);
  expect(wrapper.find('button').exists()).toBe(false);
});
