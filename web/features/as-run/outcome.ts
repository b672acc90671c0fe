import type { AsRunRow } from '../../../contract/http/occurrences.ts';
import { isUnheard } from '../../../core/verdict/to-the-ear.ts';
import { verdicts, type Verdict } from '../../../core/verdict/verdict.ts';
import type { Mark } from '../../ui/shapes.ts';
import { verdictMark } from './verdict-mark.ts';

/** What a row is shown as: its verdict, unless nothing of what was played reached a microphone. */
export type Outcome = Verdict | 'unheard';

/** In the order in which they are counted; what needs somebody to go there comes first. */
export const outcomes: readonly Outcome[] = ['unheard', ...verdicts];

export function outcomeOf(row: Pick<AsRunRow, 'verdict' | 'toTheEar'>): Outcome {
  return isUnheard(row) ? 'unheard' : row.verdict;
}

/** A dead amplifier must not look like something that was aired. */
export function outcomeMark(outcome: Outcome): Mark {
  if (outcome !== 'unheard') return verdictMark(outcome);
  return { shape: 'problem', tone: 'warn', word: 'proof.ear.unheard' };
}

/** What a microphone says beside a verdict; nothing where the mark already says it. */
export function earMark({
  verdict,
  toTheEar,
}: Pick<AsRunRow, 'verdict' | 'toTheEar'>): Mark | null {
  if (toTheEar === null || isUnheard({ verdict, toTheEar })) return null;
  const word = `proof.ear.machine.${toTheEar}`;
  switch (toTheEar) {
    case 'heard':
      return { shape: 'ready', tone: 'good', word };
    case 'weak':
    case 'clipped':
      return { shape: 'half', tone: 'warn', word };
    case 'silent':
      return { shape: 'missed', tone: 'warn', word };
    case 'unknown':
      return { shape: 'unknown', tone: 'idle', word };
  }
}
