import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { stationRoutes } from '../../../../contract/station/exchange.ts';
import { headLifeMs } from '../../../../server/heads/head-content.ts';
import { clockAt } from '../../../support/clock-at.ts';
import { makeCommune, makeEndpoint, type Commune } from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';

const clock = clockAt(Date.now());
const server = useTestServer({ clock });

let commune: Commune;
let operator: Person;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  operator = await server().as('operator');
});

let clusters = 0;
async function paired(): Promise<EndpointClient> {
  clusters += 1;
  const id = await makeEndpoint(server(), commune.stationId, `Cụm ${clusters}`);
  const endpoint = await pairEndpoint(server(), id);
  // A new endpoint has its first head when its station was compiled.
  await until(() => endpoint.head(), { limitMs: 10_000, what: 'its head' });
  return endpoint;
}

async function shown(id: string) {
  const { items } = await operator.call(api.endpoints.list, { query: { limit: 100 } });
  const found = items.find((one) => one.id === id);
  if (!found) throw new Error(`no endpoint ${id}`);
  return found;
}

const statusOf = (rest: object = {}) => ({
  ...{ nonce: 'n', clock: clock.now(), clockTrusted: true, clockOffsetMs: 0, headSequence: null },
  ...{ complete: [], incomplete: [], playing: null, version: '1', diskFreeBytes: null },
  ...{ incidents: [], ...rest },
});
const report = (endpoint: EndpointClient, rest: object = {}) =>
  endpoint.client.call(stationRoutes.status, { body: statusOf(rest) });

async function actionsOn(id: string): Promise<string[]> {
  const administrator = await server().administrator();
  const { items } = await administrator.call(api.audit.list, { query: { limit: 100 } });
  return items.filter(({ subject }) => subject === id).map(({ action }) => action);
}

describe('silencing', () => {
  it('takes the days away first, and locks out once the endpoint says that it holds none', async () => {
    const endpoint = await paired();
    expect((await endpoint.head()).days.length).toBeGreaterThan(0);
    const answer = await operator.call(api.endpoints.silence, { params: { id: endpoint.id } });
    expect(answer.silencingUntil).toBe((answer.revokedAt ?? 0) + headLifeMs);
    const { days, sequence } = await endpoint.head();
    expect(days).toEqual([]);
    await report(endpoint, { headSequence: sequence - 1 });
    expect((await shown(endpoint.id)).silencedAt).toBeNull();
    await report(endpoint, { headSequence: sequence });
    await until(async () => (await shown(endpoint.id)).silencedAt ?? undefined, {
      limitMs: 15_000,
      what: 'it is silent',
    });
    expect((await endpoint.fetch('/station/v1/head')).status).toBe(403);
    expect((await actionsOn(endpoint.id)).slice(0, 2)).toEqual([
      'endpoint.silenced',
      'endpoint.silence',
    ]);
  });

  it('reaches one that was locked out before', async () => {
    const endpoint = await paired();
    await operator.call(api.endpoints.revoke, { params: { id: endpoint.id } });
    expect((await endpoint.fetch('/station/v1/head')).status).toBe(403);
    await operator.call(api.endpoints.silence, { params: { id: endpoint.id } });
    expect((await endpoint.head()).days).toEqual([]);
    await operator.call(api.endpoints.revoke, { params: { id: endpoint.id } });
    expect((await endpoint.fetch('/station/v1/head')).status).toBe(403);
    expect(await shown(endpoint.id)).toMatchObject({ silencingUntil: null, silencedAt: null });
  });

  it('ends by itself when everything that was held is over, without a word of silence', async () => {
    const endpoint = await paired();
    await operator.call(api.endpoints.silence, { params: { id: endpoint.id } });
    const before = clock.now();
    clock.set(before + headLifeMs + 1000);
    await until(
      async () => {
        const response = await endpoint.fetch('/station/v1/head');
        return response.status === 403 || undefined;
      },
      { limitMs: 15_000, what: 'it is locked out' },
    );
    clock.set(before + headLifeMs + 60_000);
  });

  it('is undone by pairing again', async () => {
    const endpoint = await paired();
    operator = await server().as('operator');
    await operator.call(api.endpoints.silence, { params: { id: endpoint.id } });
    const again = await pairEndpoint(server(), endpoint.id);
    expect(await shown(endpoint.id)).toMatchObject({ revokedAt: null, silencingUntil: null });
    await until(async () => (await again.head()).days.length > 0 || undefined, {
      limitMs: 15_000,
      what: 'its days are back',
    });
  });
});

describe('quarantine', () => {
  it('turns every request away unread until it is lifted, also after a restart', async () => {
    operator = await server().as('operator');
    const endpoint = await paired();
    await report(endpoint);
    const params = { id: endpoint.id };
    await operator.call(api.endpoints.quarantine, { params, body: { quarantined: true } });
    const turnedAway = async () => {
      for (const path of ['head', 'events', 'objects/x', 'media/x', 'keys']) {
        const response = await endpoint.fetch(`/station/v1/${path}`);
        expect([response.status, response.headers.get('retry-after')], path).toEqual([429, '600']);
      }
      const { code } = await refusal(report(endpoint));
      expect(code).toBe('endpoint_quarantined');
      // It is not asked whether the secret is right.
      const authorization = `Loa ${endpoint.id}:wrong`;
      const stranger = await fetch(`${server().origin}/station/v1/head`, {
        headers: { authorization },
      });
      expect(stranger.status).toBe(429);
    };
    await turnedAway();
    expect((await shown(endpoint.id)).quarantinedAt).not.toBeNull();
    await server().restart();
    await turnedAway();
    await operator.call(api.endpoints.quarantine, { params, body: { quarantined: false } });
    expect((await endpoint.head()).endpoint).toBe(endpoint.id);
    expect((await actionsOn(endpoint.id)).slice(0, 2)).toEqual([
      'endpoint.quarantine-lift',
      'endpoint.quarantine',
    ]);
  });
});

it('what an endpoint says of its link is shown, and gone when it says otherwise', async () => {
  const endpoint = await paired();
  await report(endpoint, { insecureHttp: true, stale: true });
  const seen = (is: boolean) =>
    until(
      async () => {
        const { insecureHttp, stale } = await shown(endpoint.id);
        return (insecureHttp === is && stale === is) || undefined;
      },
      { limitMs: 10_000, what: `shown as ${is}` },
    );
  await seen(true);
  await report(endpoint);
  await seen(false);
});
