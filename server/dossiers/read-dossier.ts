import type { Kysely } from 'kysely';
import type { AsRunRow } from '../../contract/http/occurrences.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import { daysFrom } from '../../core/time/zoned.ts';
import type { Tree } from '../../core/area/tree.ts';
import type { Principal } from '../http/principal.ts';
import { asRun } from '../reports/as-run.ts';
import type { Database } from '../store/schema.ts';
import { isInScopeOnDay, type DatedRow } from '../territory/beneath-on-day.ts';
import { broadcastOfAir, type DossierBroadcast } from './broadcast-of-air.ts';
import { soundOfAir, type DossierSound } from './sound-of-air.ts';

/** All that is known of one broadcast at one time. */
export interface Dossier {
  occurrence: string;
  title: string;
  broadcast: DossierBroadcast;
  /** In order of time. */
  rows: AsRunRow[];
  sounds: DossierSound[];
}

// What found no room may have been moved to a later day of the horizon.
const movedDays = 7;

/** `null` where there is no such occurrence, or nothing of it that the person may read. */
export async function readDossier(
  { db, tree, now, freezeMs }: { db: Kysely<Database>; tree: Tree; now: number; freezeMs: number },
  principal: Principal,
  occurrence: string,
): Promise<Dossier | null> {
  const ref = parseOccurrenceId(occurrence);
  if (!ref) return null;
  const rows: AsRunRow[] = [];
  for (const date of daysFrom(ref.date, movedDays + 1)) {
    const days = { from: date, to: date };
    const isMeant = (row: DatedRow) =>
      isInScopeOnDay(tree, { principal, action: 'read' }, days, row);
    const ofDay = await asRun(db, { ...days, isMeant, broadcastId: ref.broadcastId }, now);
    rows.push(...ofDay.filter((row) => row.occurrence === occurrence));
  }
  const [first] = rows;
  if (!first) return null;
  const broadcast = await broadcastOfAir(db, ref.broadcastId, { dueAt: first.dueAt, freezeMs });
  if (!broadcast) return null;
  const played = new Map<string, { title: string; dueAt: number }>();
  for (const { mediaSha256, title, dueAt } of rows)
    if (mediaSha256 !== null && !played.has(mediaSha256)) played.set(mediaSha256, { title, dueAt });
  const sounds: DossierSound[] = [];
  for (const [mediaSha256, one] of played)
    sounds.push(await soundOfAir(db, { mediaSha256, ...one }));
  return { occurrence, title: broadcast.title, broadcast, rows, sounds };
}
