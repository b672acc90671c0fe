import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { stationRoutes, type PlayRecord } from '../../../../contract/station/exchange.ts';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import { newId } from '../../../../runtime/id.ts';
import { dayAfter, makeCommune, type Commune } from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

const real = systemClock();
const minute = 60_000;
let now = real.now();
const clock: Clock = { ...real, now: () => now };
const server = useTestServer({ clock });

let commune: Commune;
let administrator: Person;
let agent: EndpointClient;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  administrator = await server().administrator();
  agent = await pairEndpoint(server(), commune.endpointId);
  now += 120 * minute;
});

let sequence = 0;
/** An hour ago, each some minutes after the last. */
function claim(rest: Partial<PlayRecord> = {}): PlayRecord {
  sequence += 1;
  const startedAt = rest.startedAt ?? now - 60 * minute + sequence * 2 * minute;
  const occurrence = `muc-${dayAfter(now, 0)}`;
  return {
    ...{ playId: newId(real), sequence, key: `${occurrence}/0`, occurrence, title: 'Tin' },
    ...{ playlist: 'A'.repeat(43), media: null, dueAt: startedAt, startedAt },
    ...{ endedAt: startedAt + minute, heardMs: minute, durationMs: minute },
    ...{ reason: 'completed', clockTrusted: true, ear: null },
    ...rest,
  };
}

async function send(...rows: PlayRecord[]): Promise<void> {
  const { results } = await agent.client.call(stationRoutes.plays, { body: { rows } });
  // The endpoint has done its part: it may forget them.
  expect(results.map(({ accepted }) => accepted)).toEqual(rows.map(() => true));
}

const held = async (state: 'held' | 'admitted' | 'dismissed' = 'held') =>
  (await administrator.call(api.doubts.list, { query: { state } })).items;

async function soundedToday(): Promise<number> {
  const query = { from: dayAfter(now, -1), to: dayAfter(now, 1) };
  return (await administrator.call(api.reports.plays, { query })).total.sounded;
}

describe('plays that make no sense', () => {
  it('are kept apart with the reason, and counted nowhere', async () => {
    const good = claim();
    const twin = claim({ startedAt: (good.startedAt ?? 0) + 1000 });
    const twice = { ...twin, endedAt: (good.startedAt ?? 0) + 1000 + minute };
    await send(
      good,
      claim({ startedAt: now + 10 * minute, endedAt: now + 11 * minute }),
      claim({ heardMs: 5 * minute }),
      claim({ startedAt: now - 600 * minute, endedAt: now - 599 * minute }),
      twice,
    );
    expect(await soundedToday()).toBe(1);
    const items = await held();
    expect(items.map(({ doubt }) => doubt).sort()).toEqual([
      ...['before_pairing', 'heard_too_long', 'starts_in_future', 'two_at_once'],
    ]);
    const rival = items.find(({ doubt }) => doubt === 'two_at_once');
    expect(rival).toMatchObject({ rival: good.playId, endpointName: 'Cụm Hải Anh' });
    await send(good, twice);
    expect(await held()).toHaveLength(4);
  });

  it('count once an administrator lets them in, and never again when dismissed', async () => {
    const before = await soundedToday();
    const [first, second] = await held();
    if (!first || !second) throw new Error('some are held');
    const decide = (id: string, decision: 'admitted' | 'dismissed', person = administrator) =>
      person.call(api.doubts.decide, { params: { id }, body: { decision } });
    await decide(first.playId, 'admitted');
    await decide(second.playId, 'dismissed');
    expect(await soundedToday()).toBe(before + 1);
    expect(await held('admitted')).toMatchObject([{ playId: first.playId, decidedAt: now }]);
    expect((await refusal(decide(first.playId, 'dismissed'))).code).toBe('play_not_found');
    expect(await held()).toHaveLength(2);
    const operator = await server().as('operator');
    expect((await refusal(decide(second.playId, 'admitted', operator))).code).toBe('not_allowed');
    const other = await makeCommune(server(), 'Hải Hưng');
    const stranger = await server().as('administrator', other.areaId);
    expect((await refusal(decide(second.playId, 'admitted', stranger))).code).toBe('not_allowed');
    expect((await stranger.call(api.doubts.list, { query: {} })).items).toEqual([]);
  });

  it('are no reason to keep back the others, and numbers that are missing show', async () => {
    sequence += 3;
    await send(claim({ heardMs: 9 * minute }), claim());
    const { items } = await administrator.call(api.doubts.gaps, {});
    expect(items).toMatchObject([{ endpointName: 'Cụm Hải Anh', from: 6, to: 8 }]);
  });
});
