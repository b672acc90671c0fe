import type { Contender, Seat } from './board.ts';

/** A block that sounds. */
export type Seated = Contender & { seat: Seat };

/** Those that sound, in order of time. */
export function seatedInOrder(contenders: readonly Contender[]): Seated[] {
  return contenders
    .filter((contender): contender is Seated => contender.seat !== null)
    .sort((a, b) => a.seat.startsAt - b.seat.startsAt);
}
