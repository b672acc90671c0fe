import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { keysObject } from '../../../../contract/station/objects.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { openDatabase } from '../../../../runtime/database.ts';
import { readStopOrder } from '../../../../station/head/verify-stop.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { pushReceiver, type PushReceiver } from '../../../support/push-receiver.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = systemClock();
const server = useTestServer({ worker: true, config: { outboundAllow: ['127.0.0.0/8'] } });
const tomorrow = () => dayAfter(clock.now(), 1);

let here: Commune;
let there: Commune;
let operator: Person;
let recordingId: string;
let agents: EndpointClient[];
let receiver: PushReceiver;
beforeAll(async () => {
  here = await makeCommune(server(), 'Hải Anh');
  there = await makeCommune(server(), 'Hải Hưng');
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400 });
  agents = await Promise.all(
    [here, there].map(({ endpointId }) => pairEndpoint(server(), endpointId)),
  );
  receiver = await pushReceiver();
  await operator.call(api.endpoints.create, {
    body: { stationId: here.stationId, name: 'Bảng', kind: 'receiver', pushUrl: receiver.url },
  });
});

let minute = 10;
/** A broadcast for both communes; gives the id of its occurrence. */
async function place(ownerAreaId?: string, stations = [here.stationId, there.stationId]) {
  minute += 1;
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf(
      {
        ownerAreaId: ownerAreaId ?? (await server().rootId()),
        recordingId,
        stations,
        date: tomorrow(),
        time: `12:${minute}`,
      },
      // Nobody is asked for it, also where it comes from above.
      { class: 'priority' },
    ),
  });
  return `${broadcast?.id ?? ''}-${tomorrow()}`;
}

type Scope = Parameters<typeof stop>[1];
function stop(
  occurrence: string,
  scope: { kind: 'endpoint' | 'station' | 'area'; id: string } | { kind: 'everywhere' },
  person = operator,
) {
  return person.call(api.occurrences.stop, { params: { id: occurrence }, body: { scope } });
}

async function stoppedAt(): Promise<string[][]> {
  return Promise.all(agents.map(async (agent) => (await agent.head()).stopped));
}

describe('a stop', () => {
  it('stands in the heads of the endpoints of its scope, and in no other', async () => {
    const scopes: [Scope, boolean[], number][] = [
      [{ kind: 'endpoint', id: here.endpointId }, [true, false], 1],
      [{ kind: 'station', id: there.stationId }, [false, true], 1],
      [{ kind: 'area', id: here.areaId }, [true, false], 2],
      [{ kind: 'area', id: await server().rootId() }, [true, true], 3],
      [{ kind: 'everywhere' }, [true, true], 3],
    ];
    for (const [scope, reached, count] of scopes) {
      const occurrence = await place();
      expect((await stop(occurrence, scope)).endpoints).toBe(count);
      expect((await stoppedAt()).map((ids) => ids.includes(occurrence))).toEqual(reached);
    }
  });

  it('nudges those who listen, soon', async () => {
    const occurrence = await place();
    const end = new AbortController();
    const stream = await agents[0]?.fetch('/station/v1/events', { signal: end.signal });
    const reader = stream?.body?.pipeThrough(new TextDecoderStream()).getReader();
    await reader?.read();
    const began = clock.monotonic();
    const [news, { nudged }] = await Promise.all([
      reader?.read(),
      stop(occurrence, { kind: 'everywhere' }),
    ]);
    expect(clock.monotonic() - began).toBeLessThan(1000);
    // Signed, and for those of its scope alone: before any head is made.
    const [, data = ''] = /^event: stop\ndata: (.*)\n\n/.exec(news?.value ?? '') ?? [];
    const keys = keysObject.parse(await (await fetch(`${server().origin}/station/v1/keys`)).json());
    const verdict = readStopOrder(data, keys, here.endpointId);
    const order = verdict.ok ? verdict.order : null;
    expect(order?.stop).toBe(occurrence);
    expect(order?.endpoints).toContain(here.endpointId);
    expect(nudged).toBe(1);
    end.abort();
  });

  it('reaches receivers by a push', async () => {
    const occurrence = await place(here.areaId, [here.stationId]);
    await stop(occurrence, { kind: 'everywhere' });
    await expect
      .poll(() => receiver.pushes.at(-1)?.body.head.stopped, { timeout: 20_000 })
      .toContain(occurrence);
  });

  it('shows in the timetable and in the audit', async () => {
    const occurrence = await place();
    await stop(occurrence, { kind: 'station', id: here.stationId });
    const { items } = await operator.call(api.occurrences.list, {
      query: { from: tomorrow(), to: tomorrow() },
    });
    const shown = items.filter(({ id }) => id === occurrence);
    expect(new Map(shown.map(({ stationId, stopped }) => [stationId, stopped]))).toEqual(
      new Map([
        [here.stationId, true],
        [there.stationId, false],
      ]),
    );
    const administrator = await server().administrator();
    const audit = await administrator.call(api.audit.list, { query: {} });
    expect(audit.items[0]).toMatchObject({ action: 'occurrence.stop', subject: occurrence });
  });

  it('at one loudspeaker leaves the station with the rest of them, which can be stopped too', async () => {
    const occurrence = await place(here.areaId, [here.stationId]);
    const shown = async () => {
      const { items } = await operator.call(api.occurrences.list, {
        query: { from: tomorrow(), to: tomorrow() },
      });
      return items.find(({ id }) => id === occurrence);
    };
    expect(await shown()).toMatchObject({ endpointCount: 2, stoppedCount: 0, stopped: false });
    await stop(occurrence, { kind: 'endpoint', id: here.endpointId });
    expect(await shown()).toMatchObject({ endpointCount: 2, stoppedCount: 1, stopped: false });
    await stop(occurrence, { kind: 'station', id: here.stationId });
    expect(await shown()).toMatchObject({ endpointCount: 2, stoppedCount: 2, stopped: true });
  });

  it('done twice changes nothing more', async () => {
    const occurrence = await place();
    await stop(occurrence, { kind: 'everywhere' });
    const before = await agents[0]?.head();
    expect((await stop(occurrence, { kind: 'everywhere' })).endpoints).toBeGreaterThan(0);
    expect((await agents[0]?.head())?.sequence).toBe(before?.sequence);
  });

  it('outlives a compile', async () => {
    const occurrence = await place();
    await stop(occurrence, { kind: 'everywhere' });
    await place();
    for (const stopped of await stoppedAt()) expect(stopped).toContain(occurrence);
  });

  it('stands in heads also by the name of a slot, or of a day that has gone', async () => {
    const db = openDatabase(join(server().dataFolder, 'loa.sqlite'));
    const { userId } = db.prepare('select id as userId from user limit 1').get() as {
      userId: string;
    };
    // A guest sounds up to a week after the day that it is named by.
    const named = [`b1-${tomorrow()}-abc`, `b1-${dayAfter(clock.now(), -4)}`];
    for (const id of named)
      db.prepare('insert into stop (occurrence, endpoint_id, user_id, at) values (?, ?, ?, ?)').run(
        ...[id, here.endpointId, userId, clock.now()],
      );
    db.close();
    await stop(await place(), { kind: 'everywhere' });
    const [stopped] = await stoppedAt();
    expect(stopped).toEqual(expect.arrayContaining(named));
  });

  it('is for those who may stop there alone', async () => {
    const occurrence = await place();
    const local = await server().as('operator', here.areaId);
    const refused = async (scope: Scope, person = local) =>
      (await refusal(stop(occurrence, scope, person))).code;
    expect(await refused({ kind: 'everywhere' })).toBe('not_allowed');
    expect(await refused({ kind: 'station', id: there.stationId })).toBe('not_allowed');
    expect(await refused({ kind: 'endpoint', id: there.endpointId })).toBe('not_allowed');
    expect(await refused({ kind: 'area', id: await server().rootId() })).toBe('not_allowed');
    const author = await server().as('author');
    expect(await refused({ kind: 'everywhere' }, author)).toBe('not_allowed');
    for (const ids of await stoppedAt()) expect(ids).not.toContain(occurrence);
    expect((await stop(occurrence, { kind: 'area', id: here.areaId }, local)).endpoints).toBe(2);
  });

  it('is refused for what does not exist', async () => {
    const occurrence = await place();
    const code = async (id: string, scope: Scope) => (await refusal(stop(id, scope))).code;
    const nowhere = '01unknown';
    expect(await code(`nothing-${tomorrow()}`, { kind: 'everywhere' })).toBe(
      'occurrence_not_found',
    );
    const otherDay = occurrence.replace(tomorrow(), dayAfter(clock.now(), 3));
    expect(await code(otherDay, { kind: 'everywhere' })).toBe('occurrence_not_found');
    expect(await code(occurrence, { kind: 'station', id: nowhere })).toBe('station_not_found');
    expect(await code(occurrence, { kind: 'endpoint', id: nowhere })).toBe('endpoint_not_found');
    expect(await code(occurrence, { kind: 'area', id: nowhere })).toBe('area_not_found');
  });

  it('leaves out endpoints that do not hear it', async () => {
    const occurrence = await place(here.areaId, [here.stationId]);
    const { endpoints } = await stop(occurrence, { kind: 'area', id: await server().rootId() });
    // The commune's agent and receiver.
    expect(endpoints).toBe(2);
  });
});
