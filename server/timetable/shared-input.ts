import type { Kysely } from 'kysely';
import type { Tree } from '../../core/area/tree.ts';
import type { Broadcast } from '../../core/broadcast/broadcast.ts';
import { recordingsOf } from '../../core/broadcast/recordings-of.ts';
import { createAsking } from '../../core/compile/asked.ts';
import type { CompileContext } from '../../core/compile/compile-station.ts';
import { createTargetIndex } from '../../core/compile/target-index.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import type { Session } from '../../core/session/session.ts';
import { openZone, type Zone } from '../../core/time/zone.ts';
import { addDays, localDateOf } from '../../core/time/zoned.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { loadRecorded } from '../relays/load-recorded.ts';
import type { Database } from '../store/schema.ts';
import { drawPools, type Draws } from './draws.ts';
import { daysAhead } from './horizon.ts';
import { loadLibrary } from './library.ts';
import { placeRules } from './place-rules.ts';
import { byPlace, loadRules, type Rules } from './rules.ts';

/** What the compile of every station reads, but for the moment, the freeze and what people said. */
export interface SharedInput extends Omit<
  CompileContext,
  'now' | 'freezeMs' | 'answers' | 'approved'
> {
  /** By the area or endpoint that they were set for. */
  quietHours: ReadonlyMap<string, readonly QuietHours[]>;
  groups: Rules['groups'];
  /** Drawn just now, to be kept before anything is compiled by them. */
  freshDraws: Draws['fresh'];
}

/** What a trial takes for saved. */
export interface Supposition {
  /** Stand in for their saved selves. */
  drafts?: readonly Broadcast[];
  /** Granted windows inside which drafts lie, by broadcast. */
  windows?: ReadonlyMap<string, string>;
  /** Broadcasts that would be gone. */
  withdrawn?: readonly string[];
  /** All sessions of stations as they would be, by station. */
  sessions?: ReadonlyMap<string, readonly Session[]>;
  /** The rules of places as they would be. */
  rules?: (saved: Rules) => Rules;
}

/** Loads it for the days held at `now`. */
export async function loadShared(
  db: Kysely<Database>,
  { tree, now, suppose }: { tree: Tree; now: number; suppose: Supposition },
): Promise<SharedInput> {
  const { drafts = [], withdrawn = [] } = suppose;
  const gone = new Set([...withdrawn, ...drafts.map(({ id }) => id)]);
  const saved = await readBroadcasts(db, now);
  const broadcasts = [...saved.filter(({ id }) => !gone.has(id)), ...drafts];
  const { byItem: draws, fresh } = await drawPools(db, { broadcasts, now });
  for (const [item, ids] of await loadRecorded(db, { broadcasts, now })) draws.set(item, ids);
  const savedRules = await loadRules(db);
  const rules = suppose.rules?.(savedRules) ?? savedRules;
  const recordingIds = [
    ...broadcasts.flatMap(recordingsOf),
    ...[...draws.values()].flat(),
    ...(await signatureIds(db)),
  ];
  return {
    tree,
    quietHours: byPlace(rules.quietHours),
    groups: rules.groups,
    zone: rememberZones(),
    index: createTargetIndex(broadcasts, tree),
    asking: createAsking({ library: await loadLibrary(db, recordingIds), draws }),
    freshDraws: fresh,
    ...placeRules(rules, tree),
  };
}

function rememberZones(): (name: string) => Zone {
  const zones = new Map<string, Zone>();
  return (name) => {
    const zone = zones.get(name) ?? openZone(name);
    zones.set(name, zone);
    return zone;
  };
}

async function signatureIds(db: Kysely<Database>): Promise<string[]> {
  const rows = await db
    .selectFrom('session')
    .select(['opening_id', 'closing_id'])
    .distinct()
    .where((eb) => eb.or([eb('opening_id', 'is not', null), eb('closing_id', 'is not', null)]))
    .execute();
  return rows.flatMap(({ opening_id, closing_id }) =>
    [opening_id, closing_id].filter((id) => id !== null),
  );
}

async function readBroadcasts(db: Kysely<Database>, now: number): Promise<Broadcast[]> {
  // A day more on either side: zones differ; and guests come from a week before.
  const today = localDateOf(now, 'UTC');
  const rows = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('state', '=', 'active')
    .where('first_date', '<=', addDays(today, daysAhead + 1))
    .where((eb) => eb.or([eb('last_date', 'is', null), eb('last_date', '>=', addDays(today, -9))]))
    .execute();
  return rows.map(toBroadcast);
}
