import { stationRoutes } from '../../contract/station/exchange.ts';
import { signedHead, type SignedHead } from '../../contract/station/head.ts';
import { createClient } from '../../contract/client.ts';
import { api } from '../../contract/api.ts';
import { systemClock } from '../../runtime/clock.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import type { TestServer } from './server.ts';

/** An endpoint that speaks the protocol by hand. */
export interface EndpointClient {
  id: string;
  secret: string;
  authorization: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  head(): Promise<SignedHead>;
  client: ReturnType<typeof createClient>;
}

/** Pairs an endpoint by a new code. */
export async function pairEndpoint(
  server: TestServer,
  endpointId: string,
): Promise<EndpointClient> {
  const administrator = await server.administrator();
  const { code } = await administrator.call(api.endpoints.pair, { params: { id: endpointId } });
  const secret = randomToken();
  const stranger = createClient({ origin: server.origin, fetch, headers: () => ({}) });
  await stranger.call(stationRoutes.enrol, { body: { code, secretSha256: sha256(secret) } });
  return endpointClient(server, endpointId, secret);
}

export function endpointClient(server: TestServer, id: string, secret: string): EndpointClient {
  const authorization = `Loa ${id}:${secret}`;
  const fetchAs = (path: string, init: RequestInit = {}) =>
    patientFetch(server.origin + path, {
      ...init,
      headers: { authorization, ...(init.headers as Record<string, string> | undefined) },
    });
  return {
    id,
    secret,
    authorization,
    fetch: fetchAs,
    head: async () => {
      const response = await fetchAs('/station/v1/head');
      return signedHead.parse(await response.json());
    },
    get client() {
      const headers = () => ({ authorization });
      return createClient({ origin: server.origin, fetch: patientFetch, headers });
    },
  };
}

/** Comes again, as endpoints do, where the machine that tests run on is too busy. */
const patientFetch: typeof fetch = async (...request) => {
  for (;;) {
    const response = await fetch(...request);
    const isBusy =
      response.status === 429 && (await response.clone().text()).includes('the server is busy');
    if (!isBusy) return response;
    await systemClock().sleep(500);
  }
};
