import type { VueWrapper } from '@vue/test-utils';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { WeekAnswer } from '../../../../contract/http/weeks.ts';
import { weekRoutes } from '../../../../contract/http/weeks.ts';
import type { Role } from '../../../../core/access/roles.ts';
import { deedsOf } from '../../../../web/features/weeks/week-state.ts';
import WeekApproval from '../../../../web/features/weeks/WeekApproval.vue';
import WeekActs from '../../../../web/features/weeks/WeekActs.vue';
import WeekStateNote from '../../../../web/features/weeks/WeekStateNote.vue';
import WeekSummary from '../../../../web/features/weeks/WeekSummary.vue';
import { mountPart } from '../console-part.ts';

const route = '/api/v1/weeks/a1/2026-11-30';
const item = (given: Partial<WeekAnswer['items'][number]> = {}) => ({
  ...{ broadcastId: 'b1', version: 2, title: 'Tin xã', class: 'normal' as const },
  placement: { kind: 'session' as const, sessionKey: 'morning', part: 'own' as const, order: 1 },
  ...{ days: ['2026-12-01'], sounds: [], state: 'new' as const, makers: ['Lan'], isMine: false },
  ...given,
});
const week = (given: Partial<WeekAnswer> = {}): WeekAnswer => ({
  ...{ areaId: 'a1', areaName: 'Xã Hải Hậu', stationId: 's1', monday: '2026-11-30' },
  ...{ isAsked: true, items: [item()], gone: [], approvals: [], remarks: [], mayApprove: true },
  ...given,
});
const approval = { by: 'Nga', at: 5, note: null, withdrawnBy: null, withdrawnAt: null };

function mountActs(given: WeekAnswer, roles: Role[]) {
  const answers = {
    [`POST ${route}/approve`]: given,
    [`POST ${route}/submit`]: given,
    [`POST ${route}/withdraw`]: given,
  };
  return mountPart(WeekActs, { props: { week: given }, me: { id: 'u2', roles }, answers });
}

const names = (wrapper: VueWrapper) => wrapper.findAll('button').map((one) => one.text());

async function press(wrapper: VueWrapper, name: string): Promise<void> {
  await wrapper
    .findAll('button')
    .find((one) => one.text() === name)
    ?.trigger('click');
  await flushPromises();
}

describe('what may be done about a week', () => {
  it('is to approve exactly what is seen, with a note', async () => {
    const { wrapper, sent } = mountActs(week(), ['approver']);
    await wrapper.find('textarea').setValue(' Đã nghe hết ');
    await press(wrapper, 'Duyệt lịch tuần này');
    const body = { broadcasts: [{ id: 'b1', version: 2 }], note: 'Đã nghe hết' };
    expect(sent).toEqual([{ method: 'POST', path: `${route}/approve`, body }]);
    expect(wrapper.emitted('changed')).toHaveLength(1);
  });

  it('is to return it with a reason, and never without one', async () => {
    const { wrapper, sent } = mountActs(week(), ['approver']);
    await press(wrapper, 'Trả lại');
    const dialog = document.querySelector('[role=dialog]');
    const submit = dialog?.querySelector<HTMLButtonElement>('button[type=submit]');
    expect(submit?.disabled).toBe(true);
    const reason = dialog?.querySelector('textarea');
    if (!reason) throw new Error('there is no reason');
    reason.value = 'Thiếu tin phòng dịch';
    reason.dispatchEvent(new Event('input'));
    await flushPromises();
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await flushPromises();
    const body = { note: 'Thiếu tin phòng dịch' };
    expect(sent).toEqual([{ method: 'POST', path: `${route}/withdraw`, body }]);
  });

  it('tells in the dialog why a week is not returned', async () => {
    const { wrapper } = mountPart(WeekActs, {
      props: { week: week() },
      me: { id: 'u2', roles: ['approver'] },
    });
    await press(wrapper, 'Trả lại');
    const dialog = document.querySelector('[role=dialog]');
    expect(dialog?.querySelector('[role=alert]')).toBeNull();
    dialog?.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await flushPromises();
    expect(dialog?.querySelector('[role=alert]')?.textContent).toBeTruthy();
  });

  it('is to return it with as long a reason as other notes have', () => {
    const body = weekRoutes.withdraw.body;
    expect(body?.parse({ note: 'x'.repeat(1000) })).toEqual({ note: 'x'.repeat(1000) });
    expect(body?.safeParse({ note: 'x'.repeat(1001) }).success).toBe(false);
    expect(body?.safeParse({ note: ' ' }).success).toBe(false);
  });

  it('is to hand it in, for who plans it', async () => {
    const { wrapper, sent } = mountActs(week({ mayApprove: false }), ['operator']);
    expect(names(wrapper)).toEqual(['Trình duyệt']);
    await press(wrapper, 'Trình duyệt');
    expect(sent).toEqual([{ method: 'POST', path: `${route}/submit`, body: {} }]);
  });

  it('is nothing once it is handed in and waits for others', () => {
    const remarks = [{ what: 'submitted' as const, by: 'Lan', at: 1, note: null }];
    const { wrapper } = mountActs(week({ mayApprove: false, remarks }), ['operator']);
    expect(names(wrapper)).toEqual([]);
    expect(wrapper.text()).toContain('Người phê duyệt của nơi này duyệt lịch tuần.');
  });

  it('says why somebody with the right cannot approve their own', () => {
    const mine = week({ mayApprove: false, items: [item({ isMine: true })] });
    const { wrapper } = mountActs(mine, ['approver']);
    expect(wrapper.text()).toContain('Có mục do bạn lập nên người khác phải duyệt.');
    expect(names(wrapper)).not.toContain('Duyệt lịch tuần này');
  });

  it('is to take an approval back', () => {
    const given = {
      mayApprove: false,
      items: [item({ state: 'approved' })],
      approvals: [approval],
    };
    expect(names(mountActs(week(given), ['approver']).wrapper)).toEqual(['Thu hồi duyệt']);
  });
});

it('takes no note of one commune along to another, and none before its week is there', async () => {
  const other = { ...week(), areaId: 'a2', areaName: 'Xã Hải Anh' };
  const { wrapper } = mountPart(WeekApproval, {
    props: { areaId: 'a1', date: '2026-12-02' },
    me: { id: 'u2', roles: ['approver'] },
    answers: { [`GET ${route}`]: week(), 'GET /api/v1/weeks/a2/2026-11-30': other },
    places: {
      stations: new Map(
        ['a1', 'a2'].map((areaId) => [areaId, { id: areaId, areaId, areaName: areaId }]),
      ),
    },
  });
  await flushPromises();
  await wrapper.find('textarea').setValue('Thiếu tin phòng dịch');
  await wrapper.setProps({ areaId: 'a2' });
  expect(wrapper.find('textarea').exists()).toBe(false);
  await flushPromises();
  expect(wrapper.find('h2').text()).toBe('Xã Hải Anh');
  expect(wrapper.find('textarea').element.value).toBe('');
});

describe('how a week stands', () => {
  it.each([
    ['what waits does not air', week(), '1 mục chờ duyệt. Chưa duyệt thì các mục này không phát.'],
    ['approved', week({ items: [item({ state: 'approved' })] }), 'Lịch tuần đã được duyệt'],
    ['nobody asks', week({ isAsked: false }), 'Nơi này không có quy định phải duyệt lịch tuần'],
  ])('%s', (_what, given, text) => {
    const { wrapper } = mountPart(WeekSummary, { props: { week: given } });
    expect(wrapper.text()).toContain(text);
  });

  it('tells all that was said and done, the newest first, a returned approval once', () => {
    const withdrawn = { ...approval, withdrawnBy: 'Nga', withdrawnAt: 9 };
    const remarks = [
      { what: 'returned' as const, by: 'Nga', at: 9, note: 'Sai giờ' },
      { what: 'submitted' as const, by: 'Lan', at: 1, note: null },
    ];
    const deeds = deedsOf(week({ approvals: [withdrawn], remarks }));
    expect(deeds.map(({ what }) => what)).toEqual(['returned', 'approved', 'submitted']);
    const older = deedsOf(week({ approvals: [withdrawn] }));
    expect(older.map(({ what }) => what)).toEqual(['withdrawn', 'approved']);
  });

  it('stands in Lịch phát where a rule asks for it, and nowhere else', async () => {
    const mounted = async (given: WeekAnswer) => {
      const answers = { [`GET ${route}`]: given };
      const props = { areaId: 'a1', date: '2026-12-02' };
      const { wrapper } = mountPart(WeekStateNote, { props, answers });
      await flushPromises();
      return wrapper;
    };
    const asked = await mounted(week());
    expect(asked.text()).toContain('1 mục chờ duyệt');
    expect(asked.find('a').attributes('href')).toBe('/weeks?area=a1&date=2026-11-30');
    expect((await mounted(week({ isAsked: false }))).text()).toBe('');
  });
});
