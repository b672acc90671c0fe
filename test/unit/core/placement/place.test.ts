import { describe, expect, it } from 'vitest';

import { place } from '../../../../core/placement/place.ts';
import { cutTo, day, from, guest, hard, item, session, soft, strong, told } from './small-day.ts';

const stepsOf = (...lengthsMs: number[]) => ({ shrink: { by: 'steps', lengthsMs } }) as const;

describe('a block and its length', () => {
  it('moves whole: where it does not fit, nothing of it sounds', () => {
    const input = day([hard('h', [30, 10]), soft('a', [0, 25, 31])]);
    expect(told(input)).toEqual({ h: '30-40', a: 'beaten' });
  });

  it('is cut down to its room, but not below its shortest', () => {
    const room = { quiet: [from(30, 90)] };
    expect(told(day([soft('a', [0, 25, 50], cutTo(30))], room))).toEqual({ a: '0-30' });
    expect(told(day([soft('a', [0, 25, 50], cutTo(31))], room))).toEqual({ a: 'quiet_hours' });
  });

  it('gives up whole members of a pool: the largest of its lengths that fits', () => {
    const room = { quiet: [from(30, 90)] };
    expect(told(day([soft('a', [0, 25, 50], stepsOf(40, 25, 10))], room))).toEqual({ a: '0-25' });
    expect(told(day([soft('a', [0, 25, 30], stepsOf(20))], room))).toEqual({ a: '0-30' });
    expect(told(day([soft('a', [0, 25, 50], stepsOf(40, 31))], room))).toEqual({
      a: 'quiet_hours',
    });
    expect(told(day([soft('a', [0, 25, 50], stepsOf())], room))).toEqual({ a: 'quiet_hours' });
  });

  it('gets one outcome, by id, in whatever order things are given', () => {
    const blocks = [item('b', 10), soft('a', [5, 50, 10]), guest('d', 5), hard('c', [20, 10])];
    const sessions = [session([0, 60]), session([70, 90], { id: 't' })];
    const input = day(blocks, { sessions, quiet: [from(95, 99), from(92, 96)] });
    const turned = {
      ...day(blocks.toReversed(), { sessions: sessions.toReversed() }),
      quiet: input.quiet.toReversed(),
    };
    expect(told(input)).toEqual({ a: '10-20', b: '0-10', c: '20-30', d: '30-35' });
    expect(place(input).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
    expect(place(turned)).toEqual(place(input));
  });
});

describe('the order of power among hard blocks', () => {
  it('is class, then tier, then the earlier wish, then the id', () => {
    const meets = (a: Parameters<typeof hard>, b: Parameters<typeof hard>) =>
      told(day([hard(...a), hard(...b)]));
    expect(meets(['a', [0, 10], { rank: 0 }], ['b', [5, 10], strong])).toEqual({
      a: 'beaten by b',
      b: '5-15',
    });
    expect(meets(['a', [0, 10], { rank: 2 }], ['b', [5, 10], { rank: 1.5 }])).toEqual({
      a: 'beaten by b',
      b: '5-15',
    });
    expect(meets(['b', [0, 10]], ['a', [5, 10]])).toEqual({ a: 'beaten by b', b: '0-10' });
    expect(meets(['a', [0, 10]], ['B', [0, 10]])).toEqual({ a: 'beaten by B', B: '0-10' });
  });
});

describe('held air', () => {
  it('is kept air, and whoever it beats is beaten by no block', () => {
    const input = day([hard('h', [5, 10]), soft('a', [0, 20, 10])], { kept: [from(0, 8)] });
    expect(told(input)).toEqual({ h: 'beaten', a: '8-18' });
  });

  it('is quiet air, and the sweep goes around it', () => {
    const input = day([soft('a', [0, 60, 10]), soft('b', [0, 60, 10])], { quiet: [from(15, 40)] });
    expect(told(input)).toEqual({ a: '0-10', b: '40-50' });
  });

  it('may be quiet and kept at once, and quiet twice', () => {
    const input = day([soft('a', [0, 60, 10])], {
      kept: [from(0, 12)],
      quiet: [from(25, 30), from(14, 28)],
    });
    expect(told(input)).toEqual({ a: '30-40' });
    expect(told({ ...input, quiet: [from(13, 30), from(14, 20)] })).toEqual({ a: '30-40' });
  });

  it('begins no later than what may be seated at all', () => {
    const input = day([hard('h', [9, 5]), soft('a', [0, 9, 5]), soft('b', [0, 10, 5])], {
      fromMs: 10,
    });
    expect(told(input)).toEqual({ h: 'too_late', a: 'too_late', b: '10-15' });
  });

  it('lets a soft block wait behind quiet air into which it would have run', () => {
    const input = day([soft('a', [0, 60, 20])], { quiet: [from(10, 15)] });
    expect(told(input)).toEqual({ a: '15-35' });
  });

  it('lets no block stay that wishes for quiet air, however long it might wait', () => {
    const blocks = [soft('a', [10, 60, 5]), hard('h', [19, 5], { whenBeaten: 'queue' })];
    const input = day([...blocks, soft('b', [20, 0, 5])], { quiet: [from(10, 20)] });
    expect(told(input)).toEqual({ a: 'quiet_hours', h: 'quiet_hours', b: '20-25' });
  });

  it('says that a block comes too late before it says that it wishes for quiet air', () => {
    const input = day([soft('a', [0, 9, 5])], { fromMs: 10, quiet: [from(0, 5)] });
    expect(told(input)).toEqual({ a: 'too_late' });
  });

  it('makes a hard block shorter that would run into quiet air', () => {
    const quiet = { quiet: [from(30, 90)] };
    const at10 = (more: object) => told(day([hard('h', [10, 50], more)], quiet));
    expect(at10({})).toEqual({ h: 'quiet_hours' });
    expect(at10(cutTo(20))).toEqual({ h: '10-30' });
    expect(at10(cutTo(21))).toEqual({ h: 'quiet_hours' });
    expect(at10(stepsOf(30, 15))).toEqual({ h: '10-25' });
  });

  it('lets a hard block that became shorter take no more where it waits', () => {
    const input = day(
      [hard('a', [0, 50], { ...cutTo(10), whenBeaten: 'queue' }), hard('b', [5, 8], strong)],
      { quiet: [from(20, 40)] },
    );
    expect(told(input)).toEqual({ a: '40-60', b: '5-13' });
  });
});

describe('a hard block', () => {
  it('takes its instant before all that is soft or in a session, even the stronger', () => {
    const input = day([hard('h', [10, 10]), item('i', 20, strong), soft('a', [5, 50, 8], strong)], {
      sessions: [session([0, 60])],
    });
    expect(told(input)).toEqual({ h: '10-20', i: '28-48', a: '20-28' });
  });

  it('is beaten by the holder of the earliest air that it would need', () => {
    const input = day([
      hard('a', [20, 10], strong),
      hard('b', [8, 4], strong),
      hard('h', [10, 20], {}),
    ]);
    expect(told(input)).toEqual({ a: '20-30', b: '8-12', h: 'beaten by b' });
  });

  it('waits as a soft block where it queues, up to its longest delay', () => {
    const queues = (maxDelayMs: number) =>
      told(
        day([hard('a', [0, 20], strong), hard('h', [10, 5], { whenBeaten: 'queue', maxDelayMs })]),
      );
    expect(queues(10)).toEqual({ a: '0-20', h: '20-25' });
    expect(queues(9)).toEqual({ a: '0-20', h: 'beaten by a' });
  });

  it('leaves a stronger soft block its last possible start', () => {
    const input = day([hard('h', [10, 10]), soft('a', [5, 6, 10], strong)]);
    expect(told(input)).toEqual({ h: 'beaten by a', a: '5-15' });
    expect(told(day([hard('h', [10, 10]), soft('a', [5, 15, 10], strong)]))).toEqual({
      h: '10-20',
      a: '20-30',
    });
  });

  it('leaves it one that has not passed yet', () => {
    const input = day([hard('h', [11, 5]), soft('a', [5, 8, 5], strong)]);
    expect(told(input)).toEqual({ h: '11-16', a: '5-10' });
    expect(told({ ...input, fromMs: 10 })).toEqual({ h: 'beaten by a', a: '10-15' });
  });

  it('leaves no room for a soft block that is as strong or has no possible start anyway', () => {
    expect(told(day([hard('h', [10, 10]), soft('a', [5, 6, 10])]))).toEqual({
      h: '10-20',
      a: 'beaten',
    });
    const input = day([hard('h', [10, 10]), soft('a', [5, 6, 10], strong)], { kept: [from(0, 8)] });
    expect(told({ ...input, kept: [from(6, 7), from(9, 10)] })).toEqual({
      h: 'beaten by a',
      a: '10-20',
    });
    expect(told({ ...input, kept: [from(6, 9), from(15, 16)] })).toEqual({
      h: 'beaten',
      a: 'beaten',
    });
  });

  it('names the first in power of the soft blocks that would have lost', () => {
    const softs = [soft('c', [10, 0, 5], { rank: 0 }), soft('b', [10, 0, 5], strong)];
    const input = day([hard('h', [10, 10]), ...softs, soft('a', [12, 0, 3], { rank: 0 })]);
    expect(told(input)).toEqual({
      ...{ a: 'beaten by b', b: '10-15', c: 'beaten by b', h: 'beaten by b' },
    });
  });

  it('leaves no room for a hard block that went on as a soft one', () => {
    const input = day([
      hard('a', [0, 10], strong),
      hard('b', [5, 10], { ...strong, rank: 2, whenBeaten: 'queue', maxDelayMs: 5 }),
      hard('h', [12, 10]),
    ]);
    expect(told(input)).toEqual({ a: '0-10', b: 'beaten by a', h: '12-22' });
  });

  it('shortens to the longest stretch that nobody holds, the earliest of several', () => {
    const shortens = { ...cutTo(3), whenBeaten: 'shorten' } as const;
    const around = (...others: [number, number][]) =>
      told(
        day([
          hard('h', [0, 30], shortens),
          ...others.map((at, index) => hard(`o${index}`, at, strong)),
        ]),
      ).h;
    expect(around([10, 5])).toBe('15-30');
    expect(around([10, 10])).toBe('0-10');
    expect(around([0, 10], [15, 10])).toBe('10-15');
    expect(around([2, 26])).toBe('beaten by o0');
  });

  it('shortens only where a stronger soft block keeps a possible start', () => {
    const input = (until: number) =>
      day([
        hard('o', [0, 10], strong),
        hard('h', [5, 25], { ...cutTo(3), whenBeaten: 'shorten' }),
        soft('a', [10, until - 10, 5], { rank: 0 }),
      ]);
    expect(told(input(30))).toEqual({ o: '0-10', h: '10-30', a: '30-35' });
    expect(told(input(29))).toEqual({ o: '0-10', h: 'beaten by o', a: '10-15' });
    const unheld = day([
      hard('h', [5, 25], { ...cutTo(3), whenBeaten: 'shorten' }),
      soft('a', [10, 0, 5], { rank: 0 }),
    ]);
    expect(told(unheld)).toEqual({ h: 'beaten by a', a: '10-15' });
  });
});

describe('the sweep', () => {
  const sessions = [session([0, 60])];

  it('lets a soft block begin from its wish on, before midnight and within its delay', () => {
    const input = day([hard('h', [10, 20]), soft('a', [10, 20, 5]), soft('b', [10, 19, 5])]);
    expect(told(input)).toEqual({ h: '10-30', a: '30-35', b: 'beaten by h' });
    expect(told({ ...input, midnightMs: 31 }).a).toBe('30-35');
    expect(told({ ...input, midnightMs: 30 }).a).toBe('beaten by h');
  });

  it('lets a hard block that queued go by its power among the soft ones', () => {
    const input = day([
      hard('a', [0, 10], strong),
      hard('b', [5, 10], { rank: 0, whenBeaten: 'queue' }),
      soft('c', [0, 50, 10]),
      soft('d', [6, 50, 10], { rank: 0 }),
    ]);
    expect(told(input)).toEqual({ a: '0-10', b: '10-20', c: '30-40', d: '20-30' });
  });

  it('fills each session from its own start to its latest end', () => {
    const input = day(
      [item('a', 10), item('b', 5, { order: 1 }), item('c', 5, { sessionId: 't' })],
      { sessions: [session([20, 34]), session([40, 50], { id: 't' })] },
    );
    expect(told(input)).toEqual({ a: '20-30', b: 'session_full', c: '40-45' });
  });

  it('seats the stronger first; of equals the soft block, the earlier wish, the id', () => {
    const input = day(
      [
        item('i', 5),
        item('j', 5, { rank: 0, order: 9 }),
        soft('b', [7, 90, 5]),
        soft('a', [8, 90, 5]),
        soft('d', [8, 90, 5], strong),
        hard('h', [0, 10]),
      ],
      { sessions },
    );
    expect(told(input)).toEqual({
      ...{ h: '0-10', d: '10-15', b: '15-20', a: '20-25', i: '25-30', j: '30-35' },
    });
  });

  it('fills a part by class, then the place given, then tier, then id', () => {
    const input = day(
      [
        item('d', 1, { order: 1 }),
        item('c', 1, { order: 1 }),
        item('e', 1, { order: 1, rank: 0 }),
        item('f', 1, { order: 0, rank: 2 }),
        item('g', 1, { ...strong, order: 7 }),
      ],
      { sessions },
    );
    expect(told(input)).toEqual({ g: '0-1', f: '1-2', e: '2-3', c: '3-4', d: '4-5' });
  });

  it('opens parts in order, each when the one before is done and its anchor has come', () => {
    const parts = [
      { budgetMs: 30, anchorMs: null },
      { budgetMs: 30, anchorMs: 20 },
      { budgetMs: 30, anchorMs: null },
    ];
    const input = day([item('a', 10), item('b', 10, { part: 1 }), item('c', 5, { part: 2 })], {
      sessions: [session([0, 60], { parts })],
    });
    expect(told(input)).toEqual({ a: '0-10', b: '20-30', c: '30-35' });
    const long = { ...input, blocks: [item('a', 25), ...input.blocks.slice(1)] };
    expect(told(long)).toEqual({ a: '0-25', b: '25-35', c: '35-40' });
    expect(told({ ...input, blocks: input.blocks.slice(2) })).toEqual({ c: '0-5' });
  });

  it('lets a shorter block of the part air before a longer one, but no later part', () => {
    const parts = [
      { budgetMs: 60, anchorMs: null },
      { budgetMs: 60, anchorMs: null },
    ];
    const input = day(
      [item('a', 15), item('b', 6, { order: 1 }), item('c', 3, { part: 1 }), hard('h', [10, 10])],
      { sessions: [session([0, 60], { parts })] },
    );
    expect(told(input)).toEqual({ a: '20-35', b: '0-6', c: '35-38', h: '10-20' });
  });

  it('ends the room of a session’s block with the session and with what its payer has left', () => {
    const parts = [
      { budgetMs: 12, anchorMs: null },
      { budgetMs: 50, anchorMs: null },
    ];
    const input = (more: object) =>
      day([item('a', 40, { ...cutTo(5), ...more })], {
        sessions: [session([0, 30], { parts })],
      });
    expect(told(input({}))).toEqual({ a: '0-12' });
    expect(told(input({ payer: 1 }))).toEqual({ a: '0-30' });
    expect(told(input({ part: 1, payer: 0 }))).toEqual({ a: '0-12' });
  });

  it('leaves room for a stronger soft block that waits until its last possible start', () => {
    const input = (maxDelayMs: number) =>
      day([item('i', 30), item('j', 8, { order: 1 }), soft('a', [10, maxDelayMs, 5], strong)], {
        sessions,
      });
    expect(told(input(20))).toEqual({ i: '0-30', j: '35-43', a: '30-35' });
    expect(told(input(19))).toEqual({ i: '15-45', j: '0-8', a: '10-15' });
  });

  it('leaves that room before the hard block that took the last part of its window', () => {
    const input = day([hard('h', [16, 14]), soft('a', [5, 13, 5], strong), item('i', 14)], {
      sessions,
    });
    expect(told(input)).toEqual({ h: '16-30', a: '5-10', i: '30-44' });
  });

  it('leaves no room for a soft block that is as strong, or that cannot begin any more', () => {
    const input = day([item('i', 30), soft('a', [10, 5, 5])], { sessions });
    expect(told(input)).toEqual({ i: '0-30', a: 'beaten by i' });
    const held = day([item('i', 20), soft('a', [3, 5, 10], strong)], {
      sessions: [session([5, 60])],
      kept: [from(7, 8), from(9, 10)],
    });
    expect(told(held)).toEqual({ i: '10-30', a: 'beaten' });
  });

  it('leaves room for a hard block that went on as a soft one', () => {
    const waits = { ...cutTo(3), whenBeaten: 'queue', maxDelayMs: 14 } as const;
    const input = (more: object) =>
      day(
        [
          hard('a', [30, 10], { ...strong, rank: 0 }),
          hard('b', [25, 10], { ...waits, ...more }),
          item('i', 30),
          item('j', 2, { order: 1 }),
        ],
        { sessions: [session([0, 80])] },
      );
    expect(told(input(strong))).toEqual({ a: '30-40', b: '25-30', i: '40-70', j: '0-2' });
    expect(told(input({}))).toEqual({ a: '30-40', b: 'beaten by i', i: '0-30', j: '40-42' });
  });
});

describe('leaving', () => {
  const reasonIn = (blocks: ReturnType<typeof item>[], more: Parameters<typeof day>[1]) =>
    told(day(blocks, more));

  it('is for no_session where the session is not on this day, part_missing where a part is not', () => {
    const blocks = [
      item('a', 5, { sessionId: 'x' }),
      item('b', 5, { part: 1, payer: 0 }),
      item('c', 5, { payer: 1 }),
    ];
    expect(reasonIn(blocks, { sessions: [session([0, 30])] })).toEqual({
      ...{ a: 'no_session', b: 'part_missing', c: 'part_missing' },
    });
  });

  it('is for part_full as soon as the payer has too little left, which makes way for the next part', () => {
    const parts = [
      { budgetMs: 12, anchorMs: null },
      { budgetMs: 20, anchorMs: null },
    ];
    const blocks = [item('a', 10), item('b', 3, { order: 1 }), item('c', 5, { part: 1 })];
    expect(reasonIn(blocks, { sessions: [session([0, 60], { parts })] })).toEqual({
      ...{ a: '0-10', b: 'part_full', c: '10-15' },
    });
  });

  it('is for session_full as soon as no free stretch is long enough, not only at the end', () => {
    const parts = [
      { budgetMs: 60, anchorMs: null },
      { budgetMs: 60, anchorMs: null },
    ];
    const blocks = [
      item('a', 20),
      item('b', 4, { part: 1 }),
      hard('h', [15, 5]),
      hard('k', [35, 10], strong),
    ];
    expect(reasonIn(blocks, { sessions: [session([0, 50], { parts })] })).toEqual({
      ...{ a: 'session_full', b: '0-4', h: '15-20', k: '35-45' },
    });
  });

  it('is for part_full rather than session_full where both hold', () => {
    const parts = [{ budgetMs: 5, anchorMs: null }];
    expect(reasonIn([item('a', 90)], { sessions: [session([0, 60], { parts })] })).toEqual({
      a: 'part_full',
    });
  });

  it('is for quiet_hours where the session would have had the air but for them', () => {
    const sessions = [session([0, 40])];
    const blocks = [item('a', 25)];
    expect(reasonIn(blocks, { sessions, quiet: [from(20, 30)] })).toEqual({ a: 'quiet_hours' });
    expect(reasonIn(blocks, { sessions, quiet: [from(20, 30)], kept: [from(0, 16)] })).toEqual({
      a: 'session_full',
    });
    const beside = [item('a', 15), hard('h', [14, 2])];
    expect(reasonIn(beside, { sessions: [session([0, 30])], quiet: [from(10, 12)] }).a).toBe(
      'session_full',
    );
  });

  it('is for session_full where the quiet hours are not to blame any more', () => {
    const blocks = [item('i', 25), item('a', 10, { order: 1 })];
    const quiet = [from(26, 27)];
    expect(reasonIn(blocks, { sessions: [session([0, 30])], quiet }).a).toBe('session_full');
    expect(reasonIn(blocks, { sessions: [session([0, 35])], quiet }).a).toBe('quiet_hours');
  });

  it('is for quiet_hours where a soft block would have run into them from its wish', () => {
    const blocks = [soft('a', [0, 0, 20]), hard('h', [0, 5])];
    expect(reasonIn(blocks, { quiet: [from(15, 30)] })).toEqual({ a: 'quiet_hours', h: '0-5' });
    expect(reasonIn(blocks, { quiet: [from(20, 30)] })).toEqual({ a: 'beaten by h', h: '0-5' });
  });

  it('names nobody where a soft block’s wish is silent', () => {
    const blocks = [soft('a', [10, 0, 10]), soft('b', [0, 0, 10]), hard('h', [12, 5])];
    expect(reasonIn(blocks, {})).toEqual({ a: 'beaten', b: '0-10', h: '12-17' });
  });

  it('names for a beaten soft block whoever sounds at its wish when the sweep has ended', () => {
    const sessions = [session([0, 60])];
    const blocks = [item('i', 30), soft('a', [10, 5, 5])];
    expect(reasonIn(blocks, { sessions })).toEqual({ i: '0-30', a: 'beaten by i' });
    expect(reasonIn(blocks, { sessions, dayCapMs: 10 })).toEqual({
      ...{ i: 'day_cap', a: 'beaten by i' },
    });
  });
});

describe('limits', () => {
  it('silence the weakest of a session, of equals the one that starts last', () => {
    const input = day(
      [
        item('a', 10, { rank: 2 }),
        item('b', 10, { order: 1 }),
        item('c', 10, { order: 2 }),
        hard('h', [40, 15], { rank: 5 }),
      ],
      { sessions: [session([0, 60], { capMs: 15 })] },
    );
    expect(told(input)).toEqual({
      ...{ a: 'session_cap', b: '10-20', c: 'session_cap', h: '40-55' },
    });
  });

  it('then silence the weakest of the day, and fill nothing again', () => {
    const input = day(
      [
        item('a', 10),
        item('b', 10, { order: 1 }),
        soft('c', [0, 9, 3], { rank: 2 }),
        hard('h', [40, 15], { rank: 3 }),
      ],
      { sessions: [session([0, 60], { capMs: 10 })], dayCapMs: 10, kept: [from(900, 990)] },
    );
    expect(told(input)).toEqual({
      ...{ a: '0-10', b: 'session_cap', c: 'beaten by a', h: 'day_cap' },
    });
  });
});
