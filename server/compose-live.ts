import type { Kysely } from 'kysely';
import type { Clock } from '../runtime/clock.ts';
import type { Logger } from '../runtime/log.ts';
import type { Access } from './access/access.ts';
import { createLiveHub, type LiveHub } from './live/hub.ts';
import { createLiveRecordings, type LiveRecordings } from './live/recordings.ts';
import type { Database } from './store/schema.ts';

export interface Live {
  hub: LiveHub;
  recordings: LiveRecordings;
}

/** What open consoles are told without asking. */
export function composeLive(deps: {
  db: Kysely<Database>;
  access: Access;
  clock: Clock;
  log: Logger;
}): Live {
  const hub = createLiveHub(deps);
  return { hub, recordings: createLiveRecordings({ ...deps, hub }) };
}
