import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { onceOn } from '../../core/recurrence/once-on.ts';
import type { Recurrence } from '../../core/recurrence/recurrence.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import type { Settled } from './draft-of.ts';
import { loadReach } from './reach.ts';
import type { BroadcastsDeps } from './deps.ts';

/**
 * The days of a broadcast as they are saved. Phát ngay is on the day of its moment where it is heard, by the
 * server's clock; where zones differ, by that of the first station.
 */
export async function settleDates(
  { db, access, clock }: BroadcastsDeps,
  given: Pick<Broadcast, 'targets' | 'dates'>,
  { placement, isUrgent }: Settled,
): Promise<Recurrence> {
  if (placement.kind !== 'now' || !isUrgent) return given.dates;
  const tree = await access.tree();
  const [station] = await loadReach(db, given, { tree, now: clock.now() });
  return station ? onceOn(localDateOf(placement.atMs, station.zone)) : given.dates;
}
