import { describe, expect, it } from 'vitest';

import { place } from '../../../../core/placement/place.ts';
import { cutTo, day, from, guest, hard, item, session, soft, strong, told } from './small-day.ts';

describe('an outcome', () => {
  const latest = (input: ReturnType<typeof day>) =>
    Object.fromEntries(
      place(input).map((one) => [one.id, 'reason' in one ? null : one.latestStartAt]),
    );

  it('lets a hard block start at its instant only, also a shortened one', () => {
    const input = day([
      hard('h', [5, 10], strong),
      hard('k', [10, 10], { ...cutTo(2), whenBeaten: 'shorten' }),
    ]);
    expect(latest(input)).toEqual({ h: 5, k: 15 });
  });

  it('lets a soft block start until its wish and delay, but before midnight', () => {
    const blocks = [soft('a', [10, 50, 5])];
    expect(latest(day(blocks))).toEqual({ a: 60 });
    expect(latest(day(blocks, { midnightMs: 40 }))).toEqual({ a: 39 });
  });

  it('lets a hard block that waited start as late as a soft one', () => {
    const input = day([
      hard('h', [0, 10], strong),
      hard('k', [5, 10], { whenBeaten: 'queue', maxDelayMs: 20 }),
    ]);
    expect(latest(input)).toEqual({ h: 0, k: 25 });
  });

  it('lets a session’s block and a guest start as long as they end with the session', () => {
    const sessions = [session([0, 60])];
    expect(latest(day([item('a', 10)], { sessions }))).toEqual({ a: 50 });
    expect(latest(day([guest('a', 10)], { sessions }))).toEqual({ a: 50 });
  });

  it('lets nothing start so late that it runs into what is seated, kept or quiet', () => {
    const blocks = [soft('a', [0, 90, 10])];
    expect(latest(day([...blocks, hard('h', [30, 5])])).a).toBe(20);
    expect(latest(day(blocks, { kept: [from(35, 40)] })).a).toBe(25);
    expect(latest(day(blocks, { quiet: [from(25, 40)] })).a).toBe(15);
    expect(latest(day([...blocks, hard('h', [10, 5])])).a).toBe(0);
    expect(latest(day([...blocks, hard('h', [30, 5], { rank: 2 })], { dayCapMs: 12 })).a).toBe(90);
  });

  it('is moved where a hard or soft block does not start at its wish, and always for a guest', () => {
    const input = day(
      [
        hard('h', [0, 10], strong),
        hard('k', [5, 15], { ...cutTo(2), whenBeaten: 'shorten' }),
        soft('a', [5, 50, 5]),
        soft('b', [90, 0, 5]),
        item('i', 5),
        guest('g', 5),
      ],
      { sessions: [session([20, 60])] },
    );
    const moved = place(input).filter((one) => 'isMoved' in one && one.isMoved);
    expect(told(input)).toEqual({
      ...{ h: '0-10', k: '10-20', a: '20-25', b: '90-95', i: '25-30', g: '30-35' },
    });
    expect(moved.map(({ id }) => id)).toEqual(['a', 'g', 'k']);
  });

  it('names the session of its blocks and guests, and none for what sounds in it by chance', () => {
    const input = day([soft('a', [0, 5, 5]), item('i', 5), guest('g', 5)], {
      sessions: [session([0, 60])],
    });
    expect(place(input)).toEqual([
      { id: 'a', startsAt: 0, soundMs: 5, latestStartAt: 0, isMoved: false, sessionId: null },
      { id: 'g', startsAt: 10, soundMs: 5, latestStartAt: 55, isMoved: true, sessionId: 's' },
      { id: 'i', startsAt: 5, soundMs: 5, latestStartAt: 5, isMoved: false, sessionId: 's' },
    ]);
  });
});
