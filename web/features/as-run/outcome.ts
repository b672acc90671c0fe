import type { AsRunRow } from '../../../contract/http/occurrences.ts';
import type { Outcome } from '../../../core/verdict/outcome.ts';
import { isUnheard } from '../../../core/verdict/to-the-ear.ts';
import type { Mark } from '../../ui/shapes.ts';
import { verdictMark } from './verdict-mark.ts';

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
