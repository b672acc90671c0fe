import type { Block, LeftOutReason, PlacementInput, Span } from '../../core/placement/placement.ts';
import type { Day } from './placement-terms-oracle.ts';
import {
  byPower,
  heldAir,
  holds,
  isFree,
  isStronger,
  lengthIn,
  lengthOf,
  overlaps,
  possibleStarts,
  shortestOf,
  stretchesOf,
} from './placement-terms-oracle.ts';

/** Step 3: why a hard or soft block leaves before anything else, or null. */
function leavingFirst(input: PlacementInput, block: Block): LeftOutReason | null {
  const { wish } = block;
  if (wish.kind !== 'hard' && wish.kind !== 'soft') return null;
  const lastMs = wish.kind === 'hard' ? wish.atMs : wish.atMs + wish.maxDelayMs;
  if (lastMs < input.fromMs) return 'too_late';
  const shortest = { fromMs: wish.atMs, toMs: wish.atMs + shortestOf(block) };
  if (input.quiet.some((span) => holds(span, wish.atMs))) return 'quiet_hours';
  return wish.kind === 'hard' && !isFree(input.quiet, shortest) ? 'quiet_hours' : null;
}

/** Step 3: a hard block as what it is taken for from now on; null: it has no length before the quiet span. */
function upToQuiet(input: PlacementInput, block: Block, atMs: number): Block | null {
  const quiet = input.quiet.map((span) => span.fromMs).filter((fromMs) => fromMs >= atMs);
  const soundMs = lengthIn(block, Math.min(...quiet) - atMs);
  if (soundMs === null || soundMs === block.durationMs) return soundMs === null ? null : block;
  const { shrink } = block;
  const lengthsMs = shrink.by === 'steps' ? shrink.lengthsMs.filter((one) => one < soundMs) : [];
  return {
    ...block,
    durationMs: soundMs,
    shrink: shrink.by === 'steps' ? { by: 'steps', lengthsMs } : shrink,
  };
}

/** Step 4, the second condition: the first stronger soft block that would lose its last possible start. */
function firstLoser(day: Day, soft: readonly Block[], block: Block, air: Span) {
  const held = heldAir(day);
  return soft
    .filter((other) => isStronger(other, block))
    .toSorted(byPower(day.input))
    .find((other) => {
      const before = possibleStarts(day.input, held, other);
      const after = possibleStarts(day.input, [...held, air], other);
      return before.length > 0 && after.length === 0;
    });
}

/** Step 4, `shorten`: the air that a beaten block takes instead, or null. */
function shortened(day: Day, soft: readonly Block[], block: Block, air: Span): Span | null {
  // The longest, the earliest of them if several: sorting keeps the order of equals.
  const [longest] = stretchesOf(heldAir(day), air).toSorted((a, b) => lengthOf(b) - lengthOf(a));
  if (longest === undefined) return null;
  const soundMs = lengthIn(block, lengthOf(longest));
  if (soundMs === null) return null;
  const taken = { fromMs: longest.fromMs, toMs: longest.fromMs + soundMs };
  return firstLoser(day, soft, block, taken) === undefined ? taken : null;
}

/** Step 4, for one hard block; what goes on as soft is returned. */
function seatHard(day: Day, soft: readonly Block[], block: Block): Block[] {
  const { wish } = block;
  if (wish.kind !== 'hard') return [];
  const air = { fromMs: wish.atMs, toMs: wish.atMs + block.durationMs };
  const [inTheWay] = [
    ...[...day.input.kept, ...day.input.quiet].map((span) => ({ ...span, id: null })),
    ...day.seats.map((seat) => ({ ...seat, id: seat.block.id })),
  ]
    .filter((span) => overlaps(span, air))
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const loser = firstLoser(day, soft, block, air);
  const isBeaten = inTheWay !== undefined || loser !== undefined;
  if (isBeaten && wish.whenBeaten === 'queue')
    return [{ ...block, wish: { ...wish, kind: 'soft' } }];
  const taken = !isBeaten
    ? air
    : wish.whenBeaten === 'shorten'
      ? shortened(day, soft, block, air)
      : null;
  if (taken !== null) day.seats.push({ block, as: 'hard', within: null, ...taken });
  else {
    const beatenBy = inTheWay === undefined ? (loser?.id ?? null) : inTheWay.id;
    day.left.set(block.id, { reason: 'beaten', beatenBy });
  }
  return [];
}

/**
 * Steps 3 and 4 of ADR 16 by their words.
 * @returns what waits for the sweep
 */
export function seatHardByHand(day: Day): Block[] {
  const { input } = day;
  const staying: Block[] = [];
  for (const given of input.blocks) {
    const { wish, id } = given;
    const reason = leavingFirst(input, given);
    const block = wish.kind === 'hard' ? upToQuiet(input, given, wish.atMs) : given;
    if (reason !== null) day.left.set(id, { reason, beatenBy: null });
    else if (block === null) day.left.set(id, { reason: 'quiet_hours', beatenBy: null });
    else staying.push(block);
  }
  const ofKind = (kind: string) => staying.filter(({ wish }) => wish.kind === kind);
  const soft = ofKind('soft');
  const goingOn = ofKind('hard')
    .toSorted(byPower(input))
    .flatMap((block) => seatHard(day, soft, block));
  return [...soft, ...goingOn, ...ofKind('session')];
}
