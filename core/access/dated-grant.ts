import type { EpochMs } from '../time/zoned.ts';
import type { Grant } from './roles.ts';

/** A grant with the time in which it holds; `null`: from the beginning, and without an end. */
export interface DatedGrant extends Grant {
  startsAt: EpochMs | null;
  /** The first instant at which it does not hold any more. */
  endsAt: EpochMs | null;
}

export type GrantFault = 'grant_endless' | 'grant_dates_invalid';

/** Whether it holds at an instant. */
export function isInForce(
  { startsAt, endsAt }: Pick<DatedGrant, 'startsAt' | 'endsAt'>,
  now: EpochMs,
): boolean {
  return (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt);
}

/** Why nobody can be given it, or `null`: an inspector comes for a time and goes again. */
export function faultOfGrant({ role, startsAt, endsAt }: DatedGrant): GrantFault | null {
  if (role === 'inspector' && endsAt === null) return 'grant_endless';
  return startsAt !== null && endsAt !== null && endsAt <= startsAt ? 'grant_dates_invalid' : null;
}
