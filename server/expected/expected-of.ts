import type { Kysely } from 'kysely';
import type { ExpectedSound } from '../../contract/http/expected-sounds.ts';
import { expectedSound } from '../../core/expected/expected-sound.ts';
import type { Playlist } from '../../core/playlist/playlist.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import { groupRows } from '../../core/list/group-rows.ts';
import type { Database } from '../store/schema.ts';
import { readPlanned } from './read-entries.ts';

type Db = Kysely<Database>;

const mostNext = 5;

/** What an endpoint is to sound now, and what follows. */
export async function expectedOf(
  db: Db,
  endpoint: { id: string; name: string },
  now: EpochMs,
  known?: Map<string, Playlist | null>,
): Promise<ExpectedSound> {
  const { entries, stopped } = await readPlanned(db, endpoint.id, now, known);
  const expected = expectedSound(entries, { now, stopped, most: mostNext });
  return {
    ...{ endpointId: endpoint.id, endpointName: endpoint.name, at: now, others: 0 },
    ...expected,
  };
}

/** What most endpoints in service of a station are to sound, told by one of them. */
export async function expectedOfStation(
  db: Db,
  stationId: string,
  now: EpochMs,
): Promise<ExpectedSound> {
  const endpoints = await db
    .selectFrom('endpoint')
    .select(['id', 'name'])
    .where('station_id', '=', stationId)
    .where('revoked_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const told: ExpectedSound[] = [];
  const known = new Map<string, Playlist | null>();
  for (const endpoint of endpoints) told.push(await expectedOf(db, endpoint, now, known));
  const alike = [...groupRows(told, soundsLike).values()].sort((a, b) => b.length - a.length);
  const [most = []] = alike;
  const [first] = most;
  if (!first)
    return { endpointId: null, endpointName: null, at: now, now: null, next: [], others: 0 };
  return { ...first, others: told.length - most.length };
}

/** The same to the ear for now and the next item. */
function soundsLike({ now, next }: ExpectedSound): string {
  return JSON.stringify(
    [now, next[0]].map((entry) => entry && [entry.startsAt, entry.file, entry.relayFrom]),
  );
}
