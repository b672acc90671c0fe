import { beforeAll, describe, expect, it } from 'vitest';

import type {
  Block,
  Outcome,
  PlacedSession,
  PlacementInput,
  Span,
  Wish,
} from '../../../../core/placement/placement.ts';
import { describeInput, shrink } from '../../../oracle/compare.ts';
import { placeByHand, sweptByHand } from '../../../oracle/placement-oracle.ts';
import { randomPlacement } from '../../../oracle/random-placement.ts';

// Fewer than are compared with the engine: each is placed several times.
const count = Math.ceil(Number(process.env['LOA_TIMETABLES'] ?? 2_000) / 5);
const seed = Number(process.env['LOA_SEED'] ?? Math.floor(Math.random() * 1e9));

interface Aired extends Span {
  block: Block;
  wish: Wish;
  soundMs: number;
  latestStartAt: number;
  isMoved: boolean;
  sessionId: string | null;
  isGuest: boolean;
}

/** A day, what became of its blocks, and how it stood before limits and guests. */
interface Placed {
  input: PlacementInput;
  outcomes: Outcome[];
  aired: Aired[];
  swept: ReturnType<typeof sweptByHand>;
}

const blockOf = (input: PlacementInput, id: string): Block =>
  input.blocks.find((block) => block.id === id)!;

function placed(input: PlacementInput): Placed {
  const outcomes = placeByHand(input);
  const aired = outcomes.flatMap((one) => {
    if ('reason' in one) return [];
    const block = blockOf(input, one.id);
    const { wish } = block;
    const isGuest = wish.kind === 'guest' || (wish.kind === 'session' && one.isMoved);
    return [
      { ...one, block, wish, isGuest, fromMs: one.startsAt, toMs: one.startsAt + one.soundMs },
    ];
  });
  return { input, outcomes, aired, swept: sweptByHand(input) };
}

const leftFor = ({ input, outcomes }: Placed, ...reasons: string[]) =>
  outcomes.flatMap((one) =>
    'reason' in one && reasons.includes(one.reason) ? [blockOf(input, one.id)] : [],
  );

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const overlaps = (a: Span, b: Span) => a.fromMs < b.toMs && b.fromMs < a.toMs;
const isFree = (taken: readonly Span[], air: Span) => taken.every((span) => !overlaps(span, air));
const covers = (span: Span, atMs: number) => span.fromMs <= atMs && atMs < span.toMs;
const soundOf = (some: readonly Span[]) =>
  some.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
const strengthOf = (block: Block) => (block.class === 'priority' ? 0 : 1000) + block.rank;
const isWeaker = (a: Block, b: Block) => strengthOf(a) > strengthOf(b);

function shortestOf({ durationMs, shrink: how }: Block): number {
  if (how.by === 'cutting') return how.shortestMs;
  return how.by === 'steps' && how.lengthsMs.length > 0 ? Math.min(...how.lengthsMs) : durationMs;
}

/** The instants at which a block with a wish may begin and air its shortest beside what is held. */
function startsOf(input: PlacementInput, held: readonly Span[], block: Block): number[] {
  const { wish } = block;
  if (wish.kind !== 'hard' && wish.kind !== 'soft') return [];
  const instants = Array.from({ length: wish.maxDelayMs + 1 }, (_, at) => wish.atMs + at);
  return instants.filter(
    (fromMs) =>
      fromMs >= input.fromMs &&
      fromMs < input.midnightMs &&
      isFree(held, { fromMs, toMs: fromMs + shortestOf(block) }),
  );
}

const always = (sentence: string, holds: (day: Placed) => boolean) =>
  it(`${sentence}, from seed ${seed}`, { timeout: 3_600_000 }, () => {
    const breaking = days.findIndex((day) => !holds(day));
    expect(breaking < 0 ? null : explain(breaking, holds)).toBeNull();
  });

/** The day made as simple as it can be and still break the property. */
function explain(at: number, holds: (day: Placed) => boolean): string {
  const simple = shrink(days[at]!.input, (smaller) => !holds(placed(smaller)));
  const result = placeByHand(simple).map((one) => JSON.stringify(one));
  return [`seed ${seed + at}`, describeInput(simple), ...result].join('\n');
}

let days: Placed[] = [];
beforeAll(() => {
  days = Array.from({ length: count }, (_, at) => placed(randomPlacement(seed + at)));
}, 3_600_000);

describe('placement as ADR 16 words it', () => {
  always('gives each block one outcome, by id', ({ input, outcomes }) =>
    same(
      outcomes.map(({ id }) => id),
      input.blocks.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1)),
    ),
  );
  always('does not care in which order things are given', ({ input, outcomes }) => {
    const blocks = input.blocks
      .toReversed()
      .map((block) => ({ ...block, guestIn: block.guestIn.toReversed() }));
    const sessions = input.sessions.toReversed();
    return same(
      outcomes,
      placeByHand({ ...input, blocks, sessions, quiet: input.quiet.toReversed() }),
    );
  });
  always('lets nothing overlap, nor begin before it may', ({ input, aired }) => {
    const spans = [...aired, ...input.kept].toSorted((a, b) => a.fromMs - b.fromMs);
    const isApart = spans.every((span, at) => at === 0 || spans[at - 1]!.toMs <= span.fromMs);
    return isApart && aired.every(({ fromMs }) => fromMs >= input.fromMs);
  });
  always('lets nothing sound in quiet air', ({ input, aired }) =>
    aired.every((one) => isFree(input.quiet, one)),
  );
  always('never cuts speech, and other things only to a length that they have', ({ aired }) =>
    aired.every(({ block: { durationMs, shrink: how }, soundMs, isGuest }) => {
      if (soundMs === durationMs) return true;
      if (how.by === 'nothing' || isGuest) return false;
      if (how.by === 'steps') return how.lengthsMs.includes(soundMs);
      return how.shortestMs <= soundMs && soundMs < durationMs;
    }),
  );
  always('starts what has a wish within its window', ({ input, aired }) =>
    aired.every(({ block: { durationMs }, wish, fromMs, toMs, isMoved }) => {
      if (wish.kind === 'session' || wish.kind === 'guest') return true;
      const isShortened = wish.kind === 'hard' && wish.whenBeaten === 'shorten';
      const isRight = isShortened
        ? toMs <= wish.atMs + durationMs
        : fromMs <= wish.atMs + wish.maxDelayMs && fromMs < input.midnightMs;
      const isSkipped = wish.kind === 'hard' && wish.whenBeaten === 'skip';
      return isRight && isMoved === fromMs > wish.atMs && (!isMoved || !isSkipped);
    }),
  );
});

describe('a session as ADR 16 words it', () => {
  const inSession = (day: Placed, { id }: PlacedSession) =>
    day.aired.filter(({ sessionId }) => sessionId === id);
  const everySession = (holds: (own: Aired[], session: PlacedSession, day: Placed) => boolean) => {
    return (day: Placed) =>
      day.input.sessions.every((session) => holds(inSession(day, session), session, day));
  };
  const partOf = ({ wish }: Aired) => (wish.kind === 'session' ? wish.part : 0);
  const payerIn = ({ id }: PlacedSession, { block, wish, isGuest }: Aired) => {
    if (!isGuest && wish.kind === 'session') return wish.payer;
    return block.guestIn.find(({ sessionId }) => sessionId === id)?.payer;
  };

  always('is named for its blocks and guests alone', ({ aired }) =>
    aired.every(({ wish, sessionId, isGuest, block }) => {
      if (isGuest) return block.guestIn.some((one) => one.sessionId === sessionId);
      return sessionId === (wish.kind === 'session' ? wish.sessionId : null);
    }),
  );
  always(
    'keeps to its hours and the anchors of its parts',
    everySession((own, session) =>
      own.every((one) => {
        const anchorMs = one.isGuest ? null : (session.parts[partOf(one)]?.anchorMs ?? null);
        const beginMs = Math.max(session.startMs, anchorMs ?? session.startMs);
        return one.fromMs >= beginMs && one.toMs <= session.latestEndMs;
      }),
    ),
  );
  always(
    'airs its parts in order, guests aside',
    everySession((own) => {
      const blocks = own.filter(({ isGuest }) => !isGuest);
      return blocks.every((a) => blocks.every((b) => partOf(a) >= partOf(b) || a.toMs <= b.fromMs));
    }),
  );
  always(
    'spends of each part no more than its budget',
    everySession((own, session) => {
      const isPaid = session.parts.every(
        ({ budgetMs }, part) =>
          soundOf(own.filter((one) => payerIn(session, one) === part)) <= budgetMs,
      );
      return isPaid && own.every((one) => session.parts[payerIn(session, one)!] !== undefined);
    }),
  );
  always(
    'keeps to its cap, and silences the weaker first',
    everySession((own, { id, capMs }, day) => {
      const left = leftFor(day, 'session_cap').filter(
        ({ wish }) => wish.kind === 'session' && wish.sessionId === id,
      );
      return (
        (capMs === null || soundOf(own) <= capMs) &&
        left.every((gone) => own.every((one) => one.isGuest || !isWeaker(one.block, gone)))
      );
    }),
  );
});

describe('a day as ADR 16 words it', () => {
  always('keeps to its cap, and silences the weaker first', (day) => {
    const { input, aired } = day;
    return (
      (input.dayCapMs === null || soundOf(aired) <= input.dayCapMs) &&
      leftFor(day, 'day_cap').every((gone) =>
        aired.every((one) => one.isGuest || !isWeaker(one.block, gone)),
      )
    );
  });
  always('gives the last start at which a block still ends in time', ({ input, aired }) =>
    aired.every((one) => {
      const { block, wish, fromMs, toMs, soundMs, latestStartAt, sessionId } = one;
      const isHard = wish.kind === 'hard' && (wish.whenBeaten !== 'queue' || !one.isMoved);
      const next = [...aired, ...input.kept, ...input.quiet].filter((span) => span.fromMs >= toMs);
      const session = input.sessions.find(({ id }) => id === sessionId);
      const isInTime = (atMs: number) =>
        next.every((span) => atMs + soundMs <= span.fromMs) &&
        (session === undefined || atMs + soundMs <= session.latestEndMs) &&
        (wish.kind === 'session' ||
          wish.kind === 'guest' ||
          (atMs <= wish.atMs + wish.maxDelayMs && atMs < input.midnightMs));
      // A hard block that went on as soft and got its instant after all is soft.
      const isLast =
        latestStartAt >= fromMs && isInTime(latestStartAt) && !isInTime(latestStartAt + 1);
      return isLast || (isHard && latestStartAt === fromMs && block.wish === wish);
    }),
  );
});

/** What has a window and was not left out before the sweep, with the air that it found held. */
const softOf = ({ input, swept: { seats } }: Placed) => {
  const hard = seats.filter((seat) => seat.as === 'hard');
  const soft = input.blocks.filter(({ id, wish }) => {
    if (wish.kind !== 'soft' && wish.kind !== 'hard') return false;
    if (wish.kind === 'hard' && wish.whenBeaten !== 'queue') return false;
    return (
      wish.atMs + wish.maxDelayMs >= input.fromMs &&
      (wish.kind === 'soft' || wish.atMs >= input.fromMs) &&
      !input.quiet.some((span) => covers(span, wish.atMs)) &&
      !hard.some((seat) => seat.block.id === id)
    );
  });
  return { soft, hard, always: [...input.kept, ...input.quiet] };
};

describe('a soft block as ADR 16 words it', () => {
  always('keeps a start beside all weaker hard blocks, if it had one without them', (day) => {
    const { soft, hard, always: held } = softOf(day);
    return soft
      .filter(({ wish }) => wish.kind === 'soft')
      .every((block) => {
        const stronger = hard.filter((seat) => !isWeaker(seat.block, block));
        const isPossible = (taken: readonly Span[]) =>
          startsOf(day.input, [...held, ...taken], block).length > 0;
        return !isPossible(stronger) || isPossible(hard);
      });
  });
  always('has its last possible start taken by nothing weaker while it waits', (day) => {
    const { soft, hard, always: held } = softOf(day);
    const seats = day.swept.seats.filter((seat) => seat.as !== 'hard');
    return soft.every((block) => {
      const lastMs = startsOf(day.input, [...held, ...hard], block).at(-1);
      const own = seats.find((seat) => seat.block.id === block.id);
      return seats
        .filter((seat) => isWeaker(seat.block, block))
        .filter((seat) => own === undefined || seat.fromMs < own.fromMs)
        .every((seat) => lastMs === undefined || !covers(seat, lastMs));
    });
  });
  always('airs wherever it can when all others are weaker', ({ input }) =>
    input.blocks
      .filter(({ wish }) => wish.kind === 'soft')
      .every((block) => {
        const weaker = input.blocks.filter((other) => isWeaker(other, block));
        const day = placed({ ...input, blocks: [block, ...weaker], dayCapMs: null });
        const held = [...input.kept, ...input.quiet];
        const isWished = softOf(day).soft.includes(block);
        const isPossible = isWished && startsOf(input, held, block).length > 0;
        return isPossible === day.aired.some((one) => one.block === block);
      }),
  );
  always('is not left out where it had room, if there are but two strengths', ({ input }) => {
    const blocks = input.blocks.map((block) => ({ ...block, rank: 0 }));
    const day = placed({ ...input, blocks });
    const { soft, always: held } = softOf(day);
    return soft
      .filter(({ id }) => day.swept.left.has(id))
      .every((block) => startsOf(input, [...held, ...day.swept.seats], block).length === 0);
  });
});

describe('who leaves, as ADR 16 words it', () => {
  always('names as beaten only what was, and by whom', ({ input, outcomes, swept: { seats } }) =>
    outcomes.every((one) => {
      if (!('reason' in one) || one.beatenBy === null) return true;
      const [block, by] = [blockOf(input, one.id), blockOf(input, one.beatenBy)];
      const { wish } = block;
      if (one.reason !== 'beaten' || wish.kind === 'session' || wish.kind === 'guest') return false;
      const seat = seats.find((other) => other.block.id === by.id);
      if (wish.kind === 'soft' || wish.whenBeaten === 'queue') return covers(seat!, wish.atMs);
      const whole = { fromMs: wish.atMs, toMs: wish.atMs + block.durationMs };
      const isInTheWay = seat?.as === 'hard' && overlaps(seat, whole) && !isWeaker(by, block);
      return isInTheWay || (by.wish.kind === 'soft' && isWeaker(block, by));
    }),
  );
  always('is the same without what left at once, or found no room as a guest', (day) => {
    const { input, outcomes } = day;
    const leftAtOnce = leftFor(day, 'no_session', 'part_missing', 'too_late', 'no_room');
    const inQuiet = leftFor(day, 'quiet_hours').filter(({ wish }) => {
      if (wish.kind === 'hard') return true;
      return wish.kind === 'soft' && input.quiet.some((span) => covers(span, wish.atMs));
    });
    const unpaid = leftFor(day, 'part_full').filter((block) => {
      const { wish } = block;
      if (wish.kind !== 'session') return false;
      const session = input.sessions.find(({ id }) => id === wish.sessionId);
      return shortestOf(block) > session!.parts[wish.payer]!.budgetMs;
    });
    return [...leftAtOnce, ...inQuiet, ...unpaid].every((block) =>
      same(
        outcomes.filter(({ id }) => id !== block.id),
        placeByHand({ ...input, blocks: input.blocks.filter((other) => other !== block) }),
      ),
    );
  });
  always('is the same without a beaten block, where all are equally strong', ({ input }) => {
    const blocks = input.blocks.map((block) => ({ ...block, class: 'normal' as const, rank: 0 }));
    const day = placed({ ...input, blocks });
    return leftFor(day, 'beaten').every((block) =>
      same(
        day.outcomes.filter(({ id }) => id !== block.id),
        placeByHand({ ...input, blocks: blocks.filter((other) => other !== block) }),
      ),
    );
  });
  always('displaces nobody by guests', ({ input, outcomes, aired }) => {
    const blocks = input.blocks
      .filter(({ wish }) => wish.kind !== 'guest')
      .map((block) => ({ ...block, guestIn: [] }));
    const alone = placeByHand({ ...input, blocks });
    return alone.every((without) => {
      const withGuests = outcomes.find(({ id }) => id === without.id)!;
      if ('reason' in without) {
        // Either it still left, or it is a guest now.
        const isGuest = aired.some(({ block, isGuest }) => isGuest && block.id === without.id);
        const reasons = ['part_full', 'session_full', 'session_cap'];
        return same(without, withGuests) || (isGuest && reasons.includes(without.reason));
      }
      if ('reason' in withGuests) return false;
      // A guest may be what comes next: only up to when a late start is right may change.
      const { latestStartAt } = withGuests;
      return (
        latestStartAt <= without.latestStartAt && same({ ...without, latestStartAt }, withGuests)
      );
    });
  });
});
