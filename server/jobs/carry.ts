import type { Kysely } from 'kysely';
import { laneOf, mostCarried, type Lane, type PushBatch } from '../../contract/carriage.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { idsStill } from './work.ts';

type Item = PushBatch['items'][number];

/** A push that is due. */
export interface Parcel extends Item {
  /** The job that was to carry it, when a start of the server ended between the naming and the queueing. */
  carrier: string | null;
}

/** A job that carries many. */
export interface Carriage {
  carrier: string;
  lane: Lane;
  priority: number;
  items: Item[];
}

/**
 * Puts pushes into jobs: what is of one urgency together, and what was named together stays so, for the queue
 * may know that job already.
 */
export function planCarriages(parcels: readonly Parcel[], newCarrier: () => string): Carriage[] {
  const groups = new Map<string, Parcel[]>();
  for (const parcel of parcels) {
    const key = `${parcel.priority} ${parcel.carrier ?? ''}`;
    const group = groups.get(key) ?? [];
    group.push(parcel);
    groups.set(key, group);
  }
  const carriages: Carriage[] = [];
  for (const group of groups.values())
    for (let from = 0; from < group.length; from += mostCarried) {
      const some = group.slice(from, from + mostCarried);
      const priority = some[0]?.priority ?? 0;
      carriages.push({
        ...{ carrier: some[0]?.carrier ?? newCarrier(), lane: laneOf(priority), priority },
        items: some.map(({ workId, generation, payload }) => ({
          ...{ workId, generation, priority, payload },
        })),
      });
    }
  return carriages;
}

/** Writes down which job carries what, before the queue has it. */
export async function nameCarriers(
  db: Kysely<Database>,
  carriages: readonly Carriage[],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { carrier, items } of carriages) {
      const ids = await idsStill(trx, items, ['due']);
      await trx.updateTable('work').set({ carrier }).where('id', 'in', among(ids)).execute();
    }
  });
}
