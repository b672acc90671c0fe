import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { AreaAnswer } from '../../../../contract/http/areas.ts';
import AddAreaDialog from '../../../../web/features/places/AddAreaDialog.vue';
import AreaBoard from '../../../../web/features/places/AreaBoard.vue';
import { mountPart } from '../console-part.ts';

const province: AreaAnswer = {
  ...{ id: 'a1', code: '37', name: 'Tỉnh Ninh Bình', kind: 'tỉnh', parentId: null, tags: [] },
  ...{ validFrom: null, validTo: null, successorId: null, states: [] },
};
const coming: AreaAnswer = {
  ...{ ...province, id: 'a5', code: '5', name: 'Xã Hải Anh', kind: 'xã', parentId: 'a1' },
  validFrom: '2025-07-01',
};
const me = { id: 'u1', roles: ['administrator' as const] };
const page = (...items: unknown[]) => ({ items, next: null });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2025, 5, 26, 3) });
  onTestFinished(() => void vi.useRealTimers());
});

it('can be changed before its first day', async () => {
  const { wrapper } = mountPart(AreaBoard, {
    props: {},
    me,
    answers: { 'GET /api/v1/areas?limit=5000&ended=true': page(province, coming) },
    places: { areas: new Map([['a1', province]]) },
  });
  await wrapper.find('input[type=checkbox]').setValue(true);
  await flushPromises();
  const line = wrapper.findAll('li').find((one) => one.text().includes('Xã Hải Anh'));
  expect(line?.findAll('button')).toHaveLength(1);
});

it('takes in areas that begin on the same day', async () => {
  mountPart(AddAreaDialog, {
    props: {},
    me,
    answers: {
      'GET /api/v1/areas?limit=5000&on=2025-06-26': page(province),
      'GET /api/v1/areas?limit=5000&on=2025-07-01': page(province, coming),
    },
    places: { areas: new Map([['a1', province]]) },
  });
  await flushPromises();
  const select = () => document.querySelector<HTMLSelectElement>('[role=dialog] select');
  const names = () => [...(select()?.options ?? [])].map(({ text }) => text.trim());
  expect(names()).toEqual(['Tỉnh Ninh Bình']);
  expect(select()?.value).toBe('a1');
  const days = [...document.querySelectorAll('[role=dialog] label')];
  const label = days.find((one) => one.textContent.trim().startsWith('Từ ngày'));
  const day = document.querySelector<HTMLInputElement>(`#${label?.getAttribute('for') ?? ''}`);
  if (!day) throw new Error('there is no first day');
  day.value = '01/07/2025';
  day.dispatchEvent(new Event('input'));
  day.dispatchEvent(new Event('change'));
  await flushPromises();
  expect(names()).toEqual(['Tỉnh Ninh Bình', 'Xã Hải Anh']);
  expect(select()?.value).toBe('a1');
});
