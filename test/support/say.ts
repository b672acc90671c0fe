import { api } from '../../contract/api.ts';
import { instantOf } from '../../core/time/zoned.ts';
import { offsetClock, systemClock, type Clock } from '../../runtime/clock.ts';
import {
  dayAfter,
  draftOf,
  makeCommune,
  makeSession,
  zone,
  type BroadcastBody,
  type Commune,
} from './district.ts';
import type { Person } from './person.ts';
import type { TestServer } from './server.ts';

/** A clock that a test turns forward; it begins at a wall time of today, so that no test runs over midnight. */
export function turnedClock(time: string): Clock & { turnTo(instant: number): void } {
  const real = systemClock();
  let offsetMs = instantOf(dayAfter(real.now(), 0), time, zone) - real.now();
  return {
    ...real,
    now: () => offsetClock(real, offsetMs).now(),
    turnTo: (instant) => {
      offsetMs = instant - real.now();
    },
  };
}

/** A commune that is asked: a morning and an afternoon session, and people of its own. */
export interface AskedCommune extends Commune {
  operator: Person;
  approver: Person;
}

export async function askedCommune(server: TestServer, name: string): Promise<AskedCommune> {
  const commune = await makeCommune(server, name);
  const { areaId, stationId } = commune;
  const morning = { key: 'morning', startsAt: '05:00', latestEnd: '05:45' };
  await makeSession(server, stationId, morning);
  await makeSession(server, stationId, { key: 'afternoon', startsAt: '17:00', latestEnd: '17:45' });
  const operator = await server.as('operator', areaId);
  return { ...commune, operator, approver: await server.as('approver', areaId) };
}

/** Places a broadcast, of the province unless told otherwise, for a commune; gives its id. */
export async function placeFor(
  server: TestServer,
  commune: Commune,
  given: { recordingId: string; date: string; time?: string; ownerAreaId?: string },
  rest: Partial<BroadcastBody> = {},
): Promise<string> {
  const ownerAreaId = given.ownerAreaId ?? (await server.rootId());
  const operator = await server.some('operator');
  const { recordingId, date, time = '10:00' } = given;
  const stations = [commune.stationId];
  const body = draftOf({ ownerAreaId, recordingId, stations, date, time }, rest);
  const { broadcast } = await operator.call(api.broadcasts.create, { body });
  return broadcast?.id ?? '';
}

/** What airs at a commune's endpoint on a day: wall time and broadcast. */
export async function airOf(
  server: TestServer,
  { endpointId }: Commune,
  date: string,
): Promise<string[]> {
  const operator = await server.some('operator');
  const query = { endpointId, date };
  const { entries } = await operator.call(api.occurrences.playlist, { query });
  return entries.map(({ key, startsAt }) => {
    const minutes = Math.round((startsAt - instantOf(date, '00:00', zone)) / 1000);
    const clock = [Math.floor(minutes / 3600), Math.floor(minutes / 60) % 60];
    const time = clock.map((part) => String(part).padStart(2, '0')).join(':');
    return `${time} ${key.slice(0, key.indexOf('-'))}`;
  });
}

/** The steps of an explanation that tell what people said. */
export async function saidOf(server: TestServer, { endpointId }: Commune, occurrence: string) {
  const operator = await server.some('operator');
  const { steps } = await operator.call(api.occurrences.explain, {
    params: { id: occurrence },
    query: { endpoint: endpointId },
  });
  return steps.filter(({ step }) => ['approval', 'offer', 'decision'].includes(step));
}
