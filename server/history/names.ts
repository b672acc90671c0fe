import type { Kysely } from 'kysely';
import type { Area } from '../../core/area/area.ts';
import type { BroadcastNames } from '../../core/history/broadcast-in-words.ts';
import type { BroadcastChange } from '../../core/history/diff-broadcast.ts';
import type { Item } from '../../core/broadcast/item.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

export interface NamesDeps {
  db: Db;
  areas: ReadonlyMap<string, Area>;
}

/** Names of all that some changes speak of; what has no name any more keeps its id. */
export async function loadNames(
  { db, areas }: NamesDeps,
  changes: readonly BroadcastChange[],
): Promise<BroadcastNames> {
  const ids = idsIn(changes);
  const titles = await titlesOf(db, [...ids.recordings]);
  const stations = await namesOf(db, 'station', [...ids.places]);
  const endpoints = await namesOf(db, 'endpoint', [...ids.places]);
  const programmes = await namesOf(db, 'programme', [...ids.programmes]);
  const campaigns = await namesOf(db, 'campaign', [...ids.campaigns]);
  return {
    recording: (id) => titles.get(id) ?? id,
    place: (id) => areas.get(id)?.name ?? stations.get(id) ?? endpoints.get(id) ?? id,
    programme: (id) => programmes.get(id) ?? id,
    campaign: (id) => campaigns.get(id) ?? id,
  };
}

interface Ids {
  recordings: Set<string>;
  places: Set<string>;
  programmes: Set<string>;
  campaigns: Set<string>;
}

/** So many places of a change are named at the most. */
const mostPlaces = 3;

function idsIn(changes: readonly BroadcastChange[]): Ids {
  const ids: Ids = {
    recordings: new Set(),
    places: new Set(),
    programmes: new Set(),
    campaigns: new Set(),
  };
  const addItems = (items: readonly Item[]) => {
    for (const item of items) {
      if (item.type === 'recording') ids.recordings.add(item.recordingId);
      if (item.type === 'pool') ids.programmes.add(item.programmeId);
    }
  };
  for (const change of changes) {
    if (change.field === 'items') addItems([...change.added, ...change.removed]);
    if (change.field === 'day') addItems(change.to?.items ?? []);
    if (change.field === 'targets') {
      const { added, removed, excepted, readmitted } = change;
      for (const places of [added, removed, excepted, readmitted])
        for (const id of places.slice(0, mostPlaces)) ids.places.add(id);
    }
    if (change.field === 'programmeId' || change.field === 'campaignId') {
      const known = change.field === 'programmeId' ? ids.programmes : ids.campaigns;
      for (const id of [change.from, change.to]) if (id !== null) known.add(id);
    }
  }
  return ids;
}

const batch = 500;

async function namesOf(
  db: Db,
  table: 'station' | 'endpoint' | 'programme' | 'campaign',
  ids: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (let from = 0; from < ids.length; from += batch) {
    const some = ids.slice(from, from + batch);
    const rows = await db
      .selectFrom(table)
      .select(['id', 'name'])
      .where('id', 'in', some)
      .execute();
    for (const { id, name } of rows) names.set(id, name);
  }
  return names;
}

async function titlesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (let from = 0; from < ids.length; from += batch) {
    const rows = await db
      .selectFrom('recording')
      .select(['id', 'title'])
      .where('id', 'in', ids.slice(from, from + batch))
      .execute();
    for (const { id, title } of rows) titles.set(id, title);
  }
  return titles;
}
