import { Temporal } from 'temporal-polyfill';

/** The time zone of whoever reads; asking `Intl` for it instead costs a slow phone half a second, once. */
export function ownZone(): string {
  return Temporal.Now.timeZoneId();
}
