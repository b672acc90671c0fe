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
  /** How likely an instant is one of the edges, or one of the lengths away from one. */
  isOnEdge: number;
  lengths: number[];
  classes: Block['class'][];
  ranks: number[];
  kinds: Wish['kind'][];
  /** How likely a block may become shorter. */
  shrinks: number;
  whenBeaten: ('queue' | 'skip' | 'shorten')[];
  delays: (number | 'length' | 'any')[];
  /** How likely a block may be a guest of a session. */
  guests: number;
  /** How likely a session or the day has a cap. */
  caps: number;
}

const dayMs = 200;

function moodOf(chance: Chance): Mood {
  const step = pick(chance, [1, 5, 10, 10, 20, 20]);
  const kinds = pick<Wish['kind'][]>(chance, [
    ['hard', 'soft', 'session', 'session', 'guest'],
    ['hard', 'soft', 'session', 'session'],
    ['hard', 'soft', 'soft', 'session'],
    ['soft', 'session'],
    ['hard', 'soft'],
    ['hard', 'hard', 'soft'],
    ['hard', 'hard', 'hard', 'soft', 'soft'],
    ['session'],
    ['session', 'session', 'guest'],
    ['hard', 'session', 'guest', 'guest'],
  ]);
  // Sometimes all wants to be in the same short while.
  const [minMs, maxMs] = pick(chance, [[-20, dayMs] as const, [60, 120] as const]);
  const edges = Array.from(
    { length: whole(chance, 3, 9) },
    () => whole(chance, minMs / step, maxMs / step) * step,
  );
  return {
    edges: chance() < 0.2 ? [...edges, dayMs, dayMs - 1, dayMs + 5] : edges,
    isOnEdge: pick(chance, [0.85, 1]),
    lengths: [
      ...Array.from({ length: whole(chance, 1, 4) }, () => whole(chance, 1, 40 / step) * step),
      // Long enough to lie over several other things.
      ...(chance() < 0.4 ? [whole(chance, 40 / step, 120 / step) * step] : []),
    ],
    classes: pick(chance, [['normal'], ['normal', 'normal', 'priority'], ['normal', 'priority']]),
    ranks: pick(chance, [[0], [0, 1], [0, 1, 2, 3], [1, 1.5, 2]]),
    kinds,
    shrinks: pick(chance, [0, 0.2, 0.6, 0.9]),
    whenBeaten: pick(chance, [['queue', 'skip', 'shorten'], ['queue'], ['shorten']]),
    delays: pick(chance, [[0, 'length', 'any', 300], ['length', 'any'], ['any'], [300]]),
    guests: kinds.includes('guest') ? 0.9 : pick(chance, [0, 0.4]),
    caps: pick(chance, [0, 0.2, 0.6]),
  };
}

/** An instant that something else may have too, or close by, or that ends where something else begins. */
function instant(chance: Chance, mood: Mood): number {
  const edge = pick(chance, mood.edges);
  if (chance() < mood.isOnEdge) {
    return edge + pick(chance, [0, 0, 0, 0, -1, 1]) * pick(chance, mood.lengths);
  }
  return chance() < 0.5 ? edge + pick(chance, [-1, 1]) : whole(chance, -20, dayMs + 20);
}

function spans(chance: Chance, mood: Mood, most: number): Span[] {
  return Array.from({ length: whole(chance, 0, most) }, () => {
    const fromMs = instant(chance, mood);
    return {
      fromMs,
      toMs:
        fromMs +
        pick(chance, [...mood.lengths, ...(mood.isOnEdge < 1 ? [whole(chance, 1, 50)] : [])]),
    };
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
  const latestEndMs = startMs + pick(chance, [whole(chance, 1, 12), whole(chance, 6, 18)]) * 10;
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
    chance() >= mood.caps
      ? null
      : pick(chance, [whole(chance, 0, 80), pick(chance, mood.lengths) * 2]);
  return { id, startMs, latestEndMs, parts, capMs };
}

/** One of the parts, rarely one that is not there. */
const randomPart = (chance: Chance, session: PlacedSession | undefined) => {
  const parts = session?.parts.length ?? 1;
  return chance() < 0.04 ? parts : whole(chance, 0, Math.max(0, parts - 1));
};

function randomWish(chance: Chance, mood: Mood, sessions: readonly PlacedSession[]): Wish {
  const kind = pick(chance, mood.kinds);
  if (kind === 'guest') return { kind };
  if (kind === 'session') {
    const session = sessions.length > 0 && chance() > 0.04 ? pick(chance, sessions) : undefined;
    const part = randomPart(chance, session);
    const payer = chance() < 0.75 ? part : randomPart(chance, session);
    return { kind, sessionId: session?.id ?? 'unknown', part, payer, order: whole(chance, 0, 2) };
  }
  const delay = pick(chance, mood.delays);
  return {
    kind,
    // A wish is on its day.
    atMs: Math.min(instant(chance, mood), dayMs - 1),
    maxDelayMs:
      delay === 'length'
        ? pick(chance, mood.lengths)
        : delay === 'any'
          ? whole(chance, 0, 60)
          : delay,
    whenBeaten: pick(chance, mood.whenBeaten),
  };
}

function randomShrink(chance: Chance, mood: Mood, durationMs: number): Block['shrink'] {
  if (chance() >= mood.shrinks) return { by: 'nothing' };
  // The lengths of other blocks: where those just fit, this one just fits too.
  const shorter = [
    ...mood.lengths,
    ...Array.from({ length: 3 }, () => whole(chance, 1, durationMs)),
  ];
  if (chance() < 0.5) {
    const shortestMs = pick(chance, [1, durationMs, ...shorter]);
    return { by: 'cutting', shortestMs: Math.min(shortestMs, durationMs) };
  }
  const lengthsMs = [...new Set(shorter)].filter((ms) => ms < durationMs && chance() < 0.6);
  return { by: 'steps', lengthsMs: lengthsMs.toSorted((a, b) => b - a) };
}

/** Sessions to be a guest of, in any order, each at most once; the block's own and unknown ones too. */
function randomGuestIn(chance: Chance, sessions: readonly PlacedSession[]): Block['guestIn'] {
  const offers = sessions
    .filter(() => chance() < 0.7)
    .map((session) => ({ sessionId: session.id, payer: randomPart(chance, session) }));
  if (chance() < 0.05) offers.push({ sessionId: 'unknown', payer: 0 });
  return chance() < 0.5 ? offers : offers.toReversed();
}

function randomBlock(
  chance: Chance,
  mood: Mood,
  sessions: readonly PlacedSession[],
  id: string,
): Block {
  const wish = randomWish(chance, mood, sessions);
  const durationMs = chance() < 0.02 ? dayMs + 50 : pick(chance, mood.lengths);
  const isGuest = wish.kind === 'guest' || (wish.kind === 'session' && chance() < mood.guests);
  return {
    id,
    class: pick(chance, mood.classes),
    rank: pick(chance, mood.ranks),
    durationMs,
    shrink: randomShrink(chance, mood, durationMs),
    wish,
    guestIn: isGuest ? randomGuestIn(chance, sessions) : [],
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
    else blocks.push(randomBlock(chance, mood, sessions, id));
  }
  return {
    fromMs: chance() < 0.85 ? -60 : instant(chance, mood),
    midnightMs: dayMs,
    kept: apart(spans(chance, mood, pick(chance, [0, 0, 2, 4])), (span) => span),
    sessions: chance() < 0.5 ? sessions : sessions.toReversed(),
    blocks,
    quiet: spans(chance, mood, pick(chance, [0, 0, 2, 4])),
    dayCapMs: chance() < mood.caps / 2 ? whole(chance, 0, 160) : null,
  };
}
