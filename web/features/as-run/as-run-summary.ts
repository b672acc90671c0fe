import type { AsRunRow } from '../../../contract/http/occurrences.ts';
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

/** Heard against due, in ms, over what is no longer to come. */
export function heardAgainstDue(rows: readonly AsRunRow[]): { heardMs: number; dueMs: number } {
  const past = rows.filter(({ verdict }) => verdict !== 'due');
  return {
    heardMs: past.reduce((sum, { heardMs }) => sum + (heardMs ?? 0), 0),
    dueMs: past.reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
}
