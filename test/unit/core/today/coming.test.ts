import { expect, it } from 'vitest';
import type { PlannedOccurrence } from '../../../../core/today/air.ts';
import { soundingSoon } from '../../../../core/today/coming.ts';

const now = Date.UTC(2025, 10, 23, 22, 0, 0);
const minute = 60_000;

const occurrence = (id: string, rest: Partial<PlannedOccurrence> = {}): PlannedOccurrence => ({
  ...{ id, broadcastId: id, title: id, stationId: id, date: '2025-11-24', sessionKey: 'morning' },
  ...{ airs: true, reason: 'placed', stopped: false, startsAt: now, durationMs: minute, ...rest },
});

it('is what plays and what starts within half an hour, of one session or of many', () => {
  const all = [
    occurrence('over', { startsAt: now - minute }),
    occurrence('playing'),
    occurrence('soon', { startsAt: now + 10 * minute }),
    occurrence('alone', { startsAt: now + 30 * minute, sessionKey: null }),
    occurrence('later', { startsAt: now + 31 * minute }),
    occurrence('stopped', { stopped: true }),
    occurrence('silent', { airs: false, startsAt: null }),
  ];
  expect(soundingSoon(all, now).map(({ id }) => id)).toEqual(['playing', 'soon', 'alone']);
});
