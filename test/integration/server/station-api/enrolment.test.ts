import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { createClient } from '../../../../contract/client.ts';
import { stationRoutes } from '../../../../contract/station/exchange.ts';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import { randomToken, sha256 } from '../../../../runtime/crypto.ts';
import { makeCommune, makeEndpoint, type Commune } from '../../../support/district.ts';
import { endpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

let hoursLater = 0;
const clock: Clock = { ...systemClock(), now: () => Date.now() + hoursLater * 3_600_000 };
const server = useTestServer({ clock });

let commune: Commune;
let operator: Person;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  operator = await server().as('operator');
});

let clusters = 0;
async function newEndpoint() {
  clusters += 1;
  const id = await makeEndpoint(server(), commune.stationId, `Cụm ${clusters}`);
  const { code } = await operator.call(api.endpoints.pair, { params: { id } });
  return { id, code };
}

const stranger = () => createClient({ origin: server().origin, fetch, headers: () => ({}) });
const enrol = (code: string, secret: string) =>
  stranger().call(stationRoutes.enrol, { body: { code, secretSha256: sha256(secret) } });
const statusOf = async (id: string, secret: string) =>
  (await endpointClient(server(), id, secret).fetch('/station/v1/head')).status;

describe('enrolment', () => {
  it('pairs by a code, however it is written, and gives the keys', async () => {
    const { id, code } = await newEndpoint();
    const secret = randomToken();
    const written = `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`;
    const answer = await enrol(written, secret);
    expect(answer.endpointId).toBe(id);
    expect(answer.keys.signing).toHaveLength(1);
    expect(await statusOf(id, secret)).toBe(200);
    expect(await statusOf(id, randomToken())).toBe(401);
  });

  it('gives the same answer again for 24 h, and to nobody else', async () => {
    const { id, code } = await newEndpoint();
    const secret = randomToken();
    await enrol(code, secret);
    expect((await enrol(code, secret)).endpointId).toBe(id);
    expect((await refusal(enrol(code, randomToken()))).code).toBe('pairing_code_used');
    expect(await statusOf(id, secret)).toBe(200);
    hoursLater += 25;
    expect((await refusal(enrol(code, secret))).code).toBe('pairing_code_used');
  });

  it('refuses a wrong, an expired and a replaced code', async () => {
    expect((await refusal(enrol('22222222', randomToken()))).code).toBe('pairing_code_wrong');
    expect((await refusal(enrol('0O1I', randomToken()))).code).toBe('body_invalid');
    const replaced = await newEndpoint();
    const { code } = await operator.call(api.endpoints.pair, { params: { id: replaced.id } });
    expect((await refusal(enrol(replaced.code, randomToken()))).code).toBe('pairing_code_wrong');
    hoursLater += 24;
    expect((await refusal(enrol(code, randomToken()))).code).toBe('pairing_code_expired');
  });

  it('bounds the guesses at one code', async () => {
    const { code } = await newEndpoint();
    await enrol(code, randomToken());
    const codes: string[] = [];
    for (let attempt = 0; attempt < 25; attempt += 1)
      codes.push((await refusal(enrol(code, randomToken()))).code);
    expect(codes.filter((one) => one === 'too_many_requests')).toHaveLength(6);
    const { retryAfter } = await refusal(enrol(code, randomToken()));
    expect(retryAfter).toBeGreaterThan(0);
  });

  it('takes no code that was open when the endpoint was revoked', async () => {
    const { id, code } = await newEndpoint();
    await operator.call(api.endpoints.revoke, { params: { id } });
    expect((await refusal(enrol(code, randomToken()))).code).toBe('pairing_code_wrong');
  });

  it('locks a revoked endpoint out at once, and lets it in again by a new code', async () => {
    const { id, code } = await newEndpoint();
    const secret = randomToken();
    await enrol(code, secret);
    expect(await statusOf(id, secret)).toBe(200);
    const revoked = await operator.call(api.endpoints.revoke, { params: { id } });
    expect(revoked.revokedAt).not.toBeNull();
    const endpoint = endpointClient(server(), id, secret);
    const refused = await endpoint.fetch('/station/v1/head');
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { code: 'endpoint_revoked' },
    ]);
    expect((await refusal(enrol(code, secret))).code).toBe('pairing_code_used');

    const again = await operator.call(api.endpoints.pair, { params: { id } });
    const other = randomToken();
    await enrol(again.code, other);
    expect(await statusOf(id, other)).toBe(200);
    expect(await statusOf(id, secret)).toBe(401);
  });
});
