import { expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { makeApproved, makeCommune, makeEndpoint } from '../../support/district.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer({ worker: true });

it('tells how recordings are encoded, how many there are, and who plays which', async () => {
  const here = await makeCommune(server(), 'Hải Thanh');
  const there = await makeCommune(server(), 'Hải Hà');
  const gone = await makeEndpoint(server(), here.stationId, 'Cụm hỏng');
  const administrator = await server().administrator();
  await administrator.call(api.endpoints.revoke, { params: { id: gone } });
  await makeApproved(server(), { hertz: 410 });
  const told = await administrator.call(api.soundProfiles.list, {});
  expect(told.endpoints).toBe(2);
  expect(told.items.map(({ name, isAired }) => [name, isAired])).toEqual([
    ['mp3-48k', true],
    ['opus-24k', false],
    ['mp3-128k', false],
  ]);
  expect(told.items[0]).toMatchObject({ isWanted: true, made: 1, older: 0, bitRate: 48_000 });
  const local = await server().as('author', there.areaId);
  expect((await local.call(api.soundProfiles.list, {})).endpoints).toBe(1);
});
