import type { Kysely } from 'kysely';
import type { Area } from '../../core/area/area.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { Database } from '../store/schema.ts';

/** Whose an occurrence is, and what it is called. */
export interface Owner {
  title: string;
  areaId: string;
  areaName: string;
}

export type Owners = (occurrence: string) => Owner;

/** Loads whose occurrences are; `drafts` stand in for what is saved, or is not saved yet. */
export async function loadOwners(
  db: Kysely<Database>,
  occurrences: readonly string[],
  given: { areas: ReadonlyMap<string, Area>; drafts?: readonly Broadcast[] },
): Promise<Owners> {
  const ids = [...new Set(occurrences.map(broadcastIn))];
  const rows = await db
    .selectFrom('broadcast')
    .select(['id', 'title', 'owner_area_id as ownerAreaId'])
    .where('id', 'in', ids)
    .execute();
  const known = new Map([...rows, ...(given.drafts ?? [])].map((one) => [one.id, one]));
  return (occurrence) => {
    const one = known.get(broadcastIn(occurrence));
    const areaId = one?.ownerAreaId ?? '';
    return { title: one?.title ?? '', areaId, areaName: given.areas.get(areaId)?.name ?? areaId };
  };
}

/** The broadcast that an occurrence belongs to; empty for a session's signature. */
export function broadcastIn(occurrence: string): string {
  return parseOccurrenceId(occurrence)?.broadcastId ?? '';
}
