import type {
  Block,
  LeftOutReason,
  Outcome,
  PlacedSession,
  PlacementInput,
  Span,
} from '../../core/placement/placement.ts';
import type { Leaving, Seat } from './placement-limits-oracle.ts';
import { byStrength, inClass, limitByHand } from './placement-limits-oracle.ts';

/** What one round of steps 3 to 6 decided. */
interface Round {
  seats: Seat[];
  left: Map<string, Leaving>;
  /** Soft blocks, with the hard ones that went on as soft. */
  soft: Block[];
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** Only hard and soft blocks are asked: those of sessions have no instant of their own. */
const wishOf = (block: Block) =>
  block.wish.kind === 'session'
    ? { atMs: 0, maxDelayMs: 0, whenBeaten: 'skip' as const }
    : block.wish;
/** The order of power among blocks of one kind. */
const byPower = (a: Block, b: Block) =>
  byStrength(a, b) || wishOf(a).atMs - wishOf(b).atMs || byText(a.id, b.id);
const overlaps = (a: Span, b: Span) => a.fromMs < b.toMs && b.fromMs < a.toMs;
const holds = (span: Span, atMs: number) => span.fromMs <= atMs && atMs < span.toMs;

/** Steps 3 and 4. `demoted`: hard blocks that rule 7 took the instant from, and the soft blocks for which. */
function seatHard(input: PlacementInput, demoted: ReadonlyMap<string, string>, round: Round): void {
  const hard = input.blocks.filter((block) => block.wish.kind === 'hard').toSorted(byPower);
  for (const block of hard) {
    const { atMs, whenBeaten } = wishOf(block);
    const air = { fromMs: atMs, toMs: atMs + block.durationMs };
    // Reading: "the earliest one that overlaps" is meant among kept air and hard blocks together.
    const inTheWay = [
      ...input.kept.map((span) => ({ ...span, id: null })),
      ...round.seats.map((seat) => ({ ...seat, id: seat.block.id })),
    ]
      .filter((other) => overlaps(other, air))
      .toSorted((a, b) => a.fromMs - b.fromMs);
    const soft = demoted.get(block.id);
    if (atMs < input.fromMs) round.left.set(block.id, { reason: 'too_late', beatenBy: null });
    else if (soft === undefined && inTheWay.length === 0)
      round.seats.push({ block, by: 'hard', ...air });
    else if (whenBeaten === 'queue') round.soft.push(block);
    else round.left.set(block.id, { reason: 'beaten', beatenBy: soft ?? inTheWay[0]?.id ?? null });
  }
}

/** What is left of a part's budget. */
function budgetLeft(session: PlacedSession, part: number, seats: readonly Seat[]): number {
  const used = seats
    .filter(({ block: { wish } }) => {
      return wish.kind === 'session' && wish.sessionId === session.id && wish.part === part;
    })
    .reduce((sum, seat) => sum + seat.toMs - seat.fromMs, 0);
  return (session.parts[part]?.budgetMs ?? 0) - used;
}

/** Step 6, for one waiting block at one cursor: why it leaves, or null. */
function leavingAt(
  input: PlacementInput,
  block: Block,
  cursorMs: number,
  seats: readonly Seat[],
): LeftOutReason | null {
  const wish = block.wish;
  if (wish.kind !== 'session') {
    // Reading: midnight ends the waiting, but `too_late` asks only for wish + maxDelayMs.
    const lastMs = wish.atMs + wish.maxDelayMs;
    if (lastMs < input.fromMs) return 'too_late';
    return cursorMs > lastMs || cursorMs >= input.midnightMs ? 'beaten' : null;
  }
  const session = input.sessions.find(({ id }) => id === wish.sessionId);
  if (session === undefined) return 'no_session';
  if (session.parts[wish.part] === undefined) return 'part_missing';
  if (block.shortestMs > budgetLeft(session, wish.part, seats)) return 'part_full';
  // Reading: "the air from the cursor to the latest end" is the plain distance, whatever holds it.
  const isOver = cursorMs >= session.latestEndMs;
  if (isOver || cursorMs + block.shortestMs > session.latestEndMs) return 'session_full';
  return null;
}

/** How long a block would sound from the cursor with `roomMs`; null: it does not fit. */
function soundIn(block: Block, roomMs: number): number | null {
  if (block.durationMs <= roomMs) return block.durationMs;
  return block.shortestMs < block.durationMs && block.shortestMs <= roomMs ? roomMs : null;
}

interface Candidate {
  block: Block;
  by: 'soft' | 'session';
  soundMs: number;
}

/** Of a running session, the block that counts at the cursor. */
function sessionCandidate(
  session: PlacedSession,
  waiting: readonly Block[],
  cursorMs: number,
  freeMs: number,
  seats: readonly Seat[],
): Candidate[] {
  if (cursorMs < session.startMs || cursorMs >= session.latestEndMs) return [];
  const inPart = (part: number) =>
    waiting.filter(({ wish }) => {
      return wish.kind === 'session' && wish.sessionId === session.id && wish.part === part;
    });
  const open = session.parts.findIndex((_, part) => inPart(part).length > 0);
  const anchorMs = session.parts[open]?.anchorMs ?? null;
  if (open < 0 || (anchorMs !== null && anchorMs > cursorMs)) return [];
  const orderOf = ({ wish }: Block) => (wish.kind === 'session' ? wish.order : 0);
  const roomMs = Math.min(freeMs, session.latestEndMs - cursorMs, budgetLeft(session, open, seats));
  return inPart(open)
    .toSorted(
      (a, b) =>
        inClass(a) - inClass(b) || orderOf(a) - orderOf(b) || a.rank - b.rank || byText(a.id, b.id),
    )
    .flatMap((block): Candidate[] => {
      const soundMs = soundIn(block, roomMs);
      return soundMs === null ? [] : [{ block, by: 'session', soundMs }];
    })
    .slice(0, 1);
}

/** Step 5 at one cursor in free air: who is seated there. */
function seatAt(
  input: PlacementInput,
  waiting: readonly Block[],
  cursorMs: number,
  seats: readonly Seat[],
): Candidate | undefined {
  const next = [...input.kept, ...seats].map((span) => span.fromMs).filter((ms) => ms >= cursorMs);
  const freeMs = Math.min(...next) - cursorMs;
  const soft = waiting.flatMap((block): Candidate[] => {
    const { atMs, maxDelayMs } = wishOf(block);
    const isInWindow = atMs <= cursorMs && cursorMs <= atMs + maxDelayMs;
    if (block.wish.kind === 'session' || !isInWindow || cursorMs >= input.midnightMs) return [];
    const soundMs = soundIn(block, freeMs);
    return soundMs === null ? [] : [{ block, by: 'soft', soundMs }];
  });
  const ofSessions = input.sessions.flatMap((session) =>
    sessionCandidate(session, waiting, cursorMs, freeMs, seats),
  );
  return [...soft, ...ofSessions].toSorted(
    (a, b) =>
      byStrength(a.block, b.block) ||
      (a.by === 'session' ? 1 : 0) - (b.by === 'session' ? 1 : 0) ||
      byPower(a.block, b.block),
  )[0];
}

/** Steps 3 to 6: every millisecond is asked. */
function sweep(input: PlacementInput, demoted: ReadonlyMap<string, string>): Round {
  const soft = input.blocks.filter(({ wish }) => wish.kind === 'soft');
  const round: Round = { seats: [], left: new Map(), soft };
  seatHard(input, demoted, round);
  let waiting = [...round.soft, ...input.blocks.filter(({ wish }) => wish.kind === 'session')];
  for (let nowMs = input.fromMs; waiting.length > 0; nowMs++) {
    waiting = waiting.filter((block) => {
      const reason = leavingAt(input, block, nowMs, round.seats);
      if (reason !== null) round.left.set(block.id, { reason, beatenBy: null });
      return reason === null;
    });
    if ([...input.kept, ...round.seats].some((span) => holds(span, nowMs))) continue;
    const seated = seatAt(input, waiting, nowMs, round.seats);
    if (seated === undefined) continue;
    const { block, by, soundMs } = seated;
    round.seats.push({ block, by, fromMs: nowMs, toMs: nowMs + soundMs });
    waiting = waiting.filter((other) => other !== block);
  }
  for (const block of round.soft) {
    const leaving = round.left.get(block.id);
    const atWish = round.seats.find((seat) => holds(seat, wishOf(block).atMs));
    if (leaving?.reason === 'beaten') leaving.beatenBy = atWish?.block.id ?? null;
  }
  return round;
}

/** Step 7: the hard block that loses its instant, and for whom; null: none. */
function nextDemotion(round: Round): [string, string] | null {
  const beaten = round.soft
    .filter((block) => round.left.get(block.id)?.reason === 'beaten')
    .toSorted(byPower);
  const weakestFirst = round.seats
    .filter((seat) => seat.by === 'hard')
    .toSorted((a, b) => byPower(b.block, a.block));
  for (const seat of weakestFirst) {
    const victim = beaten.find((block) => {
      const { atMs, maxDelayMs } = wishOf(block);
      const reach = { fromMs: atMs, toMs: atMs + maxDelayMs + block.durationMs };
      return byStrength(block, seat.block) < 0 && overlaps(seat, reach);
    });
    if (victim !== undefined) return [seat.block.id, victim.id];
  }
  return null;
}

/** Step 9: up to when a late start would still be right. */
function latestStartOf(input: PlacementInput, seat: Seat, seats: readonly Seat[]): number {
  if (seat.by === 'hard') return seat.fromMs;
  const soundMs = seat.toMs - seat.fromMs;
  const { wish } = seat.block;
  const session =
    wish.kind === 'session' ? input.sessions.find(({ id }) => id === wish.sessionId) : undefined;
  const ownMs =
    wish.kind === 'session' ? (session?.latestEndMs ?? 0) - soundMs : wish.atMs + wish.maxDelayMs;
  const next = [...input.kept, ...seats]
    .map((span) => span.fromMs)
    .filter((fromMs) => fromMs >= seat.toMs);
  return Math.max(seat.fromMs, Math.min(ownMs, ...next.map((fromMs) => fromMs - soundMs)));
}

/**
 * What becomes of each block, by the words of ADR 16 and as slowly as they can be taken: the oracle that
 * the engine is compared with. Sorted by id (code units).
 */
export function placeByHand(input: PlacementInput): Outcome[] {
  const demoted = new Map<string, string>();
  let round = sweep(input, demoted);
  for (let next = nextDemotion(round); next !== null; next = nextDemotion(round)) {
    demoted.set(...next);
    round = sweep(input, demoted);
  }
  const { seats, left } = limitByHand(input, round);
  const seated = seats.map((seat): Outcome => {
    const { block, by, fromMs, toMs } = seat;
    return {
      id: block.id,
      startsAt: fromMs,
      soundMs: toMs - fromMs,
      latestStartAt: latestStartOf(input, seat, seats),
      // Reading: the words of step 9, not the comment of the shape ("or as the first …").
      isMoved: by !== 'session' && fromMs !== wishOf(block).atMs,
    };
  });
  const leftOut = [...left].map(([id, leaving]): Outcome => ({ id, ...leaving }));
  return [...seated, ...leftOut].toSorted((a, b) => byText(a.id, b.id));
}
