import { expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { makeCommune } from '../../support/district.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import { useTestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

const server = useTestServer();

it('an endpoint that was locked out comes back by a new code, with what it holds', async () => {
  const { endpointId } = await makeCommune(server(), 'Hải Anh');
  const operator = await server().as('operator');
  const newCode = async () =>
    (await operator.call(api.endpoints.pair, { params: { id: endpointId } })).code;
  const { origin } = server();
  const place = await agentPlace({ origin, code: await newCode() });
  const endpoint = async () =>
    (await operator.call(api.endpoints.list, { query: {} })).items.find(
      ({ id }) => id === endpointId,
    );
  const online = (since: number) =>
    until(async () => ((await endpoint())?.lastSeenAt ?? 0) > since || undefined, {
      limitMs: 20_000,
      what: 'the endpoint is seen',
    });
  const first = await agentInside(place);
  await online(0);
  await first.stop();
  await operator.call(api.endpoints.revoke, { params: { id: endpointId } });

  const code = await newCode();
  const again = {
    ...place,
    args: place.args.map((arg, at) => (place.args[at - 1] === '--code' ? code : arg)),
  };
  const revokedAt = Date.now();
  const second = await agentInside(again);
  await online(revokedAt);
  await second.stop();
  expect(await endpoint()).toMatchObject({ revokedAt: null });

  // One with a wrong code keeps the pairing.
  const wrong = again.args.map((arg) => (arg === code ? '22222222' : arg));
  const before = Date.now();
  await agentInside({ ...again, args: wrong });
  await online(before);
}, 90_000);
