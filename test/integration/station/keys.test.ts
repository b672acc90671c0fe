import { describe, expect } from 'vitest';
import { fingerprintOf } from '../../../core/keys/fingerprint.ts';
import { canonicalJson } from '../../../core/playlist/canonical.ts';
import { generateSigningKey, loadSigner, sha256, type Signer } from '../../../runtime/crypto.ts';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { heldBy, untilHead } from '../../support/held-by-agent.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import {
  refuse,
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

const newSigner = () => loadSigner(generateSigningKey().privatePem);
const quick = ['--poll-seconds', '1'];

const incidentOf = (server: StationProtocolServer, what: string, code: string) =>
  until(async () => server.incidents.find((each) => each.what === what && each.code === code), {
    limitMs: 20_000,
    what: `incident ${what} ${code}`,
  });

async function listening() {
  const server = await stationProtocolServer();
  server.publish({});
  const place = await agentPlace(server, quick);
  await agentInside(place);
  await untilHead(place, () => true, 'the first head');
  return { server, place };
}

const keysBy = (server: StationProtocolServer, signers: readonly Signer[]) => ({
  ...server.keys(),
  signing: signers.map(({ keyId, publicKey }) => ({ keyId, publicKey, from: 0 })),
});

describe.concurrent('whoever has stolen the signing key', () => {
  itBeside('cannot take it away from others, nor put his own in its place', async () => {
    const { server, place } = await listening();
    const honest = server.signer;
    const thief = newSigner();
    server.publish({ head: { keys: server.keep(keysBy(server, [thief])) } });
    await incidentOf(server, 'keys', 'keys_refused');
    expect(heldBy(place).ring?.signing.map(({ keyId }) => keyId)).toEqual([honest.keyId]);

    const forged = {
      ...keysBy(server, [thief]),
      recovery: { publicKey: thief.publicKey, approval: null },
    };
    server.publish({ head: { keys: server.keep(forged) } });
    await until(
      async () => server.incidents.find(({ detail }) => detail.includes('another recovery key')),
      { limitMs: 20_000, what: 'another recovery key is reported' },
    );
    server.signer = thief;
    server.approval = server.approve([thief], thief);
    server.publish({});
    await incidentOf(server, 'head', 'key_unknown');
    server.signer = honest;
    server.approval = null;
    server.publish({ stopped: ['b1-2026-03-10'] });
    await untilHead(place, ({ stopped }) => stopped.length === 1, 'an honest head');
  });

  itBeside('adds a key that nobody believes for sixteen days', async () => {
    const { server, place } = await listening();
    const thief = newSigner();
    server.moreKeys = [{ signer: thief, from: 0 }];
    server.publish({});
    const from = await until(
      async () => heldBy(place).ring?.signing.find(({ keyId }) => keyId === thief.keyId)?.from,
      { limitMs: 20_000, what: 'the key is known' },
    );
    expect(from).toBeGreaterThan(Date.now() + 15.9 * 86_400_000);
    const honest = server.signer;
    server.signer = thief;
    server.moreKeys = [{ signer: honest, from: 0 }];
    server.publish({});
    await incidentOf(server, 'head', 'key_unknown');
    expect(heldBy(place).head?.keyId).toBe(honest.keyId);
  });

  itBeside(
    'loses everything to the recovery key, even after the largest number and a date far away',
    async () => {
      const { server, place } = await listening();
      const sequence = Number.MAX_SAFE_INTEGER;
      const far = Date.now() + 400 * 86_400_000;
      server.publish({ head: { sequence, issuedAt: far, expiresAt: far + 9 * 86_400_000 } });
      await untilHead(place, (head) => head.sequence === sequence, "the thief's head");
      const fresh = newSigner();
      server.signer = fresh;
      server.approval = server.approve([fresh]);
      server.publish({ stopped: ['b1-2026-03-10'] });
      const head = await untilHead(
        place,
        ({ keyId }) => keyId === fresh.keyId,
        'a head by the new key',
      );
      expect(head.stopped).toEqual(['b1-2026-03-10']);
      expect(heldBy(place).ring?.signing.map(({ keyId }) => keyId)).toEqual([fresh.keyId]);
      await until(async () => server.statuses.at(-1)?.headSequence === head.sequence || undefined, {
        limitMs: 20_000,
        what: 'its status counts again',
      });
    },
  );
});

/** Waits until so many status reports were answered. */
const requestsFor = (server: StationProtocolServer, count: number) =>
  until(async () => server.requestsOf('/status').length >= count || undefined, {
    limitMs: 20_000,
    what: 'its status was answered',
  });

describe.concurrent('the time that the server tells', () => {
  for (const [wrong, code] of [
    ['is signed by a stranger', 'key_unknown'],
    ['is signed for something else', 'signature_bad'],
    ['answers another question', 'nonce_wrong'],
  ] as const)
    itBeside(
      `is not believed where it ${wrong}, and that is reported`,
      async () => {
        const server = await stationProtocolServer();
        server.publish({});
        const { signer } = server;
        const stranger = newSigner();
        const own = server.keys();
        let isTampered = true;
        server.keys = () => own;
        server.mischief = (request, response) => {
          if (request.url !== '/station/v1/status' || !isTampered) return false;
          if (code === 'nonce_wrong') {
            const answer = { nonce: 'no', serverTime: Date.now(), accepted: [] };
            response.writeHead(200, { 'content-type': 'application/json' });
            response.end(JSON.stringify({ ...answer, keyId: signer.keyId, signature: '' }));
            return true;
          }
          server.signer = code === 'key_unknown' ? stranger : { ...stranger, keyId: signer.keyId };
          return false;
        };
        const place = await agentPlace(server, quick);
        await agentInside(place);
        const wait =
          code === 'nonce_wrong' ? requestsFor(server, 2) : incidentOf(server, 'clock', code);
        await wait;
        expect(server.statuses.every(({ clockTrusted }) => !clockTrusted)).toBe(true);
        isTampered = false;
        server.signer = signer;
        await incidentOf(server, 'clock', code);
        await until(async () => server.statuses.at(-1)?.clockTrusted || undefined, {
          limitMs: 40_000,
          what: 'the time is believed once it is signed',
        });
      },
      90_000,
    );
});

describe.concurrent('a pairing code with the fingerprint of its server', () => {
  const fingerprint = (server: StationProtocolServer) =>
    fingerprintOf(Buffer.from(sha256(canonicalJson(server.keys())), 'base64url'));

  itBeside('pairs with that server', async () => {
    const server = await stationProtocolServer();
    server.publish({});
    const code = `${server.code}.${fingerprint(server)}`;
    const place = await agentPlace({ origin: server.origin, code });
    await agentInside(place);
    await untilHead(place, () => true, 'a head');
    expect(server.enrolments).toHaveLength(1);
  });

  itBeside('gives another server neither the code nor the hash of the secret', async () => {
    const meant = await stationProtocolServer();
    const other = await stationProtocolServer();
    const code = `${other.code}.${fingerprint(meant)}`;
    const place = await agentPlace({ origin: other.origin, code });
    await expect(agentInside(place)).rejects.toThrow('this is not the server');
    expect(other.requests.map(({ line }) => line)).toEqual(['GET /station/v1/keys']);
  });

  itBeside('is not taken where the keys that come with the pairing are others', async () => {
    const server = await stationProtocolServer();
    const code = `${server.code}.${fingerprint(server)}`;
    server.mischief = (request) => {
      if (request.url === '/station/v1/enrol') server.signer = newSigner();
      return false;
    };
    const place = await agentPlace({ origin: server.origin, code });
    await expect(agentInside(place)).rejects.toThrow('this is not the server');
    expect(heldBy(place).ring).toBeNull();
  });
});

itBeside('an agent that has had no new head for half of one says that it is stale', async () => {
  const server = await stationProtocolServer();
  const dayMs = 86_400_000;
  const issuedAt = Date.now() - 5 * dayMs;
  server.publish({ head: { issuedAt, expiresAt: issuedAt + 9 * dayMs } });
  await agentInside(await agentPlace(server, quick));
  await until(async () => server.statuses.find(({ stale }) => stale), {
    limitMs: 20_000,
    what: 'it says so',
  });
  server.publish({});
  await until(async () => server.statuses.at(-1)?.stale === false || undefined, {
    limitMs: 20_000,
    what: 'a new head ends it',
  });
});

itBeside('a head without days silences what sounds, at once', async () => {
  const server = await stationProtocolServer();
  const bulletin = await addBulletin(server, { seconds: 20 });
  server.publish({ entries: [entryOf(bulletin, Date.now() + 4000)] });
  await agentInside(await agentPlace(server, quick));
  await until(async () => server.statuses.find(({ playing }) => playing !== null), {
    limitMs: 20_000,
    what: 'it sounds',
  });
  server.publish({ head: { days: [] } });
  const play = await until(async () => server.plays[0], { limitMs: 15_000, what: 'a record' });
  expect(play.reason).toBe('withdrawn');
  expect(play.heardMs).toBeLessThan(15_000);
});

itBeside(
  'an agent whose server is away while its keys are asked for reports the head all the same',
  async () => {
    const { server } = await listening();
    server.mischief = (request, response) => {
      if (request.url !== '/station/v1/keys') return false;
      refuse(response, 503, 'internal');
      return true;
    };
    server.signer = newSigner();
    server.publish({});
    await incidentOf(server, 'head', 'key_unknown');
  },
);
