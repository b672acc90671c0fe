import { expect, it } from 'vitest';
import type { Placement } from '../../../../core/broadcast/broadcast.ts';
import { faultInOwnPart } from '../../../../core/window/fault-in-own-part.ts';
import { broadcast, date, hardAt } from '../compile/day-input.ts';

const inPart = (part: 'own' | 'above'): Placement => ({
  ...{ kind: 'session', sessionKey: 'morning' },
  ...{ part, order: 1 },
});
const own = broadcast('tin', inPart('own'), ['r1']);

it('lets a commune fill its own part with recordings', () => {
  expect(faultInOwnPart(own)).toBeNull();
  expect(faultInOwnPart({ ...own, placement: inPart('above') })).toBe('part');
  expect(faultInOwnPart({ ...own, placement: hardAt('05:00') })).toBe('part');
});

it('lets nothing in that is stronger than a recording of the commune', () => {
  expect(faultInOwnPart({ ...own, class: 'priority' })).toBe('class');
  expect(faultInOwnPart({ ...own, urgentSince: 1 })).toBe('urgent');
  const line = { type: 'input' as const, title: 'Hội nghị', input: 'line' as const };
  expect(faultInOwnPart({ ...own, items: [{ ...line, durationMs: 60_000 }] })).toBe('items');
});

it('looks at days that were edited by themselves too', () => {
  const edited = { ...own, overrides: [{ date, placement: hardAt('06:00') }] };
  expect(faultInOwnPart(edited)).toBe('part');
});
