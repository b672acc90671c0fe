import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { useWaiting } from '../../../../web/features/today/use-waiting.ts';
import WaitingNote from '../../../../web/features/today/WaitingNote.vue';
import { mountPart } from '../console-part.ts';

const page = (...items: unknown[]) => ({ items, next: null });
const waitingWeek = {
  ...{ areaId: 'a1', areaName: 'Xã Hải Hậu', monday: '2026-11-30', waiting: 2 },
  isSubmitted: true,
};
const Part = defineComponent(() => {
  const waiting = useWaiting();
  return () => h(WaitingNote, { waiting: waiting.value });
});

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 11, 1, 3) });
  onTestFinished(() => void vi.useRealTimers());
});

it('looks for asks by the second, and goes through the weeks of all communes seldom', async () => {
  const { wrapper, sent } = mountPart(Part, {
    props: {},
    me: { id: 'u1', roles: ['approver'] },
    answers: {
      'GET /api/v1/recordings': page(),
      'GET /api/v1/offers': page(),
      'GET /api/v1/decisions': page(),
      'GET /api/v1/weeks?monday=2026-11-30': page(waitingWeek),
      'GET /api/v1/weeks': page(),
    },
  });
  const asked = (path: string) => sent.filter((one) => one.path.startsWith(path)).length;
  await vi.advanceTimersByTimeAsync(100);
  expect(wrapper.text()).toContain('1 lịch tuần');
  expect(asked('/api/v1/weeks')).toBe(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked('/api/v1/recordings')).toBeGreaterThan(5);
  expect(asked('/api/v1/weeks')).toBe(2);
  await vi.advanceTimersByTimeAsync(240_000);
  expect(asked('/api/v1/weeks')).toBe(4);
});
