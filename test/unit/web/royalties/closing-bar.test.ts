import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import ClosingBar from '../../../../web/features/royalties/ClosingBar.vue';
import { mountPart } from '../console-part.ts';

const view = { period: 'month', start: '2025-10-01', areaId: 'a1', withBeneath: false } as const;
const total = { pieces: 3, durationMs: 60_000, unpriced: 1, supplements: 0, dong: 150_000 };
const closing = {
  ...{ id: 'c1', areaId: 'a1', month: '2025-10-01' },
  ...{ closedBy: 'Trần Văn Nam', closedAt: Date.UTC(2025, 10, 3, 2) },
};
const route = '/api/v1/royalty-closings';

function mountBar(props: object = {}, role: 'approver' | 'leader' = 'approver') {
  return mountPart(ClosingBar, {
    props: { view, total, closing: null, ...props },
    me: { id: 'u2', roles: [role] },
    answers: {
      [`POST ${route}`]: closing,
      [`DELETE ${route}/c1`]: new Response(null, { status: 204 }),
    },
  });
}

describe('the list of a month that is over', () => {
  it('is closed as it was read', async () => {
    const { wrapper, sent } = mountBar();
    await wrapper.get('button').trigger('click');
    expect(sent).toEqual([]);
    expect(wrapper.text()).toContain('Bảng đã ký đúng là 2 tin bài, 150.000 đ?');
    // What comes while somebody counts is not what was signed.
    await wrapper.setProps({ total: { ...total, pieces: 4, dong: 200_000 } });
    await wrapper.get('[role=group] button').trigger('click');
    await flushPromises();
    const body = { areaId: 'a1', month: '2025-10-01', pieces: 3, dong: 150_000 };
    expect(sent).toEqual([{ method: 'POST', path: route, body }]);
    expect(wrapper.emitted('changed')).toHaveLength(1);
  });

  it('says who closed it, and is opened again', async () => {
    const { wrapper, sent } = mountBar({ closing });
    expect(wrapper.text()).toContain('Đã chốt: Trần Văn Nam');
    await wrapper.get('button').trigger('click');
    expect(sent).toEqual([]);
    await wrapper.get('[role=group] button').trigger('click');
    await flushPromises();
    expect(sent).toMatchObject([{ method: 'DELETE', path: `${route}/c1` }]);
  });

  it('is nobody’s to close who does not decide on money, or where nothing is paid', () => {
    expect(mountBar({}, 'leader').wrapper.find('button').exists()).toBe(false);
    expect(mountBar({ closing }, 'leader').wrapper.find('button').exists()).toBe(false);
    const nothing = { ...total, pieces: 1 };
    expect(mountBar({ total: nothing }).wrapper.find('button').exists()).toBe(false);
    const running = { view: { ...view, start: '2999-01-01' } };
    expect(mountBar(running).wrapper.find('button').exists()).toBe(false);
  });
});
