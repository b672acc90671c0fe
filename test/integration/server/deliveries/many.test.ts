import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { pushBody } from '../../../../contract/station/push.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { sha256 } from '../../../../runtime/crypto.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  type Commune,
} from '../../../support/district.ts';
import type { Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';

const count = 80;
const clock = systemClock();
const server = useTestServer({ worker: true, config: { outboundAllow: ['127.0.0.0/8'] } });

/** Heads that each receiver took, and how often it was asked in vain. */
const taken = new Map<number, number[]>();
const refusals = new Map<number, number>();
let failures = (_receiver: number): number => 0;
let stepMs = 0;

let receivers: Server;
let commune: Commune;
let operator: Person;
let recordingId: string;
const endpointIds: string[] = [];

beforeAll(async () => {
  receivers = createServer((request, response) => {
    void buffer(request).then(async (bytes) => {
      const nth = Number(request.url?.slice(1));
      const { head, playlists } = pushBody.parse(JSON.parse(bytes.toString()));
      await clock.sleep(nth * stepMs);
      if ((refusals.get(nth) ?? 0) < failures(nth)) {
        refusals.set(nth, (refusals.get(nth) ?? 0) + 1);
        response.writeHead(503).end();
        return;
      }
      taken.set(nth, [...(taken.get(nth) ?? []), head.sequence]);
      const holds = playlists.map((text) => sha256(text));
      response.end(JSON.stringify({ sequence: head.sequence, holds }));
    });
  }).listen(0, '127.0.0.1');
  await once(receivers, 'listening');
  const { port } = receivers.address() as AddressInfo;
  commune = await makeCommune(server(), 'Hải Long');
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 500 });
  const { stationId } = commune;
  const made = Array.from({ length: count }, (_, nth) =>
    operator.call(api.endpoints.create, {
      body: {
        ...{ stationId, name: `Bảng ${nth}`, kind: 'receiver' },
        pushUrl: `http://127.0.0.1:${port}/${nth}`,
      },
    }),
  );
  endpointIds.push(...(await Promise.all(made)).map(({ id }) => id));
  await untilStates((states) => states.every((state) => state === 'delivered'));
});
afterEach(() => {
  failures = () => 0;
});
afterAll(() => {
  receivers.closeAllConnections();
  receivers.close();
});

/** The newest delivery of each receiver, in their order. */
async function newest() {
  const { items } = await operator.call(api.endpoints.deliveries, { query: { limit: 500 } });
  return endpointIds.map((id) => items.find(({ endpointId }) => endpointId === id));
}

async function untilStates(isReached: (states: (string | undefined)[]) => boolean) {
  await until(
    async () => isReached((await newest()).map((delivery) => delivery?.state)) || undefined,
    { limitMs: 50_000, everyMs: 200, what: 'the pushes have come to their ends' },
  );
}

let minute = 9;
async function place() {
  minute += 1;
  const { areaId: ownerAreaId, stationId } = commune;
  const when = { date: dayAfter(clock.now(), 1), time: `12:${minute}` };
  await operator.call(api.broadcasts.create, {
    body: draftOf({ ownerAreaId, recordingId, stations: [stationId], ...when }),
  });
}

it('lets one that fails leave its batch: the others get theirs, and it gets its own later', async () => {
  taken.clear();
  const isOnce = (nth: number) => nth % 10 === 0;
  const isNever = (nth: number) => nth === 7 || nth === 77;
  failures = (nth) => (isNever(nth) ? Infinity : isOnce(nth) ? 1 : 0);
  await place();
  await untilStates((states) =>
    states.every((state, nth) => state === (isNever(nth) ? 'failed' : 'delivered')),
  );
  for (const [nth, delivery] of (await newest()).entries()) {
    const { headSequence } = delivery ?? {};
    // At least once: where the machine is busy, a push may come again before its outcome is known.
    const came = [...new Set(taken.get(nth))];
    expect([nth, came]).toEqual([nth, isNever(nth) ? [] : [headSequence]]);
    expect(refusals.get(nth) ?? 0).toBeGreaterThanOrEqual(isNever(nth) ? 1 : isOnce(nth) ? 1 : 0);
  }
});

it('goes on with batches that a restart of the server cuts off', async () => {
  stepMs = 40;
  taken.clear();
  await place();
  await until(async () => taken.size > 0 || undefined, {
    ...{ limitMs: 20_000, everyMs: 20, what: 'the first pushes have come' },
  });
  expect(taken.size).toBeLessThan(count);
  await server().restart();
  await untilStates((states) => states.every((state) => state === 'delivered'));
  for (const [nth, delivery] of (await newest()).entries()) {
    const { headSequence } = delivery ?? {};
    expect([nth, new Set(taken.get(nth))]).toEqual([nth, new Set([headSequence])]);
  }
});
