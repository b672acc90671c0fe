import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import { makeCommune, makeEndpoint, type Commune } from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { reportStatus } from '../../../support/status-report.ts';
import { until } from '../../../support/until.ts';

const real = systemClock();
let now = real.now();
const clock: Clock = { ...real, now: () => now };
const server = useTestServer({ clock });
const minute = 60_000;

let commune: Commune;
let operator: Person;
let agents: EndpointClient[];
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  operator = await server().as('operator', commune.areaId);
  const others = [];
  for (const name of ['Cụm xóm 2', 'Cụm xóm 3', 'Cụm xóm 4'])
    others.push(await makeEndpoint(server(), commune.stationId, name));
  agents = [];
  for (const id of [commune.endpointId, ...others]) agents.push(await pairEndpoint(server(), id));
  for (const agent of agents) await reportStatus(agent, now);
  await until(
    async () => {
      const { items } = await operator.call(api.endpoints.list, { query: {} });
      return items.every(({ lastSeenAt }) => lastSeenAt !== null) || undefined;
    },
    { limitMs: 10_000, what: 'all were seen' },
  );
});

const outages = async (person = operator) => (await person.call(api.outages.list, {})).items;
const limit = { limitMs: 30_000 };

describe('the watch over endpoints', () => {
  it('knows what an endpoint tells of itself, and what it costs', async () => {
    const [first] = agents;
    if (!first) throw new Error('agents were paired');
    await first.head();
    const told = { volumePercent: 70, power: 'battery', batteryPercent: 40, usedBytes: 5 } as const;
    await reportStatus(first, now, told);
    const { health } = await until(
      async () => {
        const { items } = await operator.call(api.endpoints.list, { query: {} });
        const one = items.find(({ id }) => id === first.id);
        return one?.health.power === 'battery' && one.health.servedBytes > 0 ? one : undefined;
      },
      { ...limit, what: 'its word and its bytes are kept' },
    );
    expect(health).toMatchObject({ ...told, diskFreeBytes: 1e9, heldDays: 0, snooze: null });
    expect(health.servedBytes).toBeGreaterThan(
      (await (await first.fetch('/station/v1/head')).arrayBuffer()).byteLength,
    );
  });

  it('tells of a commune that loses its power in one message, and of its end', async () => {
    now += 13 * minute;
    const [outage] = await until(
      async () => {
        const items = await outages();
        return items.length > 0 ? items : undefined;
      },
      { ...limit, what: 'an outage is told of' },
    );
    expect(outage).toMatchObject({
      ...{ level: 'station', name: 'Đài xã Hải Anh', endpoints: 4, away: 4, drops: 1 },
      endedAt: null,
    });
    const other = await makeCommune(server(), 'Hải Hưng');
    expect(await outages(await server().as('operator', other.areaId))).toEqual([]);

    const alive = async () => {
      for (const agent of agents) await agent.head();
    };
    await alive();
    const seenAgain = async (isBack: () => Promise<boolean>) =>
      until(async () => ((await isBack()) ? true : (await alive(), undefined)), {
        ...{ limitMs: 150_000, everyMs: 2000, what: 'it is over' },
      });
    // Each look may only see that they are there; a few minutes later they are back for good.
    let looks = 0;
    await seenAgain(async () => {
      looks += 1;
      if (looks % 4 === 0) now += minute;
      const [one] = await outages();
      return one?.endedAt !== null && one?.away === 0;
    });
    expect(await outages()).toHaveLength(1);
  }, 200_000);

  it('is silent about one that somebody works on, and says who, why and until when', async () => {
    const { endpointId } = commune;
    const snooze = (until_: number, person = operator) =>
      person.call(api.endpoints.snooze, {
        params: { id: endpointId },
        body: { until: until_, reason: 'Thay ắc quy' },
      });
    const { health } = await snooze(now + 24 * 60 * minute);
    expect(health.snooze).toMatchObject({ reason: 'Thay ắc quy', by: operator.me.name, at: now });
    expect((await refusal(snooze(now))).code).toBe('time_invalid');
    const author = await server().as('author');
    expect((await refusal(snooze(now + minute, author))).code).toBe('not_allowed');
    const administrator = await server().administrator();
    const { items } = await administrator.call(api.audit.list, { query: {} });
    const done = items.find(({ action }) => action === 'endpoint.snooze');
    expect(done).toMatchObject({ subject: endpointId, detail: { reason: 'Thay ắc quy' } });
    const again = await operator.call(api.endpoints.unsnooze, { params: { id: endpointId } });
    expect(again.health.snooze).toBeNull();
  });
});
