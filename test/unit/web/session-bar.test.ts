import { describe, expect, it } from 'vitest';
import type { BarItem } from '../../../web/features/timetable/session-bar.ts';
import { barOf } from '../../../web/features/timetable/session-bar.ts';

const minute = 60_000;
const morning = {
  startsAt: '05:00',
  latestEnd: '05:45',
  parts: [
    { tier: 'relay', budgetMs: 30 * minute, anchor: null },
    { tier: 'above', budgetMs: 10 * minute, anchor: null },
    { tier: 'own', budgetMs: 5 * minute, anchor: null },
  ],
} as const;

function item(part: BarItem['part'], minutes: number, rest: Partial<BarItem> = {}): BarItem {
  return { part, durationMs: minutes * minute, airs: true, reason: 'placed', ...rest };
}

describe('the session bar', () => {
  it('lays the parts out in real proportion, one behind the other', () => {
    const { totalMs, parts } = barOf(morning, []);
    expect(totalMs).toBe(45 * minute);
    expect(parts.map(({ fromShare }) => fromShare)).toEqual([0, 30 / 45, 40 / 45]);
    expect(parts.map(({ share }) => share)).toEqual([30 / 45, 10 / 45, 5 / 45]);
  });

  it('fills each part by the length of what airs in it', () => {
    const bar = barOf(morning, [item('above', 4), item('above', 2), item('own', 1)]);
    expect(bar.parts.map(({ fillShare }) => fillShare)).toEqual([0, 0.6, 0.2]);
    expect(bar.usedMs).toBe(7 * minute);
    expect(bar.freeMs).toBe((4 + 4) * minute);
  });

  it('hangs what does not fit over the edge, and counts nothing else that does not air', () => {
    const bar = barOf(morning, [
      item('above', 9),
      item('above', 3, { airs: false, reason: 'part_full' }),
      item('own', 2, { airs: false, reason: 'session_full' }),
      item('own', 1, { airs: false, reason: 'session_cap' }),
      item('own', 2, { airs: false, reason: 'quiet_hours' }),
    ]);
    expect(bar.hangingMs).toBe(6 * minute);
    expect(bar.hangingShare).toBeCloseTo(6 / 45);
    expect(bar.parts[1]?.hangingMs).toBe(3 * minute);
    expect(bar.parts[1]?.fillShare).toBeCloseTo(0.9);
  });

  it('never lets what hangs over be longer than a quarter of the bar', () => {
    const bar = barOf(morning, [item('own', 600, { airs: false, reason: 'part_full' })]);
    expect(bar.hangingShare).toBe(0.25);
    expect(bar.hangingMs).toBe(600 * minute);
  });

  it('grows when the parts are longer than the hours of the session', () => {
    const bar = barOf({ ...morning, latestEnd: '05:30' }, []);
    expect(bar.totalMs).toBe(45 * minute);
    expect(bar.parts.at(-1)?.fromShare).toBeCloseTo(40 / 45);
  });

  it('starts an anchored part at its own clock time', () => {
    const parts = [
      { tier: 'own', budgetMs: 5 * minute, anchor: null },
      { tier: 'relay', budgetMs: 10 * minute, anchor: '05:30' },
    ] as const;
    const bar = barOf({ ...morning, parts }, []);
    expect(bar.parts[1]?.fromShare).toBeCloseTo(30 / 45);
  });

  it('believes the compiled day where it is known: caps and time count there too', () => {
    const fill = {
      leftMs: minute,
      parts: [
        { tier: 'above' as const, usedMs: 8 * minute },
        { tier: 'own' as const, usedMs: 0 },
      ],
    };
    const bar = barOf(morning, [item('above', 4)], fill);
    expect(bar.parts.map(({ fillShare }) => fillShare)).toEqual([0, 0.8, 0]);
    expect([bar.usedMs, bar.freeMs]).toEqual([8 * minute, minute]);
  });

  it('goes on across midnight', () => {
    const bar = barOf({ ...morning, startsAt: '23:45', latestEnd: '00:30' }, []);
    expect(bar.totalMs).toBe(45 * minute);
  });
});
