/** A page of a keyset-paged list, with the cursor of the next one. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** So many items a page has at most. */
export const longestPage = 500;

/** Follows a keyset-paged list to its end, by pages as long as its route allows. */
export async function everyPage<Item>(
  read: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
  longest = longestPage,
): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = null;
  do {
    const page: Page<Item> = await read({
      limit: longest,
      ...(next === null ? {} : { cursor: next }),
    });
    items.push(...page.items);
    next = page.next;
  } while (next !== null);
  return items;
}
