import { expect, it } from 'vitest';
import { occurrenceMark } from '../../../web/features/timetable/occurrence-mark.ts';

const now = 1_795_000_000_000;
const one = (rest: Partial<Parameters<typeof occurrenceMark>[0]> = {}) =>
  occurrenceMark(
    {
      ...{ airs: true, stopped: false, startsAt: now + 1, durationMs: 60_000, reason: 'placed' },
      ...rest,
    },
    now,
  );

it('tells what waits for a yes, and what was decided so, from what went wrong', () => {
  const left = (reason: string) => one({ airs: false, startsAt: null, reason });
  expect(left('offered')).toEqual({ shape: 'half', tone: 'warn', word: 'ruling.offered' });
  expect(left('declined')).toEqual({ shape: 'barred', tone: 'idle', word: 'ruling.declined' });
  expect(left('session_over')).toMatchObject({ shape: 'stopped', tone: 'idle' });
  expect(left('expired')).toEqual({ shape: 'problem', tone: 'bad', word: 'ruling.expired' });
});

it('shows the plan, never the proof', () => {
  expect(one().word).toBe('occurrence.due');
  expect(one({ startsAt: now }).word).toBe('occurrence.now');
  expect(one({ startsAt: now - 60_000 })).toMatchObject({ tone: 'idle', word: 'occurrence.past' });
  expect(one({ stopped: true, airs: false }).word).toBe('occurrence.stopped');
});
