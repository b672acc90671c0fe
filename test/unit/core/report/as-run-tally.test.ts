import { expect, it } from 'vitest';
import { addToTally, countOutcomes, newTally } from '../../../../core/report/as-run-tally.ts';

const minute = 60_000;
const played = { verdict: 'played', toTheEar: null, durationMs: minute, heardMs: minute } as const;
const unheard = { ...played, toTheEar: 'silent' } as const;
const missed = { verdict: 'missed', toTheEar: null, durationMs: minute, heardMs: null } as const;
const due = { ...missed, verdict: 'due' } as const;

it('counts what no microphone heard by itself, first of all', () => {
  expect(countOutcomes([played, missed, unheard, played, due])).toEqual([
    { outcome: 'unheard', count: 1 },
    { outcome: 'due', count: 1 },
    { outcome: 'played', count: 2 },
    { outcome: 'missed', count: 1 },
  ]);
});

it('adds up the lengths of what is no longer to come', () => {
  const tally = newTally();
  for (const entry of [played, unheard, missed, due]) addToTally(tally, entry);
  expect(tally).toMatchObject({ dueMs: 3 * minute, heardMs: 2 * minute, unheardMs: minute });
});
