import type { LocalDate } from '../time/zoned.ts';
import { isLocalDate } from './civil.ts';
import { firstSlotId } from './slots.ts';

/** Which airing of a broadcast: its day and the slot of that day. */
export interface OccurrenceRef {
  broadcastId: string;
  date: LocalDate;
  slotId: string;
}

/**
 * Stable name of an occurrence, `[a-z0-9_-]+`: no time in it, so that it survives a change of time; nor the
 * first slot, so that it survives becoming one of several.
 */
export function occurrenceIdOf({ broadcastId, date, slotId }: OccurrenceRef): string {
  return slotId === firstSlotId ? `${broadcastId}-${date}` : `${broadcastId}-${date}-${slotId}`;
}

/** The inverse of {@link occurrenceIdOf}, or `null` for anything else. */
export function parseOccurrenceId(id: string): OccurrenceRef | null {
  const match = /^([a-z0-9_]+)-(\d{4}-\d{2}-\d{2})(?:-([a-z0-9_]+))?$/.exec(id);
  const [, broadcastId, date, slotId = firstSlotId] = match ?? [];
  if (broadcastId === undefined || date === undefined || !isLocalDate(date)) return null;
  return match?.[3] === firstSlotId ? null : { broadcastId, date, slotId };
}
