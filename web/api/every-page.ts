interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** Follows a keyset-paged list to its end. */
export async function everyPage<Item>(
  read: (query: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = null;
  do {
    const page: Page<Item> = await read({ limit: 500, ...(next === null ? {} : { cursor: next }) });
    items.push(...page.items);
    next = page.next;
  } while (next !== null);
  return items;
}
