import type { Kysely } from 'kysely';
import type { Voice } from '../../core/speech/voices.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';

/** What speech needs of the rest of the server. */
export interface SpeechDeps {
  db: Kysely<Database>;
  media: MediaStore;
  speech: {
    /** Tells the sound of one engine from that of another. */
    engine: string;
    /** The first is the usual one. */
    voices: readonly Voice[];
  };
  /** Queues what is due; never fails. */
  kick: () => void;
  clock: Clock;
}
