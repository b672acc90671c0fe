import type { Block, PlacedSession, Span, Wish } from '../../core/placement/placement.ts';
import type { Chance } from '../support/random-recurrence.ts';
import { pick } from '../support/random-recurrence.ts';

/** Blocks that get in each other's way as chance alone seldom has it, and what makes them do so. */
export interface Plot {
  blocks: Omit<Block, 'id'>[];
  quiet: Span[];
  dayCapMs?: number;
}

type Instant = 'hard' | 'soft';

/** What plots are made of. */
interface Scene {
  chance: Chance;
  atMs: number;
  lengthMs: number;
  sessions: readonly PlacedSession[];
}

const plain = {
  class: 'normal' as const,
  rank: 0,
  shrink: { by: 'nothing' as const },
  guestIn: [],
};

const at = (
  kind: Instant,
  atMs: number,
  whenBeaten: 'queue' | 'skip' | 'shorten' = 'skip',
  maxDelayMs = 0,
): Wish => ({ kind, atMs, whenBeaten, maxDelayMs });

/** A block that may become shorter lies over equal gaps, or nearly equal ones. */
function gaps({ chance, atMs, lengthMs }: Scene): Plot {
  const shortestMs = pick(chance, [1, lengthMs, 2 * lengthMs]);
  const shrink = pick(chance, [
    { by: 'cutting' as const, shortestMs },
    { by: 'steps' as const, lengthsMs: [2 * lengthMs, lengthMs] },
  ]);
  const durationMs = 5 * lengthMs;
  const inTheWay = pick(chance, [[2], [1, 3], [0, 2, 4], [0, 3]]).map((gap) => ({
    ...plain,
    class: 'priority' as const,
    durationMs: lengthMs,
    wish: at('hard', atMs + gap * lengthMs + pick(chance, [0, 0, 0, 1])),
  }));
  const soft = {
    ...plain,
    class: 'priority' as const,
    durationMs: lengthMs,
    wish: at(
      'soft',
      atMs + pick(chance, [0, 1, 2]) * lengthMs,
      'skip',
      pick(chance, [0, lengthMs]),
    ),
  };
  const shortened = { ...plain, durationMs, shrink, wish: at('hard', atMs, 'shorten') };
  return { blocks: [shortened, ...inTheWay, ...(chance() < 0.4 ? [soft] : [])], quiet: [] };
}

/** A strong hard block loses its instant and goes on as soft among weaker ones. */
function queue({ chance, atMs, lengthMs }: Scene): Plot {
  const strong = {
    ...plain,
    class: 'priority' as const,
    rank: 1,
    durationMs: lengthMs,
    shrink: pick(chance, [plain.shrink, { by: 'cutting' as const, shortestMs: 1 }]),
    wish: at('hard', atMs, 'queue', pick(chance, [1, 2, 3]) * lengthMs),
  };
  const inTheWay = {
    ...plain,
    class: 'priority' as const,
    durationMs: lengthMs,
    wish: at('hard', atMs + pick(chance, [0, Math.floor(lengthMs / 2), lengthMs - 1])),
  };
  const weakHard = [1, 2, 3].map((step) => ({
    ...plain,
    durationMs: lengthMs,
    wish: at('hard', atMs + step * lengthMs, pick(chance, ['queue', 'skip'])),
  }));
  const weakSoft = {
    ...plain,
    durationMs: lengthMs * pick(chance, [1, 2]),
    shrink: { by: 'cutting' as const, shortestMs: 1 },
    wish: at('soft', atMs - pick(chance, [1, 2]) * lengthMs, 'queue', lengthMs * 3),
  };
  const others = [...weakHard, weakSoft].filter(() => chance() < 0.5);
  return { blocks: [strong, inTheWay, ...others], quiet: [] };
}

/** A hard block that quiet air shortens loses its instant; behind the quiet air there is room. */
function quietAhead({ chance, atMs, lengthMs }: Scene): Plot {
  const quiet = { fromMs: atMs + 2 * lengthMs, toMs: atMs + 3 * lengthMs };
  const long = {
    ...plain,
    durationMs: 3 * lengthMs,
    shrink: pick(chance, [
      { by: 'cutting' as const, shortestMs: pick(chance, [1, lengthMs, 2 * lengthMs]) },
      { by: 'steps' as const, lengthsMs: [2 * lengthMs, lengthMs] },
    ]),
    wish: at('hard', atMs, pick(chance, ['queue', 'queue', 'shorten']), 300),
  };
  const inTheWay = {
    ...plain,
    class: 'priority' as const,
    durationMs: lengthMs,
    wish: at('hard', atMs + pick(chance, [0, 1]) * lengthMs),
  };
  const soft = {
    ...plain,
    durationMs: 3 * lengthMs,
    shrink: { by: 'cutting' as const, shortestMs: pick(chance, [1, 2 * lengthMs]) },
    wish: at('soft', atMs, 'skip', pick(chance, [0, lengthMs])),
  };
  return { blocks: [long, inTheWay, ...(chance() < 0.4 ? [soft] : [])], quiet: [quiet] };
}

/** What a session has no room for meets guests of the same strength where there is room for few. */
function guests({ chance, lengthMs, sessions }: Scene): Plot {
  const given = sessions.map(({ id }) => ({ sessionId: id, payer: 0 }));
  const [first, second] = sessions.toSorted((a, b) => a.startMs - b.startMs);
  const own = { kind: 'session' as const, sessionId: first?.id ?? '', part: 0, payer: 0, order: 0 };
  const wishes: Wish[] = [{ kind: 'guest' }, { kind: 'guest' }, own, own, own];
  const blocks = wishes.map((wish) => ({
    ...plain,
    class: pick(chance, ['normal' as const, 'normal' as const, 'priority' as const]),
    durationMs: pick(chance, [lengthMs, lengthMs, Math.ceil(lengthMs / 2)]),
    wish,
    guestIn: chance() < 0.5 ? given : given.toReversed(),
  }));
  const laterMs = (second ?? first)?.startMs;
  if (laterMs === undefined || chance() < 0.5) return { blocks, quiet: [] };
  // What the day's cap takes off the air is in the hours of a session.
  const weak = { ...plain, rank: 3, durationMs: lengthMs, wish: at('hard', laterMs) };
  return {
    blocks: [...blocks, weak],
    quiet: [],
    dayCapMs: Math.ceil(lengthMs * pick(chance, [0.5, 1.5, 2, 2.5])),
  };
}

/** The first of a part does not fit before something hard, and a later one does. */
function shorterFirst({ chance, lengthMs, sessions }: Scene): Plot {
  if (sessions.length === 0) return { blocks: [], quiet: [] };
  const { id, startMs } = pick(chance, sessions);
  const own = { kind: 'session' as const, sessionId: id, part: 0, payer: 0 };
  const shortMs = Math.ceil(lengthMs / 2);
  return {
    blocks: [
      { ...plain, durationMs: lengthMs, wish: at('hard', startMs + shortMs) },
      { ...plain, durationMs: lengthMs, wish: { ...own, order: 0 } },
      { ...plain, durationMs: shortMs, wish: { ...own, order: 1 } },
      { ...plain, durationMs: shortMs, wish: { ...own, order: pick(chance, [0, 1]) }, rank: 1 },
    ],
    quiet: [],
  };
}

/** One of the plots, at an instant and made of one length. */
export const randomPlot = (scene: Scene): Plot =>
  pick(scene.chance, [gaps, queue, quietAhead, guests, shorterFirst])(scene);
