import { expect, test } from 'vitest';
import { session } from '../../../contract/http/sessions.ts';
import { longerSession } from '../../../web/features/places/longer-session.ts';

const minute = 60_000;
const evening = session.parse({
  ...{ id: 'x1', stationId: 's1', key: 'evening', name: 'Tối', weekdays: [1], version: 4 },
  ...{ startsAt: '23:00:00', latestEnd: '23:59:00', validFrom: null, validTo: null },
  parts: [
    { tier: 'above', budgetMs: 10 * minute, anchor: null },
    { tier: 'own', budgetMs: 5 * minute, anchor: '23:20:00' },
  ],
});

test('a session grows by whole minutes, in the part that lacks them and at its end', () => {
  const longer = longerSession(evening, { tier: 'own', lackMs: 90_000 });
  expect(longer.parts.map(({ budgetMs }) => budgetMs / minute)).toEqual([10, 7]);
  expect(longer.parts[1]?.anchor).toBe('23:20:00');
  expect(longer.latestEnd).toBe('00:01:00');
  expect(longer).toMatchObject({ id: 'x1', version: 4, startsAt: '23:00:00' });
});
