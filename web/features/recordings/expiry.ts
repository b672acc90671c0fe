import { localDateOf } from '../../../core/time/zoned.ts';

const dayMs = 86_400_000;
const warnDays = 14;

/**
 * How many days of a validity are left, from today: 0 on its last day, negative when it is over; `null`
 * where it does not end, or not soon. `expiresAt` is in epoch ms, the first moment without it.
 */
export function daysLeft(expiresAt: number | null, now: number, zone: string): number | null {
  if (expiresAt === null) return null;
  if (expiresAt <= now) return -1;
  const last = Date.parse(localDateOf(expiresAt - 1, zone));
  const days = Math.round((last - Date.parse(localDateOf(now, zone))) / dayMs);
  return days > warnDays ? null : days;
}
