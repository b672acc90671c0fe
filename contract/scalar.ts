import { z } from 'zod';
import { isLocalDate } from '../core/recurrence/civil.ts';
import { isZone, weekdayOf } from '../core/time/zoned.ts';

/** A name that the server gave: lowercase letters, digits, `_`. */
export const id = z.string().regex(/^[a-z0-9_]{1,64}$/);
/** SHA-256 in base64url without padding. */
export const sha256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** Milliseconds since 1970, UTC. */
export const epochMs = z.int().min(0);
export const localDate = z.iso.date();
/** The day by which a week is named; what is no day at all is refused as one. */
export const monday = localDate.refine(
  (date) => !isLocalDate(date) || weekdayOf(date) === 1,
  'not a Monday',
);
export const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/);
export const weekday = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
]);
export const weekdays = z
  .array(weekday)
  .min(1)
  .max(7)
  .refine((days) => new Set(days).size === days.length, 'a weekday stands twice');
export const zone = z.string().max(64).refine(isZone, 'not an IANA zone');
/** What a person typed to name a thing; Unicode is kept in NFC. */
export const label = z.string().trim().normalize().min(1).max(200);
/** A word for what an area is like (ven biển, nghèo cao), in small letters. */
export const areaTag = z
  .string()
  .trim()
  .normalize()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} -]{0,39}$/u);
export const occurrenceId = z
  .string()
  .regex(/^[a-z0-9_]{1,64}-\d{4}-\d{2}-\d{2}(-[a-z0-9_]{1,32})?$/);
export const byId = z.object({ id });

/** A page of a keyset-paged list: `next` is the cursor of the following page. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Names in a query, separated by commas. */
export function idList(most: number) {
  return z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(id).max(most));
}

/** So many items a page has at most. */
export const mostOnPage = 500;

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(mostOnPage).default(50),
  cursor: z.string().max(1200).optional(),
};

/**
 * Asks of a list how many fit on all pages together: `total` is that, or this number where it is that many or
 * more, so that a list of any length is counted quickly.
 */
export const countTo = z.coerce.number().int().min(1).max(10_000);
