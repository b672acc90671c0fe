import type { LocalDate } from '../time/zoned.ts';
import { isLocalDate } from './civil.ts';

/** Which airing of a broadcast: its day and, where a day has several, the slot. */
export interface OccurrenceRef {
  broadcastId: string;
  date: LocalDate;
  slotId: string | null;
}

const NAME = /^[a-z0-9_]+$/;

/** Whether a text can be the id of a broadcast or a slot: the hyphen is what stands between them. */
export function isOccurrenceName(text: string): boolean {
  return NAME.test(text);
}

/** Stable name of an occurrence, `[a-z0-9_-]+`: no time in it, so that it survives a change of time. */
export function occurrenceIdOf({ broadcastId, date, slotId }: OccurrenceRef): string {
  return slotId === null ? `${broadcastId}-${date}` : `${broadcastId}-${date}-${slotId}`;
}

/** The inverse of {@link occurrenceIdOf}, or `null` for anything else. */
export function parseOccurrenceId(id: string): OccurrenceRef | null {
  const match = /^([a-z0-9_]+)-(\d{4}-\d{2}-\d{2})(?:-([a-z0-9_]+))?$/.exec(id);
  const [, broadcastId, date, slotId = null] = match ?? [];
  if (broadcastId === undefined || date === undefined || !isLocalDate(date)) return null;
  return { broadcastId, date, slotId };
}
