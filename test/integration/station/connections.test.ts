import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { createConnections } from '../../../station/link/connections.ts';
import { createServerLink } from '../../../station/link/server-link.ts';
import { afterTest } from '../../support/after-test.ts';
import { startForgetfulNat } from '../../support/forgetful-nat.ts';

const clock = systemClock();
const forgetMs = 300;
const patience = { idleMs: 200, silentMs: 400 };

/** Polls through a NAT; each poll says whether it had its answer. */
async function setUp(forgetsAfterMs: number) {
  const server = createServer({ keepAliveTimeout: 65_000 }, (_request, response) => {
    response.writeHead(304, { etag: '"1"' }).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  afterTest(() => {
    server.close();
    server.closeAllConnections();
  });
  const nat = await startForgetfulNat((server.address() as AddressInfo).port, forgetsAfterMs);
  const connections = createConnections(clock, patience);
  const link = createServerLink({ server: nat.origin, credentials: () => null, connections });
  const poll = async () => {
    try {
      await link.head('"1"', AbortSignal.timeout(1_000));
      return 'answered';
    } catch {
      return 'silence';
    }
  };
  const pollLater = async () => {
    await clock.sleep(2 * forgetMs);
    return await poll();
  };
  return { poll, pollLater, nat };
}

it('learns that a NAT forgets connections which were idle, and then uses none of them again', async () => {
  const { poll, pollLater, nat } = await setUp(forgetMs);
  expect(await poll()).toBe('answered');
  for (const _ of ['once', 'twice']) {
    expect(await pollLater()).toBe('silence');
    expect(await poll()).toBe('answered');
  }
  const before = nat.opened();
  for (const _ of ['from', 'now', 'on']) expect(await pollLater()).toBe('answered');
  expect(nat.opened()).toBe(before + 3);
});

it('uses a connection again as long as none on the way forgets it', async () => {
  const { poll, pollLater, nat } = await setUp(60_000);
  await poll();
  for (const _ of ['again', 'and again', 'and once more'])
    expect(await pollLater()).toBe('answered');
  expect(nat.opened()).toBe(1);
});
