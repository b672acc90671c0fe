import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { AreaAnswer } from '../../../../contract/http/areas.ts';
import type { Effects } from '../../../../contract/http/effects.ts';
import AreaChangeDialog from '../../../../web/features/territory/AreaChangeDialog.vue';
import { mountPart } from '../console-part.ts';

const none = { total: 0, first: [] };
const nothing: Effects = {
  ...{ areas: [], areasBeneath: 0, stations: [], quietHours: 0 },
  ...{ endpoints: none, broadcasts: none, roles: none },
};
const province: AreaAnswer = {
  ...{ id: 'a1', code: '37', name: 'Tỉnh Ninh Bình', kind: 'tỉnh', parentId: null, tags: [] },
  ...{ validFrom: null, validTo: null, successorId: null, states: [] },
};
const old = { ...province, id: 'a3', name: 'Xã Hải Minh', parentId: 'a1' };
const heir = { ...old, id: 'a2', name: 'Xã Hải Anh', validFrom: '2025-07-01' };
const merged: Effects = {
  ...nothing,
  areasBeneath: 3,
  stations: [
    {
      ...{ id: 's1', name: 'Đài Hải Minh', area: { id: 'a2', name: 'Xã Hải Anh' } },
      ...{ validTo: null, successor: null },
    },
  ],
  endpoints: {
    total: 12,
    first: Array.from({ length: 12 }, (_, index) => ({
      ...{ id: `e${index}`, name: `Cụm ${index + 1}`, from: '2025-07-01' },
      station: { id: 's1', name: 'Đài Hải Minh' },
      area: { id: 'a2', name: 'Xã Hải Anh' },
    })),
  },
  broadcasts: {
    total: 1,
    first: [
      {
        ...{ id: 'b1', title: 'Lịch tiêm chủng' },
        lost: [
          {
            ...{ id: 'a3', name: 'Xã Hải Minh', reason: 'ended', from: '2025-07-01' },
            successor: { id: 'a2', name: 'Xã Hải Anh' },
          },
        ],
      },
    ],
  },
  roles: {
    total: 1,
    first: [
      {
        ...{ user: { id: 'u9', name: 'Nguyễn Thị Lan' }, role: 'approver' },
        ...{ area: { id: 'a3', name: 'Xã Hải Minh' }, follows: true },
      },
    ],
  },
};

// Read again once something has changed.
const lists = Object.fromEntries(
  ['stations', 'sessions', 'programmes', 'groups', 'windows'].map((name) => [
    `GET /api/v1/${name}`,
    { items: [], next: null },
  ]),
);

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2025, 5, 26, 3) });
  onTestFinished(() => void vi.useRealTimers());
});

async function open(answers: Record<string, unknown>, area: AreaAnswer = old) {
  const { wrapper, sent } = mountPart(AreaChangeDialog, {
    props: { area },
    me: { id: 'u1', roles: ['administrator'] },
    answers: {
      ...lists,
      'GET /api/v1/areas': { items: [province, old, heir], next: null },
      ...answers,
    },
  });
  await flushPromises();
  const dialog = document.querySelector('[role=dialog]');
  if (!dialog) throw new Error('the dialog is not open');
  const field = <Kind extends HTMLElement>(label: string) => {
    const labels = [...dialog.querySelectorAll('label')];
    const found = labels.find((one) => one.textContent.trim().startsWith(label));
    const input = found?.htmlFor
      ? dialog.querySelector(`#${CSS.escape(found.htmlFor)}`)
      : found?.querySelector('input');
    if (!input) throw new Error(`there is no ${label}`);
    return input as unknown as Kind;
  };
  const type = async (label: string, value: string) => {
    const input = field<HTMLInputElement>(label);
    input.value = value;
    input.dispatchEvent(new Event(input.tagName === 'SELECT' ? 'change' : 'input'));
    input.dispatchEvent(new Event('change'));
    await flushPromises();
  };
  const choose = async (label: string) => {
    field(label).click();
    await flushPromises();
  };
  const rest = async () => {
    await vi.advanceTimersByTimeAsync(500);
    await flushPromises();
  };
  const confirm = () => {
    const button = dialog.querySelector<HTMLButtonElement>('button[type=submit]');
    if (!button) throw new Error('there is nothing to confirm');
    return button;
  };
  const changes = () => sent.filter(({ method }) => method !== 'GET');
  return { wrapper, dialog, type, choose, rest, confirm, changes };
}

it('confirms a merge only once it has said what it touches, and sends what was shown', async () => {
  const { wrapper, dialog, type, choose, rest, confirm, changes } = await open({
    'POST /api/v1/areas/merge': { areas: [old], effects: merged },
  });
  await choose('Sáp nhập');
  expect(confirm().disabled).toBe(true);
  await type('Sáp nhập vào', 'a2');
  await type('Từ ngày', '01/07/2025');
  expect(confirm().disabled).toBe(true);
  await rest();
  expect(confirm().disabled).toBe(false);
  expect(dialog.textContent).toContain('1 mục phát không còn tới đủ nơi đã chọn');
  expect(dialog.textContent).toContain('Lịch tiêm chủng');
  expect(dialog.textContent).toContain('Thay thế: Xã Hải Anh');
  expect(dialog.textContent).toContain('12 cụm loa đổi chỗ');
  expect(dialog.textContent).toContain('và 4 nữa');
  expect(dialog.textContent).toContain('Phê duyệt ở Xã Hải Minh, có cả ở địa bàn mới');
  expect(dialog.textContent).toContain('3 địa bàn bên dưới chuyển theo');
  confirm().click();
  await flushPromises();
  const body = { areas: ['a3'], into: 'a2', on: '2025-07-01', rolesFollow: true };
  expect(changes().map(({ path, body: given }) => [path.split('?')[1], given])).toEqual([
    ['dryRun=true', body],
    ['dryRun=false', body],
  ]);
  expect(wrapper.emitted('saved')).toHaveLength(1);
});

it('asks again when a day changes, and lets nobody confirm what was not shown', async () => {
  const { type, choose, rest, confirm, changes } = await open({
    'PATCH /api/v1/areas/a3': { ...old, effects: nothing },
  });
  await choose('Kết thúc');
  await rest();
  expect(confirm().disabled).toBe(false);
  await type('Ngày cuối cùng', '30/06/2025');
  expect(confirm().disabled).toBe(true);
  await rest();
  expect(confirm().disabled).toBe(false);
  const days = changes().map(({ body }) => (body as { validTo: string }).validTo);
  expect(days).toEqual(['2025-06-27', '2025-06-30']);
});

it('shows what another day touches after one was refused', async () => {
  const { dialog, type, choose, rest, confirm } = await open({
    'PATCH /api/v1/areas/a3?dryRun=true': { ...old, effects: nothing },
  });
  await choose('Kết thúc');
  await rest();
  confirm().click();
  await flushPromises();
  expect(dialog.querySelector('[role=alert]')).not.toBeNull();
  await type('Ngày cuối cùng', '30/06/2025');
  await rest();
  expect(dialog.querySelector('[role=alert]')).toBeNull();
  expect(dialog.textContent).toContain('Không ảnh hưởng');
});

it('gives a new name from a day on, or corrects it for every day', async () => {
  const { dialog, type, choose, rest, changes } = await open({
    'PATCH /api/v1/areas/a3': { ...old, effects: nothing },
  });
  await type('Tên mới', 'Xã Hải Minh Mới');
  await rest();
  expect(dialog.textContent).toContain('Không ảnh hưởng');
  await choose('Tên cũ bị ghi sai');
  await rest();
  expect(changes().map(({ body }) => body)).toEqual([
    { name: 'Xã Hải Minh Mới', nameFrom: '2025-06-27' },
    { name: 'Xã Hải Minh Mới' },
  ]);
});

it('offers to call an end off, and says in plain words why a day cannot be', async () => {
  const { dialog, choose, rest, confirm, changes } = await open(
    {},
    { ...old, validTo: '2025-06-30' },
  );
  await choose('Kết thúc');
  await rest();
  expect(changes().map(({ body }) => body)).toEqual([{ validTo: null }]);
  expect(dialog.querySelector('[role=alert]')).not.toBeNull();
  expect(confirm().disabled).toBe(true);
});
