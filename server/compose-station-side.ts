import type { Kysely } from 'kysely';
import type { Clock } from '../runtime/clock.ts';
import type { Lifetime } from '../runtime/lifecycle.ts';
import type { Logger } from '../runtime/log.ts';
import type { MadeHead } from './heads/head-content.ts';
import { createEndpointCache } from './station-api/endpoint-cache.ts';
import { createEndpointEvents } from './station-api/events.ts';
import { createKeepIncidents } from './station-api/incidents.ts';
import { createKeepPlays } from './station-api/plays.ts';
import { createPresence } from './station-api/presence.ts';
import { createQuarantine, type Quarantine } from './station-api/quarantine.ts';
import type { Database } from './store/schema.ts';

/** What is known in memory of the endpoints that call us. */
export type StationSide = Awaited<ReturnType<typeof composeStationSide>>;

export async function composeStationSide(deps: {
  db: Kysely<Database>;
  clock: Clock;
  log: Logger;
  life: Lifetime;
}) {
  const { db, life } = deps;
  const cache = createEndpointCache(db, deps.clock);
  const events = createEndpointEvents();
  const presence = createPresence(deps);
  life.add(() => presence.close());
  const turningAway = await createQuarantine(db);
  const quarantine: Quarantine = {
    ...turningAway,
    put: (endpointId) => {
      turningAway.put(endpointId);
      events.end(endpointId);
    },
  };
  return {
    // One queue each: what comes over the network and on sticks is written together.
    keepPlays: createKeepPlays(deps),
    keepIncidents: createKeepIncidents(deps),
    cache,
    events,
    presence,
    quarantine,
    onCredentials: (endpointId: string) => cache.forget(endpointId),
    onLockedOut: (endpointId: string) => {
      cache.forget(endpointId);
      events.end(endpointId);
    },
    order: (endpointId: string, event: Buffer) => events.order(endpointId, event),
    /** Gives the number of endpoints that were nudged. */
    publish: (made: readonly MadeHead[]) => {
      for (const head of made) cache.putHead(head);
      return made.filter((head) => events.nudge(head.endpointId, head.sequence)).length;
    },
  };
}
