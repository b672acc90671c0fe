import { expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { offsetClock, systemClock } from '../../../../runtime/clock.ts';
import { dayAfter, makeCommune } from '../../../support/district.ts';
import { useTestServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';

const dayMs = 86_400_000;
const real = systemClock();
let offsetMs = 0;
const clock = { ...real, now: () => offsetClock(real, offsetMs).now() };
const server = useTestServer({ clock });

async function shortEndpoints(): Promise<number> {
  const figures = await (await fetch(`${server().origin}/metrics`)).text();
  return Number(/^loa_horizon_short_endpoints (\d+)$/mu.exec(figures)?.[1]);
}

it('tells which loudspeakers are not planned seven days ahead, until they are', async () => {
  const { endpointId } = await makeCommune(server(), 'Hải Anh');
  const plannedUntil = async () => {
    const operator = await server().as('operator');
    const { items } = await operator.call(api.endpoints.list, {});
    return items.find(({ id }) => id === endpointId)?.plannedUntil;
  };
  expect(await plannedUntil()).toBe(dayAfter(clock.now(), 7));
  expect(await shortEndpoints()).toBe(0);

  // Nobody compiled for two days.
  const before = clock.now();
  offsetMs = 2 * dayMs;
  expect(await shortEndpoints()).toBe(1);
  expect(await plannedUntil()).toBe(dayAfter(before, 7));

  await server().restart();
  await until(async () => (await shortEndpoints()) === 0 || undefined, {
    ...{ limitMs: 30_000, everyMs: 50, what: 'the days ahead are planned' },
  });
  expect(await plannedUntil()).toBe(dayAfter(clock.now(), 7));
});
