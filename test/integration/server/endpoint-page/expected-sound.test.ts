import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { sha256 } from '../../../../runtime/crypto.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint } from '../../../support/endpoint-client.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

const today = dayAfter(systemClock().now(), 0);
const clock = clockAt(instantOf(today, '09:00', zone));
const server = useTestServer({ worker: true, clock });
const at = (time: string, ms = 0) => instantOf(today, time, zone) + ms;

let commune: Commune;
let operator: Person;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Phúc');
  operator = await server().some('operator');
  await place('10:00', await makeApproved(server(), { hertz: 430, title: 'Tin sáng' }));
  await place('10:05', await makeApproved(server(), { hertz: 460, title: 'Tin sau' }));
});

async function place(
  time: string,
  recordingId: string,
  { where = commune, ...rest }: Partial<BroadcastBody> & { where?: Commune } = {},
) {
  const given = { ownerAreaId: where.areaId, recordingId, stations: [where.stationId] };
  const body = draftOf({ ...given, date: today, time }, rest);
  await operator.call(api.broadcasts.create, { body });
}
const heard = (person = operator, id = commune.stationId) =>
  person.call(api.expectedSounds.ofStation, { params: { id } });
const pathOf = (endpointId: string, file: string) =>
  `/api/v1/endpoints/${endpointId}/expected-sound/${file}`;

describe('what is to be heard at a station', () => {
  it('is nothing between items, with what is next and when', async () => {
    clock.set(at('09:30'));
    const { now, next, endpointId, at: told } = await heard();
    expect([now, endpointId]).toEqual([null, commune.endpointId]);
    expect(next.map(({ title, startsAt }) => [title, startsAt])).toEqual([
      ['Tin sáng', at('10:00')],
      ['Tin sau', at('10:05')],
    ]);
    expect(Math.abs(told - clock.now())).toBeLessThan(5000);
  });

  it('is the very file that the loudspeaker fetches, with its parts', async () => {
    clock.set(at('10:00', 1000));
    const { now, next } = await heard();
    expect(now).toMatchObject({ title: 'Tin sáng', way: 'file', startsAt: at('10:00') });
    expect(next[0]?.title).toBe('Tin sau');
    const file = now?.file?.sha256 ?? '';
    const sound = await operator.fetch(pathOf(commune.endpointId, file));
    expect(sound.headers.get('content-type')).toBe('audio/mpeg');
    const bytes = Buffer.from(await sound.arrayBuffer());
    expect(sha256(bytes)).toBe(file);
    const agent = await pairEndpoint(server(), commune.endpointId);
    await agent.head();
    const fetched = await agent.fetch(`/station/v1/media/${file}`);
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(bytes);
    const part = await operator.fetch(pathOf(commune.endpointId, file), {
      headers: { range: 'bytes=100-199' },
    });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
  });

  it('opens no other file and nobody else’s', async () => {
    clock.set(at('10:00', 1000));
    const file = (await heard()).now?.file?.sha256 ?? '';
    expect((await operator.fetch(pathOf(commune.endpointId, 'a'.repeat(43)))).status).toBe(403);
    const neighbour = await makeCommune(server(), 'Hải Sơn');
    expect((await operator.fetch(pathOf(neighbour.endpointId, file))).status).toBe(403);
    const other = await server().as('commune-operator', neighbour.areaId);
    expect((await refusal(heard(other))).code).toBe('not_allowed');
    expect((await other.fetch(pathOf(commune.endpointId, file))).status).toBe(403);
    expect((await server().stranger().fetch(pathOf(commune.endpointId, file))).status).toBe(401);
  });

  it('falls silent with what was stopped', async () => {
    clock.set(at('10:00', 1000));
    const occurrence = (await heard()).now?.key.split('/')[0] ?? '';
    await operator.call(api.occurrences.stop, {
      params: { id: occurrence },
      body: { scope: { kind: 'station', id: commune.stationId } },
    });
    expect((await heard()).now).toBeNull();
  });

  it('names a live relay and has no file of it', async () => {
    const relayed = await makeCommune(server(), 'Hải Tây');
    const relay = {
      ...{ type: 'relay' as const, url: 'https://stream.example/vov1', durationMs: 600_000 },
      ...{ delayMs: 0, fallbackRecordingId: null, carry: 'live' as const },
    };
    clock.set(at('09:00'));
    await place('11:00', '', { title: 'VOV1', items: [relay], where: relayed });
    clock.set(at('11:01'));
    expect((await heard(operator, relayed.stationId)).now).toMatchObject({
      ...{ title: 'VOV1', way: 'relay', relayFrom: 'stream.example', file: null },
    });
  });

  it('is told by most of its loudspeakers, with how many play something else', async () => {
    const mixed = await makeCommune(server(), 'Hải Bắc');
    for (const name of ['Cụm 2', 'Cụm 3']) await makeEndpoint(server(), mixed.stationId, name);
    clock.set(at('09:00'));
    const alone = {
      areas: [],
      stations: [],
      endpoints: [mixed.endpointId],
      groups: [],
      except: [],
    };
    const recordingId = await makeApproved(server(), { hertz: 490, title: 'Riêng một cụm' });
    await place('12:00', recordingId, { targets: alone, where: mixed });
    clock.set(at('12:00', 500));
    const { now, others } = await heard(operator, mixed.stationId);
    expect([now, others]).toEqual([null, 1]);
    const params = { id: mixed.endpointId };
    const own = await operator.call(api.expectedSounds.ofEndpoint, { params });
    expect(own.now?.title).toBe('Riêng một cụm');
  });

  it('is nothing at a station without a loudspeaker', async () => {
    const empty = await makeCommune(server(), 'Hải Lý');
    const params = { id: empty.endpointId };
    await (await server().administrator()).call(api.endpoints.revoke, { params });
    const told = await heard(operator, empty.stationId);
    expect(told).toMatchObject({ endpointId: null, now: null, next: [] });
  });
});
