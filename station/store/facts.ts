import { z } from 'zod';
import { epochMs, id, occurrenceId, sha256 } from '../../contract/scalar.ts';
import { keyRing } from '../keys/key-ring.ts';
import type { StationStore } from './open-store.ts';

const facts = {
  /** What the endpoint made itself; the server knows its hash. */
  secret: z.string().min(43),
  /** Given by the server when it paired; from then on there is no need for a code. */
  endpoint_id: id,
  /** Hash of the pairing code that it was given for: another code pairs it anew. */
  code: sha256,
  /** Public keys that it believes in. */
  keys: keyRing,
  /** Hash of the settings in force. */
  settings: sha256,
  /** True time, now and then. */
  last_time: epochMs,
  /** UTC less the machine's clock when it was last measured, in ms. */
  correction: z.number(),
  /** Bytes of its exchanges in a month, `YYYY-MM`. */
  traffic: z.object({ month: z.string(), bytes: z.int().min(0) }),
  /** How loud somebody set it here. */
  volume_percent: z.int().min(0).max(100),
  /** Stops that came before a head, with the key that ordered each. */
  stop_orders: z.array(
    z.object({ occurrence: occurrenceId, keyId: z.string(), issuedAt: epochMs }),
  ),
  /** Of the last play record. */
  play_sequence: z.int().min(0),
};
type Facts = typeof facts;
export type FactName = keyof Facts;
export type Fact<Name extends FactName> = z.output<Facts[Name]>;

/** A fact, or `null` where it is not known or was spoilt. */
export async function readFact<Name extends FactName>(
  db: StationStore,
  name: Name,
): Promise<Fact<Name> | null> {
  const row = await db
    .selectFrom('fact')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  if (!row) return null;
  try {
    return facts[name].parse(JSON.parse(row.value)) as Fact<Name>;
  } catch {
    return null;
  }
}

export async function writeFact<Name extends FactName>(
  db: StationStore,
  name: Name,
  fact: Fact<Name>,
): Promise<void> {
  const value = JSON.stringify(fact);
  await db
    .insertInto('fact')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
