import type { EpochMs, LocalDate } from '../../../core/time/zoned.ts';
import { addDays, localDateOf, startOfDay } from '../../../core/time/zoned.ts';

/** A validity as a form shows it: whole days, both included; empty where there is no limit. */
export interface ValidDays {
  first: LocalDate | '';
  last: LocalDate | '';
}

export interface Validity {
  notBefore: EpochMs | null;
  expiresAt: EpochMs | null;
}

export function toValidity(days: ValidDays, zone: string): Validity {
  return {
    notBefore: days.first === '' ? null : startOfDay(days.first, zone),
    expiresAt: days.last === '' ? null : startOfDay(addDays(days.last, 1), zone),
  };
}

export function toValidDays({ notBefore, expiresAt }: Validity, zone: string): ValidDays {
  return {
    first: notBefore === null ? '' : localDateOf(notBefore, zone),
    last: expiresAt === null ? '' : localDateOf(expiresAt - 1, zone),
  };
}
