import { endOf } from '../playlist/playlist.ts';
import type { Asked } from './asked.ts';
import type { DayInput } from './day.ts';
import type { Kept } from './kept.ts';
import { spansOf } from './kept.ts';

/**
 * Phát ngay with the right to interrupt: what is weaker and would sound at that moment gives way, also where
 * it is frozen or sounds already. It is then placed anew like anything else, from its beginning.
 */
export function interrupt(kept: Kept, mayAir: readonly Asked[], input: DayInput): Kept {
  const gone = new Set<string>();
  const asked = new Map(mayAir.map((one) => [one.id, one]));
  for (const one of mayAir) {
    const { placement } = one.content;
    if (placement.kind !== 'now' || !placement.interrupts || kept.rulings.has(one.id)) continue;
    const fromMs = Math.max(placement.atMs, input.urgentFrom);
    const toMs = fromMs + one.soundMs;
    for (const entry of kept.entries) {
      const meets = entry.startsAt < toMs && endOf(entry) > fromMs;
      const other = asked.get(entry.occurrence);
      if (meets && endOf(entry) > input.now && (!other || isStronger(one, other)))
        gone.add(entry.occurrence);
    }
  }
  if (gone.size === 0) return kept;
  const entries = kept.entries.filter(
    (entry) => !gone.has(entry.occurrence) || endOf(entry) <= input.now,
  );
  return {
    ...kept,
    entries,
    rulings: new Map([...kept.rulings].filter(([occurrence]) => !gone.has(occurrence))),
    spans: spansOf(entries, input),
  };
}

function isStronger({ broadcast: a }: Asked, { broadcast: b }: Asked): boolean {
  const byClass = (a.class === 'priority' ? 0 : 1) - (b.class === 'priority' ? 0 : 1);
  return byClass < 0 || (byClass === 0 && a.rank <= b.rank);
}
