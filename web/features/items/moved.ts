/** The list with one thing moved by `step` places, as far as the ends allow. */
export function moved<Thing>(list: readonly Thing[], index: number, step: number): Thing[] {
  const to = Math.min(list.length - 1, Math.max(0, index + step));
  const rest = list.filter((_, at) => at !== index);
  return [...rest.slice(0, to), ...list.slice(index, index + 1), ...rest.slice(to)];
}
