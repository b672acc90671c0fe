interface Toggle {
  order: readonly string[];
  id: string;
  /** Where a range begins; `null`: only the one. */
  from: string | null;
}

/** A choice after one more tick: the whole range becomes as the touched one becomes. */
export function toggled(
  chosen: ReadonlySet<string>,
  { order, id, from }: Toggle,
): ReadonlySet<string> {
  const next = new Set(chosen);
  const isChosen = !chosen.has(id);
  for (const each of rangeOf(order, from ?? id, id)) {
    if (isChosen) next.add(each);
    else next.delete(each);
  }
  return next;
}

function rangeOf(order: readonly string[], a: string, b: string): readonly string[] {
  const ends = [order.indexOf(a), order.indexOf(b)];
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  return first === -1 ? [b] : order.slice(first, last + 1);
}
