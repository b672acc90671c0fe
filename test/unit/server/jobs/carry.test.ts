import { expect, it } from 'vitest';
import { planCarriages, type Parcel } from '../../../../server/jobs/carry.ts';

const payload = {
  ...{ endpointId: 'e', url: 'http://203.0.113.7/', body: 'b'.repeat(43) },
  ...{ signature: '', notAfter: 1 },
};
const parcel = (index: number, more: Partial<Parcel> = {}): Parcel => ({
  ...{ workId: `w${index}`, generation: 1, priority: 5, carrier: null, payload },
  ...more,
});
function plan(parcels: Parcel[]) {
  let made = 0;
  return planCarriages(parcels, () => `c${(made += 1)}`).map(({ carrier, lane, items }) => ({
    ...{ carrier, lane, count: items.length },
  }));
}

it('puts at most fifty pushes into a job, and what is urgent into a lane of its own', () => {
  const bulk = Array.from({ length: 120 }, (_, index) => parcel(index));
  expect(plan([...bulk, parcel(120, { priority: 1 })])).toEqual([
    { carrier: 'c1', lane: 'push-bulk', count: 50 },
    { carrier: 'c2', lane: 'push-bulk', count: 50 },
    { carrier: 'c3', lane: 'push-bulk', count: 20 },
    { carrier: 'c4', lane: 'push-urgent', count: 1 },
  ]);
});

it('keeps together what was named together before', () => {
  expect(plan([parcel(0, { carrier: 'old' }), parcel(1), parcel(2, { carrier: 'old' })])).toEqual([
    { carrier: 'old', lane: 'push-bulk', count: 2 },
    { carrier: 'c1', lane: 'push-bulk', count: 1 },
  ]);
});
