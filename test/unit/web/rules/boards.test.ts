import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../core/access/roles.ts';
import GuardBoard from '../../../../web/features/rules/GuardBoard.vue';
import { emptyWindow, windowBodyOf } from '../../../../web/features/rules/window-draft.ts';
import RuleDialog from '../../../../web/features/rules/RuleDialog.vue';
import WindowBoard from '../../../../web/features/rules/WindowBoard.vue';
import { mountPart } from '../console-part.ts';

const page = (...items: unknown[]) => ({ items, next: null });
const guard = {
  ...{ id: 'g1', areaId: 'a1', endpointId: null, endpointName: null },
  rule: { kind: 'session_cap', capMs: 900_000 },
  ...{ validFrom: null, validTo: null, note: 'Quy chế của xã' },
};
const granted = {
  ...{ id: 'w1', areaId: 'a1', userId: 'u5', holderAreaId: null, weekdays: [1, 2, 3, 4, 5] },
  ...{ from: '16:00', to: '18:00', sessionKeys: [], validFrom: null, validTo: null },
  ...{ areaName: 'Xã Hải Hậu', holderName: 'Hội Phụ nữ', grantedBy: 'Nga', grantedAt: 1 },
  isMine: false,
};
const button = (text: string) =>
  [...document.querySelectorAll('button')].find(
    (one) => one.textContent.trim() === text || one.getAttribute('aria-label') === text,
  );

async function press(text: string): Promise<void> {
  const found = button(text);
  if (!found) throw new Error(`there is no button ${text}`);
  found.click();
  await flushPromises();
}

async function mountBoard(
  part: typeof GuardBoard | typeof WindowBoard,
  roles: Role[],
  answers = {},
) {
  const mounted = mountPart(part, { props: {}, me: { id: 'u1', roles }, answers });
  await flushPromises();
  return mounted;
}

describe('a board of rules', () => {
  const answers = {
    'GET /api/v1/guards': page(guard),
    'GET /api/v1/endpoints': page(),
    'DELETE /api/v1/guards/g1': { saved: null, outlook: null },
  };

  it('lists what holds, and teaches where nothing does', async () => {
    const { wrapper } = await mountBoard(GuardBoard, ['administrator'], answers);
    expect(wrapper.text()).toContain('Mỗi buổi nhiều nhất 15 phút');
    expect(wrapper.text()).toContain('Quy chế của xã');
    const empty = await mountBoard(GuardBoard, ['administrator'], { 'GET /api/v1/guards': page() });
    expect(empty.wrapper.text()).toContain('Chưa có quy định nào.');
  });

  it('opens one for editing, and an empty one for adding', async () => {
    await mountBoard(GuardBoard, ['administrator'], answers);
    await press('Sửa quy định');
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('Xã Hải Hậu');
    await press('Đóng');
    await press('Thêm quy định');
    expect(document.querySelector('[role=dialog] select')).not.toBeNull();
  });

  it('removes one after it was read back, and reads the list again', async () => {
    const { sent } = await mountBoard(GuardBoard, ['administrator'], answers);
    await press('Bỏ quy định');
    expect(document.querySelector('[role=dialog]')?.textContent).toContain(
      'Mỗi buổi nhiều nhất 15 phút · Xã Hải Hậu',
    );
    await press('Bỏ');
    const calls = sent.map(({ method, path }) => `${method} ${path}`);
    expect(calls).toContain('DELETE /api/v1/guards/g1?dryRun=false');
    expect(calls.filter((call) => call.startsWith('GET /api/v1/guards'))).toHaveLength(2);
  });

  it('shows the first of thousands, and only those of one area to who chooses it', async () => {
    const many = Array.from({ length: 50 }, (_, nth) => ({ ...guard, id: `g${nth}` }));
    const { wrapper, sent } = await mountBoard(GuardBoard, ['administrator'], {
      'GET /api/v1/guards?limit=50': { items: many, next: 'g49' },
      'GET /api/v1/guards?limit=100': page(...many, guard),
      'GET /api/v1/guards?limit=50&areaId=a1': page(),
    });
    expect(wrapper.findAll('li')).toHaveLength(50);
    await wrapper.find('select').setValue('a1');
    await flushPromises();
    expect(sent.at(-1)?.path).toBe('/api/v1/guards?limit=50&areaId=a1');
    expect(wrapper.text()).toContain('Ở đây không có quy định nào.');
    await wrapper.find('select').setValue('');
    await flushPromises();
    await press('Hiện thêm');
    expect(wrapper.findAll('li')).toHaveLength(51);
  });

  it('offers nothing to who may change nothing', async () => {
    const { wrapper } = await mountBoard(GuardBoard, ['author'], answers);
    expect(wrapper.text()).toContain('Mỗi buổi nhiều nhất 15 phút');
    expect(wrapper.findAll('button')).toEqual([]);
  });

  it('says so where it cannot be read', async () => {
    const { wrapper } = await mountBoard(GuardBoard, ['administrator']);
    expect(wrapper.find('[role=alert]').exists()).toBe(true);
    expect(wrapper.text()).toContain('Thử lại');
  });
});

describe('granted windows', () => {
  const answers = {
    'GET /api/v1/windows': page(granted),
    'POST /api/v1/windows': granted,
    'DELETE /api/v1/windows/w1': null,
    'GET /api/v1/windows/people': page({ id: 'u5', name: 'Lê Thị Lan', login: 'lan' }),
  };

  it('say who holds what, and who granted it', async () => {
    const { wrapper } = await mountBoard(WindowBoard, ['approver'], answers);
    const text = wrapper.find('li').text();
    expect(text).toContain('Hội Phụ nữ');
    expect(text).toContain('16:00–18:00');
    expect(text).toContain('Nga giao');
  });

  it('are ended after what that means was said', async () => {
    const { sent } = await mountBoard(WindowBoard, ['approver'], answers);
    await press('Thu lại khung giờ');
    expect(document.querySelector('[role=dialog]')?.textContent).toContain(
      'Thu lại 16:00–18:00 ở Xã Hải Hậu đã giao cho Hội Phụ nữ.',
    );
    await press('Thu lại');
    expect(sent.filter(({ method }) => method === 'DELETE').map(({ path }) => path)).toEqual([
      '/api/v1/windows/w1',
    ]);
  });

  it('are granted to a person or an area', async () => {
    const { sent } = await mountBoard(WindowBoard, ['approver'], answers);
    await press('Giao khung giờ');
    const people = document.querySelector('[role=dialog] select');
    expect(people?.textContent).toContain('Lê Thị Lan (lan)');
    const [, toArea] = document.querySelectorAll<HTMLInputElement>('[role=dialog] [type=radio]');
    toArea?.click();
    await flushPromises();
    const [from, to] = document.querySelectorAll<HTMLInputElement>(
      '[role=dialog] input[placeholder="hh:mm"], [role=dialog] input[inputmode=numeric]',
    );
    if (!from || !to) throw new Error('there are no hours');
    for (const [field, value] of [
      [from, '16:00'],
      [to, '18:00'],
    ] as const) {
      field.value = value;
      field.dispatchEvent(new Event('input'));
      field.dispatchEvent(new Event('change'));
    }
    await flushPromises();
    await press('Giao');
    expect(sent.find(({ method }) => method === 'POST')?.body).toMatchObject({
      ...{ areaId: 'a1', userId: null, holderAreaId: 'a1', from: '16:00', to: '18:00' },
    });
  });

  it('have a holder, and hours or sessions', () => {
    const draft = { ...emptyWindow(), areaId: 'a1', userId: 'u5' };
    expect(windowBodyOf(draft)).toBeNull();
    expect(windowBodyOf({ ...draft, from: '16:00' })).toBeNull();
    expect(windowBodyOf({ ...draft, sessionKeys: ['morning'] })).toMatchObject({ from: null });
    const nobody = { ...draft, userId: '', holderAreaId: 'a1', sessionKeys: ['morning'] };
    expect(windowBodyOf(nobody)).toBeNull();
    expect(windowBodyOf({ ...nobody, holder: 'area' })).toMatchObject({
      ...{ userId: null, holderAreaId: 'a1' },
    });
  });
});

it('shows what another change of rules does after one was refused', async () => {
  const changeFor = (name: string) => (how: { query: { dryRun: string } }) =>
    how.query.dryRun === 'true'
      ? Promise.resolve({ outlook: null })
      : Promise.reject(new TypeError(name));
  const { wrapper } = mountPart(RuleDialog, {
    props: { title: 'Quy định', action: 'Lưu quy định', change: changeFor('first') },
  });
  await flushPromises();
  const refused = () => document.querySelector('[role=dialog] [role=alert]');
  await press('Lưu quy định');
  expect(refused()).not.toBeNull();
  await wrapper.setProps({ change: changeFor('second') });
  expect(refused()).toBeNull();
});
