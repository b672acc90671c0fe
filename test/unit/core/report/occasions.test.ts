import { expect, it } from 'vitest';
import type { Verdict } from '../../../../core/verdict/verdict.ts';
import { occasionsOf } from '../../../../core/report/occasions.ts';

const row = (
  occurrence: string,
  dueAt: number,
  endpointId: string,
  heardMs: number | null,
  verdict: Verdict = 'played',
) => ({ occurrence, dueAt, endpointId, heardMs, verdict });

it('counts loudspeakers, not items, and tells the latest time first', () => {
  const rows = [
    row('b-2026-11-23', 5, 'e1', 1000),
    row('b-2026-11-23', 2, 'e1', 1000),
    row('b-2026-11-23', 5, 'e2', null, 'missed'),
    row('b-2026-11-24', 9, 'e1', 0, 'missed'),
  ];
  expect(occasionsOf(rows, 10)).toEqual([
    { occurrence: 'b-2026-11-24', dueAt: 9, endpointCount: 1, playedCount: 0 },
    { occurrence: 'b-2026-11-23', dueAt: 2, endpointCount: 2, playedCount: 1 },
  ]);
});

it('leaves out what is still due, and what was stopped before its time', () => {
  const rows = [
    row('b-2026-11-23', 5, 'e1', 1000),
    row('b-2026-11-24', 9, 'e1', null, 'due'),
    row('b-2026-11-25', 15, 'e1', null, 'stopped'),
  ];
  expect(occasionsOf(rows, 10).map(({ occurrence }) => occurrence)).toEqual(['b-2026-11-23']);
});
