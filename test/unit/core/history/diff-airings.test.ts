import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Airing } from '../../../../core/history/airing.ts';
import { diffAirings, type Change } from '../../../../core/history/diff-airings.ts';
import { anAiring, silent } from './an-airing.ts';

const kinds = (changes: readonly Change[]) => changes.map(({ kind }) => kind);

describe('two versions of a day', () => {
  it('differ in nothing where they are equal', () => {
    const day = [anAiring('a'), silent('b', 'expired')];
    expect(diffAirings(day, structuredClone(day))).toEqual([]);
  });

  it('tell what came and what went', () => {
    const [a, b] = [anAiring('a', { startsAt: 1000 }), anAiring('b', { startsAt: 2000 })];
    expect(diffAirings([a], [b])).toEqual([
      { kind: 'removed', before: a, after: null },
      { kind: 'added', before: null, after: b },
    ]);
  });

  it('tell what stands in the place of another', () => {
    const [a, b] = [anAiring('a'), anAiring('b', { sound: 'other' })];
    expect(diffAirings([a], [b])).toEqual([{ kind: 'replaced', before: a, after: b }]);
    const other = anAiring('a', { sound: 'other', soundMs: 9000 });
    expect(kinds(diffAirings([a], [other]))).toEqual(['replaced']);
  });

  it('tell what moved within the day and to another day', () => {
    const a = anAiring('a', { startsAt: 1000 });
    expect(kinds(diffAirings([a], [{ ...a, startsAt: 2000 }]))).toEqual(['moved']);
    const day = { date: '2026-11-25', occurrence: 'a-2026-11-25', startsAt: 90_000_000 };
    expect(kinds(diffAirings([a], [{ ...a, ...day }]))).toEqual(['moved']);
    const later = { date: '2026-11-26', occurrence: 'a-2026-11-26', startsAt: 180_000_000 };
    const twice = [
      { ...a, ...day },
      { ...a, ...later },
    ];
    expect(kinds(diffAirings([a], twice))).toEqual(['removed', 'added', 'added']);
  });

  it('tell what became shorter, longer or is called otherwise', () => {
    const a = anAiring('a', { soundMs: 60_000 });
    expect(kinds(diffAirings([a], [{ ...a, soundMs: 30_000 }]))).toEqual(['shortened']);
    expect(kinds(diffAirings([a], [{ ...a, soundMs: 90_000 }]))).toEqual(['lengthened']);
    expect(kinds(diffAirings([a], [{ ...a, title: 'Khác' }]))).toEqual(['renamed']);
  });

  it('tell what fell silent, what is heard again, and what stays silent for another reason', () => {
    const a = anAiring('a');
    expect(kinds(diffAirings([a], [silent('a', 'expired')]))).toEqual(['silenced']);
    expect(kinds(diffAirings([silent('a', 'expired')], [a]))).toEqual(['heard']);
    expect(kinds(diffAirings([silent('a', 'expired')], [silent('a', 'withdrawn')]))).toEqual([
      'other_reason',
    ]);
  });

  it('are told in the order of the air', () => {
    const after = [
      silent('a', 'expired'),
      anAiring('b', { startsAt: 3000 }),
      anAiring('c', { startsAt: 2000 }),
    ];
    expect(diffAirings([], after).map((change) => change.after?.broadcastId)).toEqual([
      'c',
      'b',
      'a',
    ]);
  });
});

describe('any two versions of some days', () => {
  const airing = fc
    .record({
      broadcast: fc.constantFrom('a', 'b', 'c', 'd'),
      date: fc.constantFrom('2026-11-23', '2026-11-24', '2026-11-25'),
      slot: fc.constantFrom('', '-2'),
      title: fc.constantFrom('Tin', 'Nhạc'),
      startsAt: fc.constantFrom(1000, 2000, 3000),
      soundMs: fc.constantFrom(30_000, 60_000),
      sound: fc.constantFrom('x', 'y'),
      why: fc.constantFrom(null, null, 'expired' as const, 'beaten' as const),
    })
    .map(({ broadcast, slot, why, ...rest }): Airing => {
      const { date, title } = rest;
      const occurrence = `${broadcast}-${date}${slot}`;
      const heard = { broadcastId: broadcast, occurrence, why: null, ...rest };
      return why === null ? heard : { ...heard, startsAt: null, soundMs: 0, sound: '', why, title };
    });
  const keyOf = ({ date, occurrence }: Airing) => `${date} ${occurrence}`;
  const days = fc.uniqueArray(airing, { selector: keyOf, maxLength: 12 });
  const textOf = (airings: readonly Airing[]) =>
    airings.map((one) => JSON.stringify(Object.entries(one).sort())).sort();

  function applied(before: readonly Airing[], changes: readonly Change[]): Airing[] {
    const gone = new Set(changes.map((change) => change.before));
    const come = changes.flatMap(({ after }) => (after ? [after] : []));
    return [...before.filter((one) => !gone.has(one)), ...come];
  }

  it('become the newer when the changes are applied to the older', () => {
    fc.assert(
      fc.property(days, days, (before, after) => {
        const changes = diffAirings(before, after);
        expect(textOf(applied(before, changes))).toEqual(textOf(after));
      }),
      { numRuns: 1_500 },
    );
  });

  it('have no change between equals, and none that changes nothing', () => {
    fc.assert(
      fc.property(days, days, (before, after) => {
        expect(diffAirings(before, structuredClone(before))).toEqual([]);
        for (const change of diffAirings(before, after))
          expect(change.before).not.toEqual(change.after);
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on the order in which they are given', () => {
    fc.assert(
      fc.property(days, days, fc.nat(), (before, after, turn) => {
        const turned = (all: readonly Airing[]) => {
          const at = all.length === 0 ? 0 : turn % all.length;
          return [...all.slice(at), ...all.slice(0, at)];
        };
        const changes = diffAirings(turned(before), turned(after));
        expect(textOf(applied(before, changes.map(copyOf(before))))).toEqual(textOf(after));
      }),
      { numRuns: 300 },
    );
  });

  /** The same change with the very airing that stands in a list. */
  function copyOf(before: readonly Airing[]) {
    return (change: Change): Change => {
      const { before: gone } = change;
      const own = gone && before.find((one) => keyOf(one) === keyOf(gone));
      return own ? ({ ...change, before: own } as Change) : change;
    };
  }
});
