import type { Kysely } from 'kysely';
import { stationRoutes } from '../../contract/station/exchange.ts';
import type { Keys } from '../../contract/station/objects.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import { handlePublic, type BoundRoute } from '../http/handler.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { authenticate } from './credentials.ts';
import type { EndpointCache } from './endpoint-cache.ts';
import { createEnrol } from './enrol.ts';
import { createKeepIncidents } from './incidents.ts';
import { createKeepPlays } from './plays.ts';
import type { Presence } from './presence.ts';

export interface StationApiDeps {
  db: Kysely<Database>;
  cache: EndpointCache;
  presence: Presence;
  timetable: TimetableChanges;
  keys: Keys;
  clock: Clock;
  log: Logger;
}

/** The JSON exchanges of endpoints; what they ask for by the thousand is the door's. */
export function stationApiRoutes(deps: StationApiDeps): BoundRoute[] {
  const { cache, presence, keys, clock } = deps;
  const enrol = createEnrol(deps);
  const keepPlays = createKeepPlays(deps);
  const keepIncidents = createKeepIncidents(deps);
  const who = (request: { headers: { authorization?: string | undefined } }) =>
    authenticate(cache, request.headers.authorization);
  return [
    handlePublic(stationRoutes.keys, () => Promise.resolve(keys)),
    handlePublic(stationRoutes.enrol, async ({ body }) => ({
      endpointId: await enrol(body),
      keys,
      serverTime: clock.now(),
    })),
    handlePublic(stationRoutes.plays, async ({ body, request }) => {
      const endpoint = await who(request);
      presence.seen(endpoint.id);
      return { results: await keepPlays(endpoint.id, body.rows) };
    }),
    handlePublic(stationRoutes.status, async ({ body, request }) => {
      const endpoint = await who(request);
      presence.report(endpoint.id, body);
      const accepted = await keepIncidents(endpoint.id, body.incidents);
      return { nonce: body.nonce, serverTime: clock.now(), accepted };
    }),
  ];
}
