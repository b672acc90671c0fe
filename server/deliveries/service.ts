import { Readable } from 'node:stream';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Priority } from '../../contract/jobs.ts';
import type { MediaStore } from '../../media/store.ts';
import { allowedAt } from '../../core/push/circuit.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Signer } from '../../runtime/crypto.ts';
import { newId } from '../../runtime/id.ts';
import { ensureWork } from '../jobs/work.ts';
import { readObjects } from '../objects/objects.ts';
import type { Database } from '../store/schema.ts';
import { circuitOf } from './circuits.ts';
import { endDeliveries } from './end-deliveries.ts';
import { playlistsOf, pushBytes, signedPush } from './push-order.ts';

/** Pushes to endpoints that can be reached. */
export interface Deliveries {
  /** Pushes each head that was not pushed yet. */
  pushNew(): Promise<void>;
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

/** A receiver's head that is to be pushed. */
interface Parcel {
  endpointId: string;
  url: string;
  sequence: number;
  bytes: Buffer;
}

const dayMs = 86_400_000;
const batch = 50;

export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  let last: Promise<unknown> = Promise.resolve();
  // One after another, so that no head is pushed twice.
  const inTurn = (run: () => Promise<void>) => {
    const done = last.then(run);
    last = done.catch(() => {});
    return done;
  };
  return {
    pushNew: () => inTurn(async () => push(deps, await newParcels(deps.db), 'waitedFor')),
    pushAll: (zone) => inTurn(async () => push(deps, await allParcels(deps.db, zone), 'usual')),
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

function newParcels(db: Kysely<Database>): Promise<Parcel[]> {
  return receivers(db)
    .where((eb) => eb.not(eb.exists(pushesOf(db))))
    .execute();
}

/** All of a zone, but those that are under way. */
function allParcels(db: Kysely<Database>, zone: string): Promise<Parcel[]> {
  return receivers(db)
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .where('station.zone', '=', zone)
    .where((eb) =>
      eb.not(eb.exists(pushesOf(db).where('delivery.state', 'in', ['due', 'sent', 'failed']))),
    )
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

/** What was just changed, an emergency perhaps, goes before what is sent every evening. */
async function push(
  deps: DeliveriesDeps,
  parcels: readonly Parcel[],
  priority: Priority,
): Promise<void> {
  const { db, store, kick } = deps;
  for (let from = 0; from < parcels.length; from += batch) {
    const some = parcels.slice(from, from + batch);
    const playlists = await readObjects(
      db,
      some.flatMap(({ bytes }) => playlistsOf(bytes)),
    );
    const wrapped: (Parcel & { body: string })[] = [];
    for (const parcel of some) {
      const bytes = pushBytes(parcel.bytes, playlists);
      const { sha256: body } = await store.put(Readable.from([bytes]), {
        limitBytes: bytes.length,
      });
      wrapped.push({ ...parcel, body });
    }
    await db.transaction().execute(async (trx) => {
      for (const parcel of wrapped) await order(trx, deps, { ...parcel, priority });
    });
    kick();
  }
}

async function order(
  trx: Transaction<Database>,
  { signer, clock }: DeliveriesDeps,
  { endpointId, url, sequence, body, priority }: Parcel & { body: string; priority: Priority },
): Promise<void> {
  const now = clock.now();
  await endDeliveries(trx, { endpointId, reason: 'superseded', clock });
  const id = newId(clock);
  await trx
    .insertInto('delivery')
    .values({
      id,
      endpoint_id: endpointId,
      head_sequence: sequence,
      state: 'due',
      reason: null,
      attempts: 0,
      // By then the next evening's push has come.
      until: now + dayMs,
      at: now,
    })
    .execute();
  // Where all failed lately, the first one to go out is a try.
  const due = allowedAt(await circuitOf(trx, endpointId), now);
  const payload = signedPush({ endpointId, url, body }, { signer, clock, due });
  await ensureWork(trx, { kind: 'push', subject: id, payload, clock, due, priority });
}
