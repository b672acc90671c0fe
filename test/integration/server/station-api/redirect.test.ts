import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { sha256 } from '../../../../runtime/crypto.ts';
import { dayAfter, draftOf, makeApproved, makeCommune } from '../../../support/district.ts';
import { pairEndpoint } from '../../../support/endpoint-client.ts';
import { useTestServer } from '../../../support/server.ts';

const server = useTestServer({ worker: true, config: { mediaRedirect: '/kho/' } });

it('has the proxy in front send the bytes, only to whom they are meant for', async () => {
  const commune = await makeCommune(server(), 'Hải Phú');
  const operator = await server().as('operator');
  const recordingId = await makeApproved(server(), { hertz: 300 });
  const { areaId: ownerAreaId, stationId } = commune;
  const when = { date: dayAfter(systemClock().now(), 1), time: '05:00' };
  await operator.call(api.broadcasts.create, {
    body: draftOf({ ownerAreaId, recordingId, stations: [stationId], ...when }),
  });
  const { onAir } = await operator.call(api.recordings.get, { params: { id: recordingId } });
  const hash = onAir?.renditions[0]?.sha256 ?? '';
  const endpoint = await pairEndpoint(server(), commune.endpointId);
  const path = `/station/v1/media/${hash}`;

  const answer = await endpoint.fetch(path, { headers: { range: 'bytes=10-19' } });
  expect(answer.status).toBe(200);
  expect(await answer.arrayBuffer()).toHaveProperty('byteLength', 0);
  const place = answer.headers.get('x-accel-redirect') ?? '';
  expect(place).toMatch(/^\/kho\//u);
  const bytes = await readFile(join(server().config.paths.media, place.slice('/kho/'.length)));
  expect(sha256(bytes)).toBe(hash);

  const other = await makeCommune(server(), 'Hải Ninh');
  const stranger = await pairEndpoint(server(), other.endpointId);
  const refused = await stranger.fetch(path);
  expect([refused.status, refused.headers.get('x-accel-redirect')]).toEqual([403, null]);
});
