import type {
  Block,
  LeftOutReason,
  PlacedSession,
  PlacementInput,
  Span,
} from '../../core/placement/placement.ts';
import type { Day, Leaving, Seat } from './placement-terms-oracle.ts';
import {
  budgetLeft,
  byStrength,
  byText,
  heldAir,
  heldAloud,
  holds,
  inClass,
  isFree,
  isStronger,
  lengthIn,
  overlaps,
  possibleStarts,
  shortestOf,
} from './placement-terms-oracle.ts';

/** One instant of the sweep. */
interface Moment extends Day {
  cursorMs: number;
  waiting: readonly Block[];
  /** Of each soft block: held air does not change while the sweep goes on, nor do these. */
  starts: ReadonlyMap<Block, readonly number[]>;
}

/** Step 6, of a soft block whose window has passed; who beat it is asked when the sweep is over. */
function leavingSoft(input: PlacementInput, block: Block, atMs: number): LeftOutReason {
  const whole = { fromMs: atMs, toMs: atMs + block.durationMs };
  return input.quiet.some((span) => overlaps(span, whole)) ? 'quiet_hours' : 'beaten';
}

/** Step 6: why a block leaves at this instant, or null. */
function leavingNow(moment: Moment, block: Block): LeftOutReason | null {
  const { input, cursorMs } = moment;
  const { wish } = block;
  if (wish.kind === 'guest') return null;
  if (wish.kind !== 'session') {
    const isOver = cursorMs > wish.atMs + wish.maxDelayMs || cursorMs >= input.midnightMs;
    return isOver ? leavingSoft(input, block, wish.atMs) : null;
  }
  const session = input.sessions.find(({ id }) => id === wish.sessionId);
  if (session === undefined) return 'no_session';
  const leftMs = budgetLeft(moment, session.id, wish.payer);
  if (session.parts[wish.part] === undefined || leftMs === null) return 'part_missing';
  const shortestMs = shortestOf(block);
  if (shortestMs > leftMs) return 'part_full';
  const hasStretch = (held: readonly Span[]) => {
    for (
      let fromMs = Math.max(cursorMs, session.startMs);
      fromMs + shortestMs <= session.latestEndMs;
      fromMs++
    ) {
      if (isFree(held, { fromMs, toMs: fromMs + shortestMs })) return true;
    }
    return false;
  };
  if (hasStretch(heldAir(moment))) return null;
  return hasStretch(heldAloud(moment)) ? 'quiet_hours' : 'session_full';
}

/** Step 5, _room_: how long anything may sound that is as strong as `block`, before what a session asks. */
function roomOf({ cursorMs, waiting, starts, ...day }: Moment, block: Block): number {
  const held = heldAir(day).map((span) => span.fromMs);
  const untilMs = held.filter((fromMs) => fromMs >= cursorMs);
  const leftForStronger = waiting
    .filter((other) => isStronger(other, block))
    .flatMap((other) =>
      (starts.get(other) ?? []).filter((startMs) => startMs >= cursorMs).slice(-1),
    );
  return Math.min(...untilMs, ...leftForStronger) - cursorMs;
}

const seatFor = (
  { cursorMs }: Moment,
  seat: Pick<Seat, 'block' | 'as' | 'within'>,
  roomMs: number,
): Seat[] => {
  const soundMs = lengthIn(seat.block, roomMs);
  return soundMs === null ? [] : [{ ...seat, fromMs: cursorMs, toMs: cursorMs + soundMs }];
};

/** Step 5: the soft blocks that fit, earlier wish first, then id. */
function softCandidates(moment: Moment): Seat[] {
  const { cursorMs, waiting, input } = moment;
  return waiting
    .flatMap((block) => {
      const { wish } = block;
      const isInWindow =
        wish.kind === 'soft' && wish.atMs <= cursorMs && cursorMs <= wish.atMs + wish.maxDelayMs;
      return isInWindow && cursorMs < input.midnightMs ? [{ block, atMs: wish.atMs }] : [];
    })
    .toSorted((a, b) => a.atMs - b.atMs || byText(a.block.id, b.block.id))
    .flatMap(({ block }) =>
      seatFor(moment, { block, as: 'soft', within: null }, roomOf(moment, block)),
    );
}

/** Step 5: of a running session, the one block of the open part that counts. */
function sessionCandidates(moment: Moment, session: PlacedSession): Seat[] {
  const { cursorMs, waiting } = moment;
  if (cursorMs < session.startMs || cursorMs >= session.latestEndMs) return [];
  const inPart = (part: number) =>
    waiting.flatMap((block) => {
      const { wish } = block;
      const isIn = wish.kind === 'session' && wish.sessionId === session.id && wish.part === part;
      return isIn ? [{ block, ...wish }] : [];
    });
  const open = session.parts.findIndex((_, part) => inPart(part).length > 0);
  const anchorMs = session.parts[open]?.anchorMs ?? null;
  if (open < 0 || (anchorMs !== null && anchorMs > cursorMs)) return [];
  return inPart(open)
    .toSorted(
      (a, b) =>
        inClass(a.block) - inClass(b.block) ||
        a.order - b.order ||
        a.block.rank - b.block.rank ||
        byText(a.block.id, b.block.id),
    )
    .flatMap(({ block, payer }) => {
      const roomMs = Math.min(
        roomOf(moment, block),
        session.latestEndMs - cursorMs,
        budgetLeft(moment, session.id, payer) ?? 0,
      );
      const within = { sessionId: session.id, payer };
      return seatFor(moment, { block, as: 'session', within }, roomMs);
    })
    .slice(0, 1);
}

/** Step 5 at one instant: what is seated there; undefined: nothing fits, or the air is held. */
function seatNow(moment: Moment): Seat | undefined {
  const { cursorMs, input } = moment;
  if (!isFree(heldAir(moment), { fromMs: cursorMs, toMs: cursorMs + 1 })) return undefined;
  const ofSessions = input.sessions.flatMap((session) => sessionCandidates(moment, session));
  // Sorting keeps the order of equals: soft ones, in their order, before the session's.
  return [...softCandidates(moment), ...ofSessions].toSorted((a, b) =>
    byStrength(a.block, b.block),
  )[0];
}

/** Step 6: a block that left `beaten` in the sweep, by the block that sounds at its wish at the end. */
function nameBeaters({ seats, left }: Day, beaten: readonly [Block, Leaving][]): void {
  for (const [{ id, wish }, leaving] of beaten) {
    if (wish.kind !== 'soft' || leaving.reason !== 'beaten') continue;
    const atWish = seats.find((seat) => holds(seat, wish.atMs));
    left.set(id, { ...leaving, beatenBy: atWish?.block.id ?? null });
  }
}

/** Steps 5 and 6 of ADR 16 by their words: every millisecond in which nothing sounds is asked. */
export function sweepByHand(day: Day, waitingFirst: readonly Block[]): void {
  const held = heldAir(day);
  const starts = new Map(
    waitingFirst.map((block) => [block, possibleStarts(day.input, held, block)]),
  );
  const gone: [Block, Leaving][] = [];
  let waiting = waitingFirst;
  let cursorMs = day.input.fromMs;
  while (waiting.length > 0) {
    waiting = waiting.filter((block) => {
      const reason = leavingNow({ ...day, cursorMs, waiting, starts }, block);
      if (reason !== null) gone.push([block, { reason, beatenBy: null }]);
      return reason === null;
    });
    const seat = seatNow({ ...day, cursorMs, waiting, starts });
    if (seat !== undefined) day.seats.push(seat);
    waiting = waiting.filter((block) => block !== seat?.block);
    cursorMs = seat?.toMs ?? cursorMs + 1;
  }
  for (const [block, leaving] of gone) day.left.set(block.id, leaving);
  nameBeaters(day, gone);
}
