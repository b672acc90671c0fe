import type { StopOrderBody } from '../../contract/station/stop-order.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { findKey } from '../keys/judge-keys.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { readFact, writeFact, type Fact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';

/** Stops that came before the head which says them too. */
export interface StopOrders {
  /** Occurrences stopped by a key that is still believed: what a thief ordered ends with his key. */
  stopped(ring: KeyRing): string[];
  /** Counts at once, whether or not the disk takes it. */
  keep(order: StopOrderBody): Promise<void>;
  /** Forgets those of days that have gone. */
  forgetBefore(date: LocalDate): Promise<void>;
}

const mostKept = 200;

export async function openStopOrders(db: StationStore): Promise<StopOrders> {
  let orders: Fact<'stop_orders'> = (await readFact(db, 'stop_orders')) ?? [];
  const replace = async (next: Fact<'stop_orders'>) => {
    orders = next.slice(-mostKept);
    await writeFact(db, 'stop_orders', orders);
  };
  return {
    stopped: (ring) =>
      orders
        .filter(({ keyId, issuedAt }) => findKey(ring, keyId, issuedAt) !== null)
        .map(({ occurrence }) => occurrence),
    keep: async ({ stop, keyId, issuedAt }) => {
      const others = orders.filter(({ occurrence }) => occurrence !== stop);
      await replace([...others, { occurrence: stop, keyId, issuedAt }]);
    },
    forgetBefore: async (date) => {
      const rest = orders.filter(
        ({ occurrence }) => (parseOccurrenceId(occurrence)?.date ?? '') >= date,
      );
      if (rest.length < orders.length) await replace(rest);
    },
  };
}
