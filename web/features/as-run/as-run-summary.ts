import type { AsRunRow } from '../../../contract/http/occurrences.ts';
import type { Verdict } from '../../../core/verdict/verdict.ts';
import { verdicts } from '../../../core/verdict/verdict.ts';

/** How many rows each verdict has, in the order of the verdicts, without those that have none. */
export function countVerdicts(rows: readonly AsRunRow[]): { verdict: Verdict; count: number }[] {
  return verdicts
    .map((verdict) => ({ verdict, count: rows.filter((row) => row.verdict === verdict).length }))
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
