import { expect, it } from 'vitest';
import { occasionsOf } from '../../../../web/features/as-run/occasions.ts';

it('counts loudspeakers, not items, and tells the latest time first', () => {
  const row = (occurrence: string, dueAt: number, endpointId: string, heardMs: number | null) => ({
    ...{ occurrence, dueAt, endpointId, heardMs },
  });
  const rows = [
    row('b-2026-11-23', 5, 'e1', 1000),
    row('b-2026-11-23', 2, 'e1', 1000),
    row('b-2026-11-23', 5, 'e2', null),
    row('b-2026-11-24', 9, 'e1', 0),
  ];
  expect(occasionsOf(rows)).toEqual([
    { occurrence: 'b-2026-11-24', dueAt: 9, endpointCount: 1, playedCount: 0 },
    { occurrence: 'b-2026-11-23', dueAt: 2, endpointCount: 2, playedCount: 1 },
  ]);
});
