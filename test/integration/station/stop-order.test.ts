import { describe, expect } from 'vitest';
import type { StopOrderBody } from '../../../contract/station/stop-order.ts';
import { canonicalJson } from '../../../core/playlist/canonical.ts';
import { localDateOf } from '../../../core/time/zoned.ts';
import { generateSigningKey, loadSigner, type Signer } from '../../../runtime/crypto.ts';
import { itBeside } from '../../support/after-test.ts';
import { addBulletin, entryOf } from '../../support/bulletin.ts';
import { hurriedClock } from '../../support/fast-clock.ts';
import { agentInside, agentPlace, untilTrusted } from '../../support/station-agent.ts';
import {
  stationProtocolServer,
  type StationProtocolServer,
} from '../../support/station-protocol-server.ts';
import { until } from '../../support/until.ts';

/** Until it holds all, by a clock that goes five times as fast. */
const leadMs = 15_000;

function orderText(given: StopOrderBody, by: Signer): string {
  return JSON.stringify({ ...given, signature: by.sign(canonicalJson(given)) });
}

/** From now on no head is given any more, as in a storm of polls. */
function withholdHeads(server: StationProtocolServer): void {
  server.mischief = ({ url }, response) => {
    if (url !== '/station/v1/head') return false;
    response.writeHead(503).end();
    return true;
  };
}

const untilPlayed = (server: StationProtocolServer, plays: number) =>
  until(async () => server.plays.length >= plays || undefined, {
    ...{ limitMs: 50_000, what: `${plays} plays are proved` },
  });

describe.concurrent('an agent that is ordered to stop', () => {
  itBeside('falls silent without a new head, and stays so after a restart', async () => {
    const clock = hurriedClock(5);
    const server = await stationProtocolServer(clock);
    const sound = await addBulletin(server, { seconds: 20, seed: 17 });
    const startsAt = clock.now() + leadMs;
    const named = (name: string) => {
      const occurrence = `${name}-${localDateOf(startsAt, 'UTC')}`;
      return { occurrence, key: `${occurrence}/0` };
    };
    const entry = entryOf(sound, startsAt, named('b1'));
    const later = entryOf(sound, startsAt + 40_000, named('x1'));
    server.publish({ entries: [entry, later] });
    const place = await agentPlace(server);
    const agent = await agentInside(place, clock);
    await untilTrusted(server);
    withholdHeads(server);
    await clock.sleep(startsAt + 5000 - clock.now());
    const order = { v: 1 as const, endpoints: [server.endpointId], keyId: server.signer.keyId };
    const said = { ...order, issuedAt: clock.now() };
    server.say('stop', orderText({ ...said, stop: entry.occurrence }, server.signer));
    server.say('stop', orderText({ ...said, stop: later.occurrence }, server.signer));
    await untilPlayed(server, 1);
    const [stopped] = server.plays;
    expect(stopped).toMatchObject({ key: entry.key, reason: 'stopped' });
    // On the hurried clock a second is a fifth; far less than the rest of the item in any case.
    expect(stopped?.heardMs).toBeGreaterThan(3000);
    expect(stopped?.heardMs).toBeLessThan(15_000);

    await agent.stop();
    await agentInside(place, clock);
    await untilPlayed(server, 2);
    expect(server.plays[1]).toMatchObject({ key: later.key, reason: 'stopped', heardMs: 0 });
  });

  itBeside('plays on when the order is for others or by a stranger, and reports it', async () => {
    const clock = hurriedClock(5);
    const server = await stationProtocolServer(clock);
    const sound = await addBulletin(server, { seconds: 15, seed: 18 });
    const startsAt = clock.now() + leadMs;
    const entry = entryOf(sound, startsAt);
    server.publish({ entries: [entry] });
    await agentInside(await agentPlace(server), clock);
    await untilTrusted(server);
    await clock.sleep(startsAt + 3000 - clock.now());
    const stranger = loadSigner(generateSigningKey().privatePem);
    const said = { v: 1 as const, stop: entry.occurrence, issuedAt: clock.now() };
    const { keyId } = server.signer;
    const mine = { ...said, endpoints: [server.endpointId], keyId };
    server.say('stop', orderText({ ...said, endpoints: ['another'], keyId }, server.signer));
    server.say('stop', orderText(mine, stranger));
    server.say('stop', orderText({ ...mine, keyId: stranger.keyId }, stranger));
    server.say('stop', '{"stop":"everything"}');
    await untilPlayed(server, 1);
    expect(server.plays[0]).toMatchObject({ key: entry.key, reason: 'completed' });
    await until(async () => server.incidents.length >= 4 || undefined, {
      ...{ limitMs: 20_000, what: 'each refusal is reported' },
    });
    const told = server.incidents.map(({ what, code }) => `${what} ${code}`).sort();
    expect(told).toEqual([
      'stop endpoint_wrong',
      'stop key_unknown',
      'stop shape_wrong',
      'stop signature_bad',
    ]);
  });
});
