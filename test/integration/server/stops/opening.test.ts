import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeSession,
  zone,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

const today = dayAfter(systemClock().now(), 0);
const clock = clockAt(instantOf(today, '09:00', zone));
const server = useTestServer({ worker: true, clock });
const at = (time: string, ms = 0) => instantOf(today, time, zone) + ms;

let here: Commune;
let there: Commune;
let operator: Person;
let agents: EndpointClient[];
/** What frames the session at each station, and what lies in it at both. */
let frames: string[];
let item: string;
beforeAll(async () => {
  operator = await server().some('operator');
  here = await makeCommune(server(), 'Hải Phúc');
  there = await makeCommune(server(), 'Hải Lộc');
  const openingId = await makeApproved(server(), { hertz: 430, title: 'Nhạc hiệu' });
  const recordingId = await makeApproved(server(), { hertz: 460, title: 'Tin trưa' });
  const hours = { key: 'noon', startsAt: '11:00', latestEnd: '11:30', openingId };
  const sessions = await Promise.all(
    [here, there].map(({ stationId }) => makeSession(server(), stationId, hours)),
  );
  frames = sessions.map((id) => `${id}-${today}`);
  const given = {
    ...{ ownerAreaId: await server().rootId(), recordingId, date: today, time: '11:00' },
    stations: [here.stationId, there.stationId],
  };
  const placement = { kind: 'session' as const, sessionKey: 'noon', part: 'above' as const };
  const body = draftOf(given, { placement: { ...placement, order: 0 } });
  const { broadcast } = await operator.call(api.broadcasts.create, { body });
  item = `${broadcast?.id ?? ''}-${today}`;
  agents = await Promise.all(
    [here, there].map(({ endpointId }) => pairEndpoint(server(), endpointId)),
  );
});

const stopped = () => Promise.all(agents.map(async (agent) => (await agent.head()).stopped));
const told = () => operator.call(api.today.show, { query: {} });

describe('the opening of a session', () => {
  it('is told as a session in which nothing plays yet', async () => {
    clock.set(at('10:59'));
    expect((await told()).stations.items.map((one) => one.isInSession)).toEqual([false, false]);
    clock.set(at('11:00', 1000));
    const seen = async () =>
      (await told()).stations.items.map(({ playing, isInSession }) => [playing, isInSession]);
    const opening = [[], true];
    // What was answered stands for two seconds.
    await expect.poll(seen, { timeout: 8000 }).toEqual([opening, opening]);
  });

  it('is stopped with all that sounds at a station, and what it opens with it; nowhere else', async () => {
    clock.set(at('11:00', 1000));
    const done = await operator.call(api.occurrences.stopSounding, {
      params: { id: here.stationId },
    });
    expect(done).toMatchObject({ occurrences: [frames[0], item], endpoints: 2 });
    expect(await stopped()).toEqual([[frames[0], item].sort(), []]);
    const reach = await operator.call(api.occurrences.stopped, {
      params: { id: frames[0] ?? '' },
    });
    expect(reach).toMatchObject({ reached: 0, waiting: 1 });
    expect(
      await operator.call(api.occurrences.stopSounding, { params: { id: here.stationId } }),
    ).toEqual({
      ...{ occurrences: [], endpoints: 0, nudged: 0 },
    });
  });

  it('can be named, by who may stop it there', async () => {
    const stop = (id: string, person = operator) =>
      person.call(api.occurrences.stop, {
        params: { id },
        body: { scope: { kind: 'mine' }, alsoLater: true },
      });
    const neighbour = await server().as('operator', here.areaId);
    const frame = frames[1] ?? '';
    expect((await refusal(stop(frame, neighbour))).code).toBe('occurrence_not_found');
    expect(await stop(frame)).toMatchObject({ endpoints: 1, withdrawn: false });
    expect((await stopped())[1]).toEqual([frame]);
    const administrator = await server().administrator();
    const { items } = await administrator.call(api.audit.list, { query: {} });
    expect(items[0]).toMatchObject({ action: 'occurrence.stop', subject: frame });
    const unknown = stop(frame.replace(today, dayAfter(clock.now(), 200)));
    expect((await refusal(unknown)).code).toBe('occurrence_not_found');
  });
});
