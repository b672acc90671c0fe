import type { Hearing } from '../station/hearing.ts';
import type { Verdict } from './verdict.ts';

/** Proofs of an output that made sound; whether anybody could hear it is another question. */
const sounding: readonly Verdict[] = ['played', 'late', 'partial'];

/** What reached an ear of an entry. */
export interface Heard {
  verdict: Verdict;
  /** By microphone; `null` where there is none. */
  toTheEar: Hearing | null;
}

/** The machine played and its microphone heard nothing: an amplifier may be dead. Never to be read as played alone. */
export function isUnheard({ verdict, toTheEar }: Heard): boolean {
  return toTheEar === 'silent' && sounding.includes(verdict);
}
