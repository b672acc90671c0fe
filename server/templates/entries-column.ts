import { z } from 'zod';
import { broadcast } from '../../contract/http/broadcasts.ts';
import type { WeekEntry } from '../../core/template/week-entry.ts';

const day = z.int().min(0).max(6);
const body = broadcast.pick({
  ...{ title: true, programmeId: true, campaignId: true, ownerAreaId: true, class: true },
  ...{ placement: true, items: true, targets: true, overflow: true, whenBeaten: true },
  ...{ afterInterrupt: true, volumePercent: true },
});
const content = body.pick({ title: true, placement: true, items: true }).partial();
const ofSeries = { broadcastId: z.string(), title: z.string(), day };
const entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('broadcast'),
    origin: z.string(),
    body,
    days: z.array(day),
    edited: z.array(z.object({ day, content })),
  }),
  z.object({ kind: z.literal('edited'), ...ofSeries, content }),
  z.object({ kind: z.enum(['left_out', 'extra']), ...ofSeries }),
]);
const entries = z.array(entry);

/** Reads the entries of a template as they are kept. */
export function readEntries(column: string): WeekEntry[] {
  return entries.parse(JSON.parse(column));
}
