import { expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { problem } from '../../../../contract/problem.ts';
import { makeCommune } from '../../../support/district.ts';
import { useTestServer } from '../../../support/server.ts';

// By itself: nobody reads a calendar for a while afterwards.
const server = useTestServer();

it('the link of a calendar cannot be guessed for long', async () => {
  const { stationId } = await makeCommune(server(), 'Hải Châu');
  const operator = await server().as('operator');
  const { path } = await operator.call(api.calendars.create, {
    params: { id: stationId },
    body: { name: 'Điện thoại chị Lan' },
  });
  const read = (end: string) => fetch(`${server().origin}${path}${end}`);
  expect((await read('')).status).toBe(200);
  const statuses = new Set<number>();
  for (let guess = 0; guess < 61; guess += 1) statuses.add((await read(String(guess))).status);
  expect([...statuses]).toEqual([404, 429]);
  const throttled = await read('x');
  expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(problem.parse(await throttled.json()).code).toBe('too_many_requests');
});
