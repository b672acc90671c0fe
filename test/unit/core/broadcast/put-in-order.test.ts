import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ordersFor, type Ordered } from '../../../../core/broadcast/put-in-order.ts';

const one = (id: string, order = 10, rest: Partial<Ordered> = {}): Ordered => ({
  ...{ id, order, class: 'normal', rank: 1, isFree: true },
  ...rest,
});
const changed = (...wanted: Ordered[]) => {
  const orders = ordersFor(wanted);
  return orders && Object.fromEntries(orders);
};

it('changes nothing where they follow each other as wanted', () => {
  expect(changed(one('a'), one('b'), one('c', 20))).toEqual({});
  expect(changed()).toEqual({});
});

it('changes the one that was moved, where that is enough', () => {
  expect(changed(one('c'), one('a'), one('b'))).toEqual({ c: 4 });
  expect(changed(one('b'), one('c'), one('a'))).toEqual({ a: 20 });
  expect(changed(one('a', 10), one('c', 30), one('b', 20))).toEqual({ b: 40 });
});

it('changes others too where there is no room between them', () => {
  const orders = ordersFor([one('a'), one('d'), one('b'), one('c')]);
  expect([...(orders?.keys() ?? [])].sort()).toEqual(['b', 'c']);
  expect(changed(one('b', 0), one('a', 0))).toEqual({ a: 10 });
});

it('leaves alone what is not free, and says so where it cannot be', () => {
  const fixed = { isFree: false };
  expect(changed(one('b', 10, fixed), one('a'))).toEqual({ a: 20 });
  expect(changed(one('b', 10, fixed), one('a', 10, fixed))).toBeNull();
  expect(changed(one('b'), one('a', 0, fixed))).toBeNull();
});

it('never puts anything before what is priority', () => {
  const priority = { class: 'priority' as const };
  expect(changed(one('a'), one('b', 0, priority))).toBeNull();
  expect(changed(one('b', 50, priority), one('a', 0))).toEqual({});
});

it('gives orders by which they follow each other, whatever they had', () => {
  const some = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      order: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 10_000 })),
      rank: fc.integer({ min: 0, max: 3 }),
      isFree: fc.boolean(),
    }),
    { maxLength: 8, selector: ({ id }) => id },
  );
  fc.assert(
    fc.property(some, (given) => {
      const wanted = given.map((it): Ordered => ({ ...it, class: 'normal' }));
      const orders = ordersFor(wanted);
      if (!orders) return wanted.some(({ isFree }) => !isFree);
      const after = wanted.map((it) => ({ ...it, order: orders.get(it.id) ?? it.order }));
      const sorted = [...after].sort(
        (a, b) => a.order - b.order || a.rank - b.rank || (a.id < b.id ? -1 : 1),
      );
      const isInRange = after.every(({ order }) => order >= 0 && order <= 10_000);
      const areFree = wanted.every(({ id, isFree }) => isFree || !orders.has(id));
      return isInRange && areFree && sorted.every((it, at) => it.id === after[at]?.id);
    }),
  );
});
