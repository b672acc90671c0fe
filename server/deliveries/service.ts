import { sql, type Kysely } from 'kysely';
import type { Priority } from '../../contract/jobs.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/crypto.ts';
import { readObjects } from '../objects/objects.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { orderAll } from './order-all.ts';
import { pack, type Parcel } from './pack.ts';

/** Pushes to endpoints that can be reached. */
export interface Deliveries {
  /** Pushes each head that was not pushed yet. */
  pushNew(): Promise<void>;
  /** As `pushNew` for these endpoints alone, before all that is under way. */
  pushUrgent: (endpointIds: readonly string[]) => Promise<void>;
  /** Pushes the heads of these endpoints again, unless a push is under way; gives how many. */
  pushAgain: (endpointIds: readonly string[]) => Promise<number>;
  /** Pushes the heads of a zone's receivers again, also those that were delivered. */
  pushAll(zone: string): Promise<void>;
}

export interface DeliveriesDeps {
  db: Kysely<Database>;
  store: MediaStore;
  signer: Signer;
  kick: () => void;
  clock: Clock;
}

/** Pushes that share a file. */
const packed = 50;
/** Those that share a transaction. */
const batch = 2 * packed;
const kickEvery = 2 * batch;
const again = { priority: 'usual' as const, isAgain: true };

export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  let last: Promise<unknown> = Promise.resolve();
  // One after another, so that no head is pushed twice.
  const inTurn = (run: () => Promise<void>) => {
    const done = last.then(run);
    last = done.catch(() => {});
    return done;
  };
  return {
    pushNew: () =>
      inTurn(async () =>
        push(deps, await newParcels(deps.db).execute(), { priority: 'waitedFor' }),
      ),
    pushUrgent: async (endpointIds) => {
      const parcels = await newParcels(deps.db)
        .where('endpoint.id', 'in', among(endpointIds))
        .execute();
      await push(deps, parcels, { priority: 'emergency' });
    },
    pushAgain: async (endpointIds) => {
      let count = 0;
      await inTurn(async () => {
        const parcels = await idleParcels(deps.db)
          .where('endpoint.id', 'in', among(endpointIds))
          .execute();
        count = parcels.length;
        await push(deps, parcels, again);
      });
      return count;
    },
    pushAll: (zone) => inTurn(async () => push(deps, await allParcels(deps.db, zone), again)),
  };
}

function receivers(db: Kysely<Database>) {
  return (
    db
      .selectFrom('endpoint')
      .innerJoin('head', 'head.endpoint_id', 'endpoint.id')
      .select(['endpoint.id as endpointId', 'head.sequence', 'head.bytes'])
      .select(sql<string>`endpoint.push_url`.as('url'))
      .where('endpoint.kind', '=', 'receiver')
      .where('endpoint.push_url', 'is not', null)
      // One that is being silenced is to hear of it.
      .where((eb) =>
        eb.or([
          eb('endpoint.revoked_at', 'is', null),
          eb('endpoint.silencing_until', 'is not', null),
        ]),
      )
  );
}

function newParcels(db: Kysely<Database>) {
  return receivers(db).where((eb) => eb.not(eb.exists(pushesOf(db))));
}

/** All but those that are under way. */
function idleParcels(db: Kysely<Database>) {
  return receivers(db).where((eb) =>
    eb.not(eb.exists(pushesOf(db).where('delivery.state', 'in', ['due', 'sent', 'failed']))),
  );
}

function allParcels(db: Kysely<Database>, zone: string): Promise<Parcel[]> {
  return idleParcels(db)
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .where('station.zone', '=', zone)
    .execute();
}

/** Deliveries of the outer query's head. */
function pushesOf(db: Kysely<Database>) {
  return db
    .selectFrom('delivery')
    .select('delivery.id')
    .where(sql.ref('delivery.endpoint_id'), '=', sql.ref('endpoint.id'))
    .where(sql.ref('delivery.head_sequence'), '=', sql.ref('head.sequence'));
}

/** What was just changed goes before what is sent every evening, and a stop before both. */
async function push(
  deps: DeliveriesDeps,
  parcels: readonly Parcel[],
  { priority, isAgain = false }: { priority: Priority; isAgain?: boolean },
): Promise<void> {
  const { db, store, kick, clock } = deps;
  for (let from = 0; from < parcels.length; from += batch) {
    const some = parcels.slice(from, from + batch);
    const readPlaylists = (hashes: readonly string[]) => readObjects(db, hashes);
    const packs = [some.slice(0, packed), some.slice(packed)].filter(({ length }) => length > 0);
    const parts = await Promise.all(packs.map((part) => pack(store, part, readPlaylists)));
    await db
      .transaction()
      .execute(async (trx) => orderAll(trx, deps, { parcels: parts.flat(), priority, isAgain }));
    // The queue takes many at a time more cheaply, once workers have something to do.
    const isLast = from + batch >= parcels.length;
    if (isLast || priority === 'emergency' || from % kickEvery === 0) kick();
    // Polls and alerts go first.
    await clock.sleep(0);
  }
}
