import type { StationStore } from '../store/open-store.ts';
import { readFact, writeFact } from '../store/facts.ts';

/** What the endpoint's exchanges cost, both ways; headers and retransmissions are not known here. */
export interface Traffic {
  add(bytes: number): void;
  /** Of the month (UTC) of an instant; kept over restarts. */
  ofMonth(now: number): Promise<number>;
}

export function createTraffic(db: StationStore): Traffic {
  let uncounted = 0;
  return {
    add: (bytes) => {
      uncounted += bytes;
    },
    ofMonth: async (now) => {
      const month = new Date(now).toISOString().slice(0, 7);
      const known = await readFact(db, 'traffic');
      const added = uncounted;
      uncounted = 0;
      const bytes = (known?.month === month ? known.bytes : 0) + added;
      if (added > 0) await writeFact(db, 'traffic', { month, bytes });
      return bytes;
    },
  };
}
