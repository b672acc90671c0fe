import type {
  Block,
  PlacedSession,
  PlacementInput,
  Span,
  Wish,
} from '../../core/placement/placement.ts';
import type { Chance } from '../support/random-recurrence.ts';
import { chanceOf, pick } from '../support/random-recurrence.ts';

const whole = (chance: Chance, min: number, max: number) =>
  min + Math.floor(chance() * (max - min + 1));

/** How the days of one seed are coloured, so that each kind of edge meets others of its kind. */
interface Mood {
  /** Instants that many things want: ties and touching spans come from here. */
  edges: number[];
  lengths: number[];
  classes: Block['class'][];
  ranks: number[];
  kinds: Wish['kind'][];
  shrinks: number;
}

const dayMs = 200;

function moodOf(chance: Chance): Mood {
  const step = pick(chance, [1, 5, 10, 10, 20]);
  const edges = Array.from(
    { length: whole(chance, 3, 9) },
    () => whole(chance, -20 / step, dayMs / step) * step,
  );
  return {
    edges: chance() < 0.2 ? [...edges, dayMs, dayMs - 1, dayMs + 5] : edges,
    lengths: Array.from({ length: whole(chance, 1, 4) }, () => whole(chance, 1, 40 / step) * step),
    classes: pick(chance, [['normal'], ['normal', 'normal', 'priority'], ['normal', 'priority']]),
    ranks: pick(chance, [[0], [0, 1], [0, 1, 2, 3]]),
    kinds: pick(chance, [
      ['hard', 'soft', 'session', 'session'],
      ['hard', 'soft', 'session', 'session'],
      ['soft', 'session'],
      ['hard', 'soft'],
      ['hard'],
      ['session'],
    ]),
    shrinks: pick(chance, [0, 0.2, 0.6]),
  };
}

/** An instant that something else may have too, or close by, or that ends where something else begins. */
function instant(chance: Chance, mood: Mood): number {
  const edge = pick(chance, mood.edges);
  const sort = chance();
  if (sort < 0.55) return edge;
  if (sort < 0.7) return edge - pick(chance, mood.lengths);
  if (sort < 0.85) return edge + pick(chance, mood.lengths);
  return sort < 0.92 ? edge + pick(chance, [-1, 1]) : whole(chance, -20, dayMs + 20);
}

function spans(chance: Chance, mood: Mood, most: number): Span[] {
  return Array.from({ length: whole(chance, 0, most) }, () => {
    const fromMs = instant(chance, mood);
    return { fromMs, toMs: fromMs + pick(chance, [...mood.lengths, whole(chance, 1, 50)]) };
  });
}

/** In order, and each kept only where the ones before are over; touching ones stay. */
function apart<T>(all: readonly T[], spanOf: (one: T) => Span): T[] {
  const sorted = all.toSorted((a, b) => spanOf(a).fromMs - spanOf(b).fromMs);
  return sorted.reduce<T[]>((kept, one) => {
    const last = kept.at(-1);
    return last === undefined || spanOf(last).toMs <= spanOf(one).fromMs ? [...kept, one] : kept;
  }, []);
}

function randomSession(chance: Chance, mood: Mood, id: string): PlacedSession {
  const startMs = instant(chance, mood);
  const latestEndMs = startMs + whole(chance, 1, 12) * 10;
  const parts = Array.from({ length: whole(chance, chance() < 0.05 ? 0 : 1, 3) }, () => ({
    budgetMs: pick(chance, [
      pick(chance, mood.lengths) * whole(chance, 0, 3),
      pick(chance, mood.lengths) + pick(chance, mood.lengths),
      whole(chance, 0, 80),
      200,
    ]),
    anchorMs:
      chance() < 0.65
        ? null
        : pick(chance, [instant(chance, mood), startMs + whole(chance, 0, 60)]),
  }));
  const capMs =
    chance() < 0.75 ? null : pick(chance, [whole(chance, 0, 80), pick(chance, mood.lengths) * 2]);
  return { id, startMs, latestEndMs, parts, capMs };
}

function randomWish(chance: Chance, mood: Mood, sessions: readonly PlacedSession[]): Wish {
  const kind = pick(chance, mood.kinds);
  if (kind === 'session') {
    const session = sessions.length > 0 && chance() > 0.04 ? pick(chance, sessions) : undefined;
    const parts = session?.parts.length ?? 1;
    const part = chance() < 0.04 ? parts : whole(chance, 0, Math.max(0, parts - 1));
    return { kind, sessionId: session?.id ?? 'unknown', part, order: whole(chance, 0, 2) };
  }
  return {
    kind,
    // A wish is on its day.
    atMs: Math.min(instant(chance, mood), dayMs - 1),
    maxDelayMs: pick(chance, [0, pick(chance, mood.lengths), whole(chance, 0, 60), 300]),
    whenBeaten: pick(chance, ['queue', 'skip']),
  };
}

function randomBlock(chance: Chance, mood: Mood, wish: Wish, id: string): Block {
  const durationMs = chance() < 0.02 ? dayMs + 50 : pick(chance, mood.lengths);
  return {
    id,
    class: pick(chance, mood.classes),
    rank: pick(chance, mood.ranks),
    durationMs,
    shortestMs: chance() < mood.shrinks ? whole(chance, 1, durationMs) : durationMs,
    wish,
  };
}

/**
 * A day of about 200 ms that looks for edges: few instants and lengths that many share. The same seed
 * gives the same day.
 */
export function randomPlacement(seed: number): PlacementInput {
  const chance = chanceOf(seed);
  const mood = moodOf(chance);
  const ids = ['s1', 's2', 's3'].slice(0, whole(chance, 1, 3));
  const sessions = apart(
    ids.map((id) => randomSession(chance, mood, id)),
    (session) => ({ fromMs: session.startMs, toMs: session.latestEndMs }),
  );
  const count = chance() < 0.05 ? 25 : whole(chance, 0, 9);
  const blocks: Block[] = [];
  for (let index = 0; index < count; index++) {
    const id = `${pick(chance, ['a', 'B', 'c'])}${index}`;
    const last = blocks.at(-1);
    if (last !== undefined && chance() < 0.15) blocks.push({ ...last, id });
    else blocks.push(randomBlock(chance, mood, randomWish(chance, mood, sessions), id));
  }
  return {
    fromMs: chance() < 0.75 ? -60 : instant(chance, mood),
    midnightMs: dayMs,
    kept: apart(spans(chance, mood, chance() < 0.5 ? 0 : 3), (span) => span),
    sessions: chance() < 0.5 ? sessions : sessions.toReversed(),
    blocks,
    quiet: spans(chance, mood, chance() < 0.6 ? 0 : 2),
    dayCapMs: chance() < 0.8 ? null : whole(chance, 0, 120),
  };
}
