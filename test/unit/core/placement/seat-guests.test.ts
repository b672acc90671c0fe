import { describe, expect, it } from 'vitest';

import { cutTo, day, from, guest, hard, item, session, strong, told } from './small-day.ts';

describe('guests', () => {
  const later = { id: 't', parts: [{ budgetMs: 20, anchorMs: null }] };
  const inLater = { guestIn: [{ sessionId: 't', payer: 0 }] };

  it('come last of all, whole, at the earliest air of the session that is free', () => {
    const input = day([guest('g', 5, strong), item('a', 10), hard('h', [13, 7])], {
      sessions: [session([0, 60])],
      quiet: [from(22, 30)],
    });
    expect(told(input)).toEqual({ a: '0-10', h: '13-20', g: '30-35' });
    expect(told({ ...input, fromMs: 40 }).g).toBe('50-55');
  });

  it('are what left a session for its budget, its hours or its cap, in a later one', () => {
    const input = (own: object, length = 10) =>
      told(
        day([item('a', 10), item('b', length, { order: 1, ...inLater })], {
          sessions: [session([0, 30], own), session([50, 80], later)],
        }),
      ).b;
    expect(input({})).toBe('10-20');
    expect(input({ parts: [{ budgetMs: 19, anchorMs: null }] })).toBe('50-60');
    expect(input({ latestEndMs: 19 })).toBe('50-60');
    expect(input({ capMs: 19 })).toBe('50-60');
    expect(input({ capMs: 19 }, 20)).toBe('50-70');
  });

  it('are not what left for quiet hours or the cap of the day', () => {
    const sessions = [session([0, 30]), session([50, 80], later)];
    const blocks = [item('b', 20, inLater)];
    expect(told(day(blocks, { sessions, quiet: [from(15, 20)] }))).toEqual({ b: 'quiet_hours' });
    expect(told(day(blocks, { sessions, dayCapMs: 19 }))).toEqual({ b: 'day_cap' });
  });

  it('go to the sessions in order of time, what left one never back to it or before', () => {
    const parts = [20, 30].map((budgetMs) => ({ budgetMs, anchorMs: null }));
    const sessions = [
      session([50, 80], { id: 't', parts }),
      session([0, 30]),
      session([90, 100], { id: 'u' }),
    ];
    const guestIn = [
      { sessionId: 'u', payer: 0 },
      { sessionId: 't', payer: 1 },
      { sessionId: 's', payer: 0 },
    ];
    const input = day([guest('g', 5, { guestIn }), item('b', 25, { sessionId: 't', guestIn })], {
      sessions,
    });
    expect(told(input)).toEqual({ g: '0-5', b: 'part_full' });
  });

  it('are seated in the order of power, what left a session before what came as a guest', () => {
    const sessions = [
      session([0, 30], { parts: [{ budgetMs: 1, anchorMs: null }] }),
      session([50, 80], later),
    ];
    const input = day(
      [
        guest('a', 6, inLater),
        item('b', 6, inLater),
        guest('c', 6, { ...inLater, rank: 0 }),
        guest('d', 6, inLater),
      ],
      { sessions },
    );
    expect(told(input)).toEqual({ c: '50-56', b: '56-62', a: '62-68', d: 'no_room' });
  });

  it('need the budget of their payer, the cap of the session and that of the day', () => {
    const input = (more: object, dayCapMs: number | null = null) =>
      told(
        day([item('a', 10), guest('g', 5)], {
          sessions: [session([0, 60], more)],
          dayCapMs,
        }),
      ).g;
    expect(input({ parts: [{ budgetMs: 15, anchorMs: null }] })).toBe('10-15');
    expect(input({ parts: [{ budgetMs: 14, anchorMs: null }] })).toBe('no_room');
    expect(input({ parts: [] })).toBe('no_room');
    expect(input({ capMs: 15 })).toBe('10-15');
    expect(input({ capMs: 14 })).toBe('no_room');
    expect(input({}, 15)).toBe('10-15');
    expect(input({}, 14)).toBe('no_room');
  });

  it('never become shorter, and do not wait for an anchor', () => {
    const parts = [{ budgetMs: 60, anchorMs: 20 }];
    const input = (latestEndMs: number) =>
      told(day([guest('g', 12, cutTo(1))], { sessions: [session([0, latestEndMs], { parts })] }));
    expect(input(12)).toEqual({ g: '0-12' });
    expect(input(11)).toEqual({ g: 'no_room' });
  });

  it('may take the air and the budget that a limit gave back', () => {
    const parts = [{ budgetMs: 20, anchorMs: null }];
    const input = day([item('a', 10), item('b', 10, { order: 1 }), guest('g', 3)], {
      sessions: [session([0, 20], { parts, capMs: 15 })],
    });
    expect(told(input)).toEqual({ a: '0-10', b: 'session_cap', g: '10-13' });
    const hards = day([hard('h', [0, 10]), guest('g', 3)], {
      sessions: [session([0, 10])],
      dayCapMs: 9,
    });
    expect(told(hards)).toEqual({ h: 'day_cap', g: '0-3' });
  });
});
