import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { useWaiting } from '../../../../web/features/today/use-waiting.ts';
import WaitingNote from '../../../../web/features/today/WaitingNote.vue';
import { aRecording } from '../../../support/a-recording.ts';
import { anOffer } from '../asks/an-ask.ts';
import { mountPart } from '../console-part.ts';

const page = (...items: unknown[]) => ({ items, next: null });
const waitingWeek = {
  ...{ areaId: 'a1', areaName: 'Xã Hải Hậu', monday: '2026-11-30', waiting: 2 },
  ...{ isSubmitted: true, decideBy: Date.UTC(2026, 11, 1, 9, 55) },
};
const Part = defineComponent(() => {
  const waiting = useWaiting();
  return () => h(WaitingNote, { waiting: waiting.value });
});

beforeEach(() => {
  // A line that stays quiet.
  vi.stubGlobal(
    'EventSource',
    class {
      close = () => undefined;
    },
  );
  vi.useFakeTimers({ now: Date.UTC(2026, 11, 1, 3) });
  onTestFinished(() => void vi.useRealTimers());
});

it('looks for asks by the second, and goes through the weeks of all communes seldom', async () => {
  const { wrapper, sent } = mountPart(Part, {
    props: {},
    me: { id: 'u1', roles: ['approver'] },
    answers: {
      'GET /api/v1/approvals': { ...page(), total: 0 },
      'GET /api/v1/offers': { ...page(), total: 0 },
      'GET /api/v1/decisions': { ...page(), total: 0 },
      'GET /api/v1/weeks?monday=2026-11-30': page(waitingWeek),
      'GET /api/v1/weeks': page(),
    },
  });
  const asked = (path: string) => sent.filter((one) => one.path.startsWith(path)).length;
  await vi.advanceTimersByTimeAsync(100);
  expect(wrapper.text()).toContain('1 lịch tuần cần duyệt (hạn 09:55)');
  expect(asked('/api/v1/weeks')).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked('/api/v1/offers')).toBeGreaterThan(5);
  expect(asked('/api/v1/weeks')).toBe(2);
  await vi.advanceTimersByTimeAsync(240_000);
  expect(asked('/api/v1/weeks')).toBe(4);
});

it('says of each kind how many wait and until when, the nearest deadline first', async () => {
  const offer = anOffer({ deadline: Date.UTC(2026, 11, 1, 6, 55) });
  const { wrapper, sent } = mountPart(Part, {
    props: {},
    me: { id: 'u1', roles: ['approver'] },
    answers: {
      'GET /api/v1/approvals': {
        ...page({ recording: aRecording(), decideBy: Date.UTC(2026, 11, 1, 4, 55) }),
        total: 130,
      },
      'GET /api/v1/offers': { ...page(offer), total: 7 },
      'GET /api/v1/decisions': { ...page(), total: 0 },
      'GET /api/v1/weeks?monday=2026-11-30': page(
        { ...waitingWeek, areaId: 'a2', decideBy: null },
        waitingWeek,
      ),
      'GET /api/v1/weeks': page(),
    },
  });
  await vi.advanceTimersByTimeAsync(100);
  const links = wrapper.findAll('a');
  expect(links.map((link) => link.text())).toEqual([
    '130 tin bài cần duyệt (hạn 04:55)',
    '7 bản tin chờ tiếp nhận (hạn 06:55)',
    '2 lịch tuần cần duyệt (hạn 09:55)',
  ]);
  expect(links[2]?.attributes('href')).toBe('/weeks?area=a1&date=2026-11-30');
  expect(sent.map(({ path }) => path)).toContain('/api/v1/offers?limit=1&answerable=true');
});
