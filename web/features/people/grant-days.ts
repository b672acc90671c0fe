import type { DatedGrant } from '../../../core/access/dated-grant.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { addDays, instantOf, localDateOf } from '../../../core/time/zoned.ts';

/** The last day of a grant, or `''` where it has no end. */
export function lastDayOf({ endsAt }: Pick<DatedGrant, 'endsAt'>, zone: string): LocalDate | '' {
  return endsAt === null ? '' : localDateOf(endsAt - 1, zone);
}

/** The first day of a grant, or `''` where it has always held. */
export function firstDayOf(
  { startsAt }: Pick<DatedGrant, 'startsAt'>,
  zone: string,
): LocalDate | '' {
  return startsAt === null ? '' : localDateOf(startsAt, zone);
}

/** When a grant with this first day begins. */
export function startOn(firstDay: LocalDate | '', zone: string): number | null {
  return firstDay === '' ? null : instantOf(firstDay, '00:00', zone);
}

/** When a grant with this last day ends. */
export function endAfter(lastDay: LocalDate | '', zone: string): number | null {
  return lastDay === '' ? null : instantOf(addDays(lastDay, 1), '00:00', zone);
}
