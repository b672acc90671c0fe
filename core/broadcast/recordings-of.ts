import type { Broadcast } from './broadcast.ts';
import type { Item } from './item.ts';

/** Every recording that a broadcast names, on any day; what pools draw is not among them. */
export function recordingsOf({
  items,
  overrides,
}: Pick<Broadcast, 'items' | 'overrides'>): string[] {
  const all = [...items, ...overrides.flatMap((override) => override.items ?? [])];
  return [...new Set(all.flatMap(namedIn))];
}

function namedIn(item: Item): string[] {
  if (item.type === 'recording') return [item.recordingId];
  return item.type === 'relay' && item.fallbackRecordingId !== null
    ? [item.fallbackRecordingId]
    : [];
}
