import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { ProblemError } from '../../../contract/client.ts';
import { broadcast as shape } from '../../../contract/http/broadcasts.ts';
import EditDay from '../../../web/features/broadcasts/EditDay.vue';
import NoticeArea from '../../../web/features/shell/NoticeArea.vue';
import { useNotices } from '../../../web/features/shell/use-notices.ts';
import { mountPart } from './console-part.ts';

function mountNotices() {
  const { wrapper } = mountPart(NoticeArea, { props: {} });
  return { wrapper, notices: useNotices() };
}

it('offers the way back for twenty seconds, longer where somebody is at it', async () => {
  vi.useFakeTimers();
  try {
    const { wrapper, notices } = mountNotices();
    notices.say('Đã dời.', { undo: () => Promise.resolve() });
    await vi.advanceTimersByTimeAsync(19_000);
    expect(wrapper.get('[role=status]').text()).toContain('Hoàn tác');
    await wrapper.get('button').trigger('focusin');
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
  const undo = vi.fn(() => Promise.resolve());
  notices.say('Đã dời.', { undo });
  await flushPromises();
  await wrapper.get('button').trigger('click');
  await flushPromises();
  expect(undo).toHaveBeenCalledOnce();
  expect(notices.undone).toBe(1);
  expect(wrapper.text()).toContain('Đã hoàn tác');
  expect(wrapper.text()).not.toContain('Đã dời.');
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
  expect(notices.undone).toBe(0);
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

it.each([
  { roles: ['operator' as const], sent: ['POST', '/api/v1/broadcasts/b1/restore?language=vi'] },
  {
    roles: ['commune-operator' as const],
    sent: ['PUT', '/api/v1/broadcasts/b1?dropDays=true'],
  },
])('brings back what was there before by the route that is theirs', async (one) => {
  const brought = { ...leftOut, dates: { ...leftOut.dates, exdates: [] }, version: 4 };
  const outlook = {
    ...{ endpoints: 1, stations: 1, occurrences: [], displaced: [], displacedCount: 0 },
    ...{ choices: [], readiness: { holding: 1, lacking: 0, bytesToFetch: 0 }, lost: [] },
    losesDays: { exdates: [], edited: [] },
  };
  const { wrapper, sent } = mountPart(EditDay, {
    props: { broadcast: leftOut, date: '2026-11-26' },
    me: { id: 'u1', roles: one.roles },
    answers: {
      'PUT /api/v1/broadcasts/b1': { broadcast: brought, outlook },
      'POST /api/v1/broadcasts/b1/restore': { broadcast: leftOut, changes: [], air: null },
    },
  });
  await wrapper.get('button').trigger('click');
  await flushPromises();
  const [notice] = useNotices().notices;
  await notice?.undo?.();
  const last = sent.at(-1);
  expect([last?.method, last?.path]).toEqual(one.sent);
  expect(last?.body).toMatchObject({ version: 4 });
});
