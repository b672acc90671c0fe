import type { Entry } from '../../core/playlist/playlist.ts';
import type { HeldEntry } from '../../core/station/held-entry.ts';
import { slotOf } from '../../core/station/held-entry.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import type { StationStore } from '../store/open-store.ts';

/** Remembers since when each entry at its time has been held. */
export interface Slots {
  /** Entries with that time, by start; `now` for those that are new. */
  hold(entries: readonly { entry: Entry; playlist: string }[], now: EpochMs): Promise<HeldEntry[]>;
}

const keptMs = 4 * 86_400_000;
const rowsAtOnce = 1000;

export async function createSlots(db: StationStore): Promise<Slots> {
  const rows = await db.selectFrom('slot').selectAll().execute();
  const heldSince = new Map(rows.map((row) => [row.slot, row.held_since]));
  return {
    async hold(entries, now) {
      const fresh = [];
      for (const { entry } of entries) {
        const slot = slotOf(entry);
        if (heldSince.has(slot)) continue;
        heldSince.set(slot, now);
        fresh.push({ slot, starts_at: entry.startsAt, held_since: now });
      }
      for (let at = 0; at < fresh.length; at += rowsAtOnce)
        await db
          .insertInto('slot')
          .values(fresh.slice(at, at + rowsAtOnce))
          .execute();
      if (fresh.length > 0)
        await db
          .deleteFrom('slot')
          .where('starts_at', '<', now - keptMs)
          .execute();
      return entries
        .map((held) => ({ ...held, heldSince: heldSince.get(slotOf(held.entry)) ?? now }))
        .sort((a, b) => a.entry.startsAt - b.entry.startsAt);
    },
  };
}
