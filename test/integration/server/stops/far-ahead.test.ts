import { expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import { dayAfter, draftOf, makeApproved, makeCommune } from '../../../support/district.ts';
import { pairEndpoint } from '../../../support/endpoint-client.ts';
import { useTestServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';

let daysLater = 0;
const clock: Clock = { ...systemClock(), now: () => Date.now() + daysLater * 86_400_000 };
const server = useTestServer({ worker: true, clock });

it('a stop of a day far ahead is remembered until that day', async () => {
  const { areaId, stationId, endpointId } = await makeCommune(server(), 'Hải Anh');
  const agent = await pairEndpoint(server(), endpointId);
  const recordingId = await makeApproved(server(), { hertz: 400 });
  const operator = await server().as('operator');
  const date = dayAfter(clock.now(), 20);
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf({ ownerAreaId: areaId, recordingId, stations: [stationId], date, time: '13:00' }),
  });
  const occurrence = `${broadcast?.id ?? ''}-${date}`;
  const { endpoints } = await operator.call(api.occurrences.stop, {
    params: { id: occurrence },
    body: { scope: { kind: 'everywhere' } },
  });
  expect(endpoints).toBe(1);
  expect((await agent.head()).stopped).toEqual([]);

  daysLater = 19;
  await server().restart();
  const holdsTheDay = async () => (await agent.head()).days.some((day) => day.date === date);
  await until(async () => (await holdsTheDay()) || undefined, {
    limitMs: 20_000,
    what: 'the day comes into the horizon',
  });
  expect((await agent.head()).stopped).toEqual([occurrence]);
});
