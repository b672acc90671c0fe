import { longestPage, type Page } from './every-page.ts';

/** The first of a keyset-paged list, as many as are wanted, and whether there are more. */
export async function firstOf<Item>(
  wanted: number,
  read: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<{ items: Item[]; hasMore: boolean }> {
  const items: Item[] = [];
  let next: string | null = null;
  do {
    const limit = Math.min(longestPage, wanted - items.length);
    const page: Page<Item> = await read({ limit, ...(next === null ? {} : { cursor: next }) });
    items.push(...page.items);
    next = page.next;
  } while (next !== null && items.length < wanted);
  return { items, hasMore: next !== null };
}
