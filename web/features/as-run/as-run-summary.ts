import type { AsRunRow } from '../../../contract/http/occurrences.ts';
import { isUnheard } from '../../../core/verdict/to-the-ear.ts';
import { outcomeOf, outcomes, type Outcome } from './outcome.ts';

/** How many rows each outcome has, in their order, without those that have none. */
export function countOutcomes(rows: readonly AsRunRow[]): { outcome: Outcome; count: number }[] {
  return outcomes
    .map((outcome) => ({
      outcome,
      count: rows.filter((row) => outcomeOf(row) === outcome).length,
    }))
    .filter(({ count }) => count > 0);
}

/** Played against due, in ms, over what is no longer to come; and how much of it no microphone heard. */
export function heardAgainstDue(rows: readonly AsRunRow[]): {
  heardMs: number;
  dueMs: number;
  unheardMs: number;
} {
  const past = rows.filter(({ verdict }) => verdict !== 'due');
  return {
    heardMs: past.reduce((sum, { heardMs }) => sum + (heardMs ?? 0), 0),
    unheardMs: past.filter(isUnheard).reduce((sum, { heardMs }) => sum + (heardMs ?? 0), 0),
    dueMs: past.reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
}
