import type { RecordingAnswer } from '../../../contract/http/recordings.ts';

export type Placed = Pick<RecordingAnswer, 'id' | 'createdAt'>;

interface Page<Item> {
  items: readonly Item[];
  next: string | null;
}

/** Newest first, as the server lists them. */
function isBehind(one: Placed, other: Placed): boolean {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt;
  return one.id < other.id;
}

/**
 * A list whose first page was read again: what is new stands at its head, what has left the page is gone,
 * and the pages behind it stay, so that nobody is thrown back to the top.
 */
export function mergeHead<Item extends Placed>(
  shown: Page<Item>,
  head: Page<Item>,
): { items: Item[]; next: string | null } {
  const last = head.items.at(-1);
  if (head.next === null || last === undefined) return { items: [...head.items], next: null };
  const rest = shown.items.filter((one) => isBehind(one, last));
  return { items: [...head.items, ...rest], next: rest.length > 0 ? shown.next : head.next };
}

/** A list with its next page; nothing stands in it twice. */
export function withNextPage<Item extends Placed>(
  shown: Page<Item>,
  page: Page<Item>,
): { items: Item[]; next: string | null } {
  const known = new Set(shown.items.map(({ id }) => id));
  return {
    items: [...shown.items, ...page.items.filter(({ id }) => !known.has(id))],
    next: page.next,
  };
}
