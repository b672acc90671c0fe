import { expect, it } from 'vitest';
import type { PlannedOccurrence } from '../../../../core/today/air.ts';
import { planTroubles } from '../../../../core/today/troubles.ts';

const silent = (reason: string, rest: Partial<PlannedOccurrence> = {}): PlannedOccurrence => ({
  ...{ id: `${reason}-2026-11-23`, broadcastId: reason, title: reason, stationId: 's' },
  ...{ date: '2026-11-23', sessionKey: 'morning', airs: false, reason, stopped: false },
  ...{ startsAt: null, durationMs: 60_000, ...rest },
});

it('leaves out what nobody can do anything about any more, and what was decided so', () => {
  const told = planTroubles(
    ['session_full', 'session_over', 'too_late', 'declined', 'not_approved'].map((one) =>
      silent(one),
    ),
  );
  expect(told.map(({ reason }) => reason)).toEqual(['session_full', 'not_approved']);
});
