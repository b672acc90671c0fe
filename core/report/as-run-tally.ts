import { outcomeOf, outcomes, type Outcome } from '../verdict/outcome.ts';
import type { Heard } from '../verdict/to-the-ear.ts';

/** An entry at an endpoint, as far as it is counted. */
export interface TalliedEntry extends Heard {
  durationMs: number;
  /** `null` where nothing was reported. */
  heardMs: number | null;
}

/** What became of many entries; the lengths, in ms, are of those that are no longer to come. */
export interface AsRunTally {
  counts: Map<Outcome, number>;
  dueMs: number;
  heardMs: number;
  /** Of what was heard by the machines, so much no microphone heard. */
  unheardMs: number;
}

export function newTally(): AsRunTally {
  return { counts: new Map(), dueMs: 0, heardMs: 0, unheardMs: 0 };
}

export function addToTally(tally: AsRunTally, entry: TalliedEntry): void {
  const outcome = outcomeOf(entry);
  tally.counts.set(outcome, (tally.counts.get(outcome) ?? 0) + 1);
  if (entry.verdict === 'due') return;
  const heardMs = entry.heardMs ?? 0;
  tally.dueMs += entry.durationMs;
  tally.heardMs += heardMs;
  if (outcome === 'unheard') tally.unheardMs += heardMs;
}

/** How many entries each outcome has, in their order, without those that have none. */
export function countsOf({ counts }: AsRunTally): { outcome: Outcome; count: number }[] {
  return outcomes.flatMap((outcome) => {
    const count = counts.get(outcome) ?? 0;
    return count === 0 ? [] : [{ outcome, count }];
  });
}

/** {@link countsOf} these. */
export function countOutcomes(entries: readonly TalliedEntry[]): ReturnType<typeof countsOf> {
  const tally = newTally();
  for (const entry of entries) addToTally(tally, entry);
  return countsOf(tally);
}
