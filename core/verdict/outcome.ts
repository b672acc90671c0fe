import { isUnheard, type Heard } from './to-the-ear.ts';
import { verdicts, type Verdict } from './verdict.ts';

/** What an entry is shown as: its verdict, unless nothing of what was played reached a microphone. */
export type Outcome = Verdict | 'unheard';

/** In the order in which they are counted; what needs somebody to go there comes first. */
export const outcomes = ['unheard', ...verdicts] as const satisfies readonly Outcome[];

export function outcomeOf(entry: Heard): Outcome {
  return isUnheard(entry) ? 'unheard' : entry.verdict;
}
