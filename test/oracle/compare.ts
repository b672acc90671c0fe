import { isDeepStrictEqual } from 'node:util';

import type { Block, Outcome, PlacementInput, Wish } from '../../core/placement/placement.ts';
import { placeByHand } from './placement-oracle.ts';
import { randomPlacement } from './random-placement.ts';

type Place = (input: PlacementInput) => Outcome[];

const sorted = (outcomes: readonly Outcome[]) =>
  outcomes.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

const without = <T>(all: readonly T[], index: number): T[] => all.filter((_, at) => at !== index);

/** Smaller whole numbers to try for one, the boldest first. */
const smaller = (value: number, floor: number) =>
  [floor, Math.round((value + floor) / 2), value - 1].filter((to) => to >= floor && to < value);

function simplerShrinks({ shrink, durationMs }: Block): Block['shrink'][] {
  if (shrink.by === 'nothing') return [];
  const nothing = { by: 'nothing' } as const;
  if (shrink.by === 'cutting') {
    const shortest = smaller(shrink.shortestMs, 1).map((shortestMs) => ({ ...shrink, shortestMs }));
    return [nothing, { by: 'cutting', shortestMs: durationMs }, ...shortest];
  }
  const fewer = shrink.lengthsMs.map((_, at) => without(shrink.lengthsMs, at));
  return [nothing, ...fewer.map((lengthsMs) => ({ ...shrink, lengthsMs }))];
}

/** The same block with another length, and lengths that become it. */
function withDuration(block: Block, durationMs: number): Block {
  const { shrink } = block;
  if (shrink.by === 'nothing') return { ...block, durationMs };
  if (shrink.by === 'cutting') {
    const shortestMs = Math.min(shrink.shortestMs, durationMs);
    return { ...block, durationMs, shrink: { ...shrink, shortestMs } };
  }
  const lengthsMs = shrink.lengthsMs.filter((lengthMs) => lengthMs < durationMs);
  return { ...block, durationMs, shrink: { ...shrink, lengthsMs } };
}

function simplerWishes({ wish }: Block): Wish[] {
  if (wish.kind === 'guest') return [];
  if (wish.kind === 'session') {
    const orders = smaller(wish.order, 0).map((order) => ({ ...wish, order }));
    return [{ ...wish, payer: wish.part }, ...orders];
  }
  const delays = smaller(wish.maxDelayMs, 0).map((maxDelayMs) => ({ ...wish, maxDelayMs }));
  return [{ ...wish, whenBeaten: 'skip' }, ...delays];
}

const simplerBlocks = (block: Block): Block[] => [
  ...smaller(block.durationMs, 1).map((durationMs) => withDuration(block, durationMs)),
  { ...block, class: 'normal' },
  { ...block, rank: 0 },
  ...block.guestIn.map((_, at) => ({ ...block, guestIn: without(block.guestIn, at) })),
  ...simplerShrinks(block).map((shrink) => ({ ...block, shrink })),
  ...simplerWishes(block).map((wish) => ({ ...block, wish })),
];

/** Every input that is one step simpler. */
function* simpler(input: PlacementInput): Generator<PlacementInput> {
  const { blocks, sessions, kept, quiet } = input;
  for (const index of blocks.keys()) yield { ...input, blocks: without(blocks, index) };
  for (const index of sessions.keys()) yield { ...input, sessions: without(sessions, index) };
  for (const index of kept.keys()) yield { ...input, kept: without(kept, index) };
  for (const index of quiet.keys()) yield { ...input, quiet: without(quiet, index) };
  if (input.dayCapMs !== null) yield { ...input, dayCapMs: null };
  for (const [index, session] of input.sessions.entries()) {
    const put = (to: typeof session) => ({ ...input, sessions: input.sessions.with(index, to) });
    if (session.capMs !== null) yield put({ ...session, capMs: null });
    yield put({ ...session, parts: session.parts.slice(0, -1) });
    for (const [part, { anchorMs, budgetMs }] of session.parts.entries()) {
      if (anchorMs === null) continue;
      yield put({ ...session, parts: session.parts.with(part, { budgetMs, anchorMs: null }) });
    }
  }
  for (const [index, block] of input.blocks.entries()) {
    for (const to of simplerBlocks(block)) yield { ...input, blocks: input.blocks.with(index, to) };
  }
}

/** The simplest input that step by step still `fails`. */
export function shrink(
  input: PlacementInput,
  fails: (input: PlacementInput) => boolean,
): PlacementInput {
  for (const next of simpler(input)) {
    if (!isDeepStrictEqual(next, input) && fails(next)) return shrink(next, fails);
  }
  return input;
}

/** One line per thing, for a person who has to think about it. */
export function describeInput(input: PlacementInput): string {
  const { kept, sessions, blocks, quiet, ...rest } = input;
  const line = (name: string) => (one: unknown) => `${name} ${JSON.stringify(one)}`;
  return [
    line('day')(rest),
    ...kept.map(line('kept')),
    ...quiet.map(line('quiet')),
    ...sessions.map(line('session')),
    ...blocks.map(line('block')),
  ].join('\n');
}

/** What an engine finds, by id; or the error that it throws. */
function found(place: Place, input: PlacementInput): Outcome[] | string {
  try {
    return sorted(place(input));
  } catch (error) {
    return String(error);
  }
}

/** The lines of `some` that `others` does not have. */
const onlyIn = (some: readonly Outcome[] | string, others: readonly Outcome[] | string) =>
  typeof some === 'string'
    ? [some]
    : some
        .filter((one) => {
          return (
            typeof others === 'string' || !others.some((other) => isDeepStrictEqual(one, other))
          );
        })
        .map((one) => JSON.stringify(one));

/**
 * Places the days of the seeds `firstSeed` … `firstSeed + count - 1` with an engine and with the oracle.
 * @returns the first difference with its seed and the simplest input that shows one; null: none
 */
export function firstDifference(place: Place, firstSeed: number, count: number): string | null {
  const differs = (input: PlacementInput) =>
    !isDeepStrictEqual(found(place, input), placeByHand(input));
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    if (!differs(randomPlacement(seed))) continue;
    const input = shrink(randomPlacement(seed), differs);
    const [engine, oracle] = [found(place, input), placeByHand(input)];
    return [
      `seed ${seed}, made simpler:`,
      describeInput(input),
      'engine:',
      ...onlyIn(engine, oracle),
      'oracle:',
      ...onlyIn(oracle, engine),
    ].join('\n');
  }
  return null;
}
