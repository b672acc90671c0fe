import { flushPromises } from '@vue/test-utils';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ProblemError } from '../../../contract/client.ts';
import { broadcast as shape } from '../../../contract/http/broadcasts.ts';
import type { Role } from '../../../core/access/roles.ts';
import EditDay from '../../../web/features/broadcasts/EditDay.vue';
import EditOccurrence from '../../../web/features/broadcasts/EditOccurrence.vue';
import NoticeArea from '../../../web/features/shell/NoticeArea.vue';
import { useNotices } from '../../../web/features/shell/use-notices.ts';
import { mountPart } from './console-part.ts';

const undone = { id: 'b1', warning: null, link: null };

function mountNotices() {
  const { wrapper } = mountPart(NoticeArea, { props: {} });
  return { wrapper, notices: useNotices() };
}

it('offers the way back for twenty seconds, longer where somebody is at it', async () => {
  vi.useFakeTimers();
  try {
    const { wrapper, notices } = mountNotices();
    notices.say('Đã dời.', { undo: () => Promise.resolve(undone) });
    await vi.advanceTimersByTimeAsync(19_000);
    expect(wrapper.get('[role=status]').text()).toContain('Hoàn tác');
    await wrapper.get('button').trigger('focusin');
    const notice = wrapper.get('[data-notice]');
    await notice.trigger('mouseenter');
    await notice.trigger('mouseleave');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(wrapper.text()).toContain('Hoàn tác');
    await wrapper.get('button').trigger('focusout');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(wrapper.text()).toBe('');
  } finally {
    vi.useRealTimers();
  }
});

it('takes it back once and says so', async () => {
  const { wrapper, notices } = mountNotices();
  const undo = vi.fn(() => Promise.resolve(undone));
  notices.say('Đã dời.', { undo });
  await flushPromises();
  await wrapper.get('button').trigger('click');
  await flushPromises();
  expect(undo).toHaveBeenCalledOnce();
  expect(notices.undone).toEqual(undone);
  expect(wrapper.text()).toContain('Đã hoàn tác');
  expect(wrapper.text()).not.toContain('Đã dời.');
});

it('leaves the focus to whoever types elsewhere meanwhile', async () => {
  const { wrapper, notices } = mountNotices();
  const page = document.createElement('main');
  page.innerHTML = '<div id="content" tabindex="-1"></div><input />';
  document.body.append(page);
  onTestFinished(() => page.remove());
  const takeBack = async () => {
    notices.say('Đã dời.', { undo: () => Promise.resolve(undone) });
    await flushPromises();
    await wrapper.findAll('button').at(-2)?.trigger('click');
    await flushPromises();
  };
  await takeBack();
  expect(document.activeElement?.id).toBe('content');
  page.querySelector('input')?.focus();
  await takeBack();
  expect(document.activeElement?.tagName).toBe('INPUT');
});

it('says in plain words why it was refused', async () => {
  const { wrapper, notices } = mountNotices();
  const problem = {
    ...{ type: 'about:blank', title: 'Changed', status: 409, detail: '' },
    ...{ code: 'broadcast_changed' as const, changedBy: { name: 'Lan', at: 0 } },
  };
  notices.say('Đã dời.', { undo: () => Promise.reject(new ProblemError(problem)) });
  await flushPromises();
  await wrapper.get('button').trigger('click');
  await flushPromises();
  expect(notices.undone).toBeNull();
  expect(wrapper.text()).toMatch(/Không hoàn tác được\. Người khác vừa sửa mục phát này.*Lan/);
});

const leftOut = shape.parse({
  ...{ id: 'b1', title: 'Tin sáng', programmeId: null, ownerAreaId: 'a1', class: 'normal' },
  placement: { kind: 'at', slots: [{ id: '1', time: '05:00' }], start: 'soft', maxDelayMs: 60_000 },
  dates: {
    ...{ first: '2026-11-24', last: null, count: null, rdates: [] },
    ...{ rule: { freq: 'daily', interval: 1 }, exdates: ['2026-11-26'] },
  },
  items: [{ type: 'recording', recordingId: 'r1' }],
  targets: { areas: ['a1'], stations: [], endpoints: [], except: [] },
  ...{ whenBeaten: 'queue', state: 'active', version: 3, authorId: 'u1', updatedAt: 1 },
  ...{ predecessorId: null, urgentSince: null },
});

const line = {
  ...{ id: 'b1-2026-11-27', stationId: 's1', stationName: 'Đài', date: '2026-11-27', airs: true },
  ...{ reason: 'placed', startsAt: 1, endsAt: 2, beatenBy: null, sessionLeftMs: null },
  soundMs: 60_000,
};
const outlook = {
  ...{ endpoints: 1, stations: 1, occurrences: [line], displaced: [], displacedCount: 0 },
  ...{ choices: [], readiness: { holding: 1, lacking: 0, bytesToFetch: 0 }, lost: [] },
  losesDays: { exdates: [], edited: [] },
};
/** What is told to whoever brings the day back and takes that back again. */
async function afterTakingBack(now: (typeof outlook)['occurrences'], roles: Role[]) {
  const brought = { ...leftOut, dates: { ...leftOut.dates, exdates: [] }, version: 4 };
  const { wrapper, sent } = mountPart(EditDay, {
    props: { broadcast: leftOut, outlook, date: '2026-11-26', move: null },
    me: { id: 'u1', roles },
    answers: {
      'PUT /api/v1/broadcasts/b1': { broadcast: brought, outlook },
      'POST /api/v1/timetables/undo': { broadcasts: 1, broadcastIds: ['b1', 'b2'] },
      'GET /api/v1/broadcasts/b1': {
        broadcast: { ...leftOut, version: 5 },
        outlook: { ...outlook, occurrences: now },
      },
    },
    places: { stations: new Map([['s1', { id: 's1', areaId: 'a1' }]]) },
  });
  await wrapper.get('button').trigger('click');
  await flushPromises();
  const [notice] = useNotices().notices;
  return { undone: await notice?.undo?.(), sent };
}

it.each(['operator' as const, 'commune-operator' as const])(
  'takes back all that the change did, by what it made of the broadcast',
  async (role) => {
    const { undone: told, sent } = await afterTakingBack([line], [role]);
    expect(sent.at(-2)).toEqual({
      ...{ method: 'POST', path: '/api/v1/timetables/undo' },
      body: { of: 'broadcast', id: 'b1', version: 4 },
    });
    expect(told).toEqual({ ...undone, broadcastIds: ['b1', 'b2'] });
  },
);

it('says what does not air any more though it was taken back, and where to get it approved', async () => {
  const waiting = { ...line, airs: false, reason: 'week_not_approved' };
  // It did not air before either.
  const never = { ...waiting, id: 'b1-2026-11-28', date: '2026-11-28', reason: 'silent_day' };
  const { undone: told } = await afterTakingBack([waiting, never], ['operator']);
  expect(told).toEqual({
    ...{ id: 'b1', broadcastIds: ['b1', 'b2'] },
    warning: 'Đã hoàn tác, nhưng 1 lần phát nay không phát nữa: Lịch tuần chưa được phê duyệt.',
    link: {
      to: { path: '/weeks', query: { area: 'a1', date: '2026-11-27' } },
      text: 'Duyệt lịch tuần',
    },
  });
});

it('only shows a day that is over, without asking what it may not change', async () => {
  const { wrapper, sent } = mountPart(EditDay, {
    props: { broadcast: leftOut, outlook, date: '2026-11-27', move: null },
    me: { id: 'u1', roles: ['operator'] },
  });
  await flushPromises();
  expect(wrapper.text()).toContain('Ngày này đã qua, chỉ xem lại.');
  expect(wrapper.find('form').exists()).toBe(false);
  expect(wrapper.get('a').attributes('href')).toBe('/as-run?date=2026-11-27');
  expect(sent).toEqual([]);
});

it('reads a form anew where a change of its broadcast was taken back, and no other', async () => {
  // Before its days, whenever that is.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 20) });
  onTestFinished(() => void vi.useRealTimers());
  const answer = { broadcast: leftOut, outlook };
  const { wrapper, sent } = mountPart(EditOccurrence, {
    props: { id: 'b1', date: '2026-11-27', move: { date: '2026-11-26', sessionKey: null } },
    me: { id: 'u1', roles: ['operator'] },
    answers: { 'GET /api/v1/broadcasts/b1': answer },
  });
  await flushPromises();
  const reads = () => sent.filter(({ path }) => path === '/api/v1/broadcasts/b1').length;
  // A day that was dragged is filled in at first; then it is shown as it is.
  const day = () =>
    wrapper.findAll('input').find(({ element }) => /^[0-9]{2}.[0-9]{2}.2026$/.test(element.value))
      ?.element.value;
  expect([reads(), day()]).toEqual([1, '26/11/2026']);
  answer.broadcast = { ...leftOut, version: 4 };
  useNotices().undone = { ...undone, broadcastIds: ['b2'] };
  await flushPromises();
  expect([reads(), day()]).toEqual([1, '26/11/2026']);
  // Of another change, which took a day out of this one as well.
  useNotices().undone = { ...undone, id: 'b2', broadcastIds: ['b2', 'b1'] };
  await flushPromises();
  expect([reads(), day()]).toEqual([2, '27/11/2026']);
});
