import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { ref, shallowRef } from 'vue';
import { ProblemError } from '../../../../contract/client.ts';
import type { Role } from '../../../../core/access/roles.ts';
import LoadFrame from '../../../../web/features/shell/LoadFrame.vue';
import BroadcastPage from '../../../../web/pages/BroadcastPage.vue';
import { mountPart } from '../console-part.ts';

const page = { items: [], next: null };

async function openNew(roles: Role[], places = {}) {
  const { wrapper } = mountPart(BroadcastPage, {
    props: {},
    me: { id: 'u1', roles },
    places,
    answers: {
      'GET /api/v1/recordings': page,
      'GET /api/v1/campaigns': page,
      'GET /api/v1/partners': page,
    },
  });
  await flushPromises();
  return wrapper;
}

it('tells a reader who may place and whom to ask, before any form', async () => {
  const wrapper = await openNew(['leader']);
  expect(wrapper.find('form').exists()).toBe(false);
  const text = wrapper.text();
  expect(text).toContain('Tài khoản này không có quyền thêm mục phát.');
  expect(text).toContain('Dành cho:Vận hành, Cán bộ đài xã');
  expect(text).toContain('Vai trò của bạn:Lãnh đạo (xem)');
  expect(text).toContain('hãy nhờ quản trị của đơn vị giao vai trò.');
});

it('gives the form to whoever places, also in a window alone', async () => {
  const operator = await openNew(['operator']);
  expect(operator.find('form').exists()).toBe(true);
  operator.unmount();
  const partner = await openNew(['author'], { ownWindows: [{ id: 'w1', areaId: 'a1' }] });
  expect(partner.find('form').exists()).toBe(true);
});

it('shows what the server refuses as a state, not as a failure', async () => {
  const refusal = new ProblemError({ code: 'not_allowed', status: 403 } as never);
  const load = {
    ...{ value: shallowRef(null), problem: shallowRef(refusal), loadedAt: ref(null) },
    ...{ isLoading: ref(false), reload: () => Promise.resolve() },
  };
  const { wrapper } = mountPart(LoadFrame as never, { props: { load } });
  await vi.waitFor(() => expect(wrapper.text()).toContain('không có quyền xem phần này'));
  expect(wrapper.find('[role=alert]').exists()).toBe(false);
  expect(wrapper.findAll('button')).toEqual([]);
});
