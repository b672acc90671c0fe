import type { Kysely } from 'kysely';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';

/** What is kept of people near loudspeakers. */
export interface ListeningDeps {
  db: Kysely<Database>;
  /** Of such recordings alone: what is removed from it can be nobody else's. */
  store: MediaStore;
  /** So many days a recording is kept. */
  keptDays: number;
  /** Queues what is due; never fails. */
  kick: () => void;
  clock: Clock;
}
