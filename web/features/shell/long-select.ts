/** Something that can be chosen, by the name that tells it among its neighbours. */
export interface LongOption {
  value: string;
  label: string;
  /** As it is called away from them, e.g. a village with its commune. */
  inFull?: string;
}

/** The first of those that fit, and whatever is chosen; an empty value (all, none) is always offered first. */
export function offeredOf(
  fitting: readonly LongOption[],
  {
    most,
    isSearched,
    chosen,
  }: { most: number; isSearched: boolean; chosen: LongOption | undefined },
): LongOption[] {
  const empty = fitting.filter(({ value }) => value === '');
  const first = fitting.filter(({ value }) => value !== '').slice(0, most);
  const named = first.map((one) => (isSearched ? inFull(one) : one));
  const isOffered = chosen === undefined || chosen.value === '' || first.includes(chosen);
  return [...empty, ...named, ...(isOffered ? [] : [inFull(chosen)])];
}

function inFull({ value, label, inFull: name = label }: LongOption): LongOption {
  return { value, label: name };
}
