import { z } from 'zod';
import { AppError } from '../../runtime/error.ts';

/** A page of a list and the cursor of the next one. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/**
 * Reads a cursor that {@link toPage} made: the sort key of the last row seen.
 * @throws AppError `cursor_invalid`
 */
export function readCursor<Key extends z.ZodType>(
  cursor: string | undefined,
  key: Key,
): z.output<Key> | null {
  if (cursor === undefined) return null;
  try {
    return key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new AppError('cursor_invalid', 'the cursor is not one of this list', { cause });
  }
}

/** Sort keys of the usual lists: by name and then id, or by id alone. */
export const nameKey = z.tuple([z.string(), z.string()]);
export const idKey = z.tuple([z.string()]);

/** Cuts `limit + 1` rows to a page; the row too many only tells that there are more. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  const next = hasMore ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null;
  return { items, next };
}

/** Whether a sort key comes after another, in the order of the database: by bytes, as UTF-8 has them. */
export function isBehind(place: readonly string[], other: readonly string[]): boolean {
  for (const [nth, part] of place.entries()) {
    const order = Buffer.compare(Buffer.from(part), Buffer.from(other[nth] ?? ''));
    if (order !== 0) return order > 0;
  }
  return false;
}
