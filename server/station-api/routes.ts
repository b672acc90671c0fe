import type { Kysely } from 'kysely';
import { stationRoutes, statusText } from '../../contract/station/exchange.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import { handlePublic, type BoundRoute } from '../http/handler.ts';
import type { Heads } from '../heads/service.ts';
import type { ServerKeys } from '../keys/open-keys.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import { authenticate } from './credentials.ts';
import type { EndpointCache, KnownEndpoint } from './endpoint-cache.ts';
import { createEnrol } from './enrol.ts';
import type { KeepIncidents } from './incidents.ts';
import type { KeepPlays } from './plays.ts';
import type { Presence } from './presence.ts';

export interface StationApiDeps {
  db: Kysely<Database>;
  cache: EndpointCache;
  presence: Presence;
  keepPlays: KeepPlays;
  keepIncidents: KeepIncidents;
  timetable: TimetableChanges;
  keys: ServerKeys;
  heads: Pick<Heads, 'outrun'>;
  clock: Clock;
  log: Logger;
}

/** The JSON exchanges of endpoints; what they ask for by the thousand is the door's. */
export function stationApiRoutes(deps: StationApiDeps): BoundRoute[] {
  const { cache, presence, keepPlays, keepIncidents, keys, clock } = deps;
  const enrol = createEnrol(deps);
  const who = (request: { headers: { authorization?: string | undefined } }) =>
    authenticate(cache, request.headers.authorization);
  return [
    handlePublic(stationRoutes.keys, () => Promise.resolve(keys.object().keys)),
    handlePublic(stationRoutes.enrol, async ({ body }) => ({
      endpointId: await enrol(body),
      keys: keys.object().keys,
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
      if (isOutrun(endpoint, body.headSequence, clock.now())) deps.heads.outrun(endpoint.id);
      const accepted = await keepIncidents(endpoint.id, body.incidents);
      const answer = { nonce: body.nonce, serverTime: clock.now(), accepted };
      const { keyId } = keys.signer;
      const signature = keys.signer.sign(canonicalJson(statusText(endpoint.id, answer)));
      return { ...answer, keyId, signature };
    }),
  ];
}

/** Whether it holds a later head than we know of: those of a time that a restored backup has taken back. */
function isOutrun({ head }: KnownEndpoint, held: number | null, now: number): boolean {
  // A number from the future is none of ours, and no head of now would surpass it.
  return head !== null && held !== null && held > head.sequence && held < now;
}
