import type { LocalDate } from '../time/zoned.ts';
import { occurrenceIdOf } from '../recurrence/occurrence-id.ts';
import { firstSlotId } from '../recurrence/slots.ts';
import { occursOn } from '../recurrence/occurs-on.ts';
import type { Slot } from '../recurrence/slots.ts';
import type { Broadcast, Content } from './broadcast.ts';
import { contentOn } from './broadcast.ts';

/** One broadcast at one time of a day. */
export interface Occurrence {
  id: string;
  content: Content;
  /** Its wall time; `null` for one in a session or now. */
  slot: Slot | null;
}

/** The occurrences of a day, in order of their slots; none where it is not on. */
export function occurrencesOn(
  broadcast: Broadcast,
  date: LocalDate,
  isOn = occursOn(broadcast.dates, date),
): Occurrence[] {
  if (!isOn) return [];
  const content = contentOn(broadcast, date);
  const { placement } = content;
  const slots = placement.kind === 'at' ? placement.slots : [null];
  return slots.map((slot) => ({
    id: occurrenceIdOf({ broadcastId: broadcast.id, date, slotId: slot?.id ?? firstSlotId }),
    content,
    slot,
  }));
}
