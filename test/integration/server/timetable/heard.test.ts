import { beforeAll, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  zone,
} from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

const monday = '2028-02-28';
const tuesday = '2028-02-29';
const server = useTestServer({ worker: true, clock: clockAt(instantOf(monday, '10:00', zone)) });

let operator: Person;
let recordingId: string;
beforeAll(async () => {
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400, title: 'Vay vốn' });
});

const heard = (id: string) =>
  operator.call(api.occurrences.heard, { params: { id }, query: { date: tuesday } });

it('tells what is heard on a day and what not with its reasons, loudspeakers alike together', async () => {
  const { areaId, stationId, endpointId } = await makeCommune(server(), 'Hải Hậu');
  const other = await makeEndpoint(server(), stationId, 'Cụm chợ');
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date: tuesday };
  const place = (time: string, title: string, rest = {}) =>
    operator.call(api.broadcasts.create, { body: draftOf({ ...given, time }, { title, ...rest }) });
  await place('17:00', 'Tin xã');
  await place('17:00', 'Đến sau', { whenBeaten: 'skip' });
  const { groups: alike } = await heard(stationId);
  expect(alike.map(({ endpoints }) => endpoints.length)).toEqual([2]);
  const lines = alike[0]?.lines ?? [];
  expect(lines.map(({ title, airs }) => [title, airs])).toEqual([
    ['Tin xã', true],
    ['Đến sau', false],
  ]);
  expect(lines[0]?.startsAt).toBe(instantOf(tuesday, '17:00', zone));
  const chains = lines.map(({ steps }) => steps.map(({ step, code }) => `${step} ${code}`));
  expect(chains).toEqual([
    ['rule on_date', 'targets reached', 'placement placed'],
    ['rule on_date', 'targets reached', 'placement beaten'],
  ]);
  expect(lines[0]).toMatchObject({
    stopped: 0,
    verdicts: [{ verdict: 'due', endpoints: 2, unheard: 0 }],
  });

  const targets = { areas: [], stations: [], endpoints: [other], except: [] };
  await place('18:00', 'Chỉ ở chợ', { targets });
  const { groups } = await heard(stationId);
  const named = groups.map(({ endpoints, lines: own }) => [
    endpoints.map(({ id }) => id),
    own.filter(({ airs }) => airs).map(({ title }) => title),
  ]);
  expect(named).toHaveLength(2);
  expect(named).toContainEqual([[endpointId], ['Tin xã']]);
  expect(named).toContainEqual([[other], ['Tin xã', 'Chỉ ở chợ']]);
  expect((await refusal(heard('nowhere'))).code).toBe('station_not_found');
});
