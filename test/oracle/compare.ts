import { isDeepStrictEqual } from 'node:util';

import type { Block, Outcome, PlacementInput } from '../../core/placement/placement.ts';
import { placeByHand } from './placement-oracle.ts';
import { randomPlacement } from './random-placement.ts';

type Place = (input: PlacementInput) => Outcome[];

const sorted = (outcomes: readonly Outcome[]) =>
  outcomes.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

const without = <T>(all: readonly T[], index: number): T[] => all.filter((_, at) => at !== index);

/** Smaller whole numbers to try for one, the boldest first. */
const smaller = (value: number, floor: number) =>
  [floor, Math.round((value + floor) / 2), value - 1].filter((to) => to >= floor && to < value);

function simplerBlocks(block: Block): Block[] {
  const { wish, durationMs, shortestMs } = block;
  const lengths = smaller(durationMs, 1).map((to) => ({
    ...block,
    durationMs: to,
    shortestMs: shortestMs === durationMs ? to : Math.min(shortestMs, to),
  }));
  const plain = [
    { ...block, shortestMs: durationMs },
    { ...block, class: 'normal' as const },
    { ...block, rank: 0 },
  ];
  const wishes =
    wish.kind === 'session'
      ? smaller(wish.order, 0).map((order) => ({ ...block, wish: { ...wish, order } }))
      : smaller(wish.maxDelayMs, 0).map((maxDelayMs) => ({
          ...block,
          wish: { ...wish, maxDelayMs },
        }));
  return [...lengths, ...plain, ...wishes];
}

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

/**
 * Places the days of the seeds `firstSeed` … `firstSeed + count - 1` with an engine and with the oracle.
 * @returns the first difference with its seed and the simplest input that shows one; null: none
 */
export function firstDifference(place: Place, firstSeed: number, count: number): string | null {
  const differs = (input: PlacementInput) =>
    !isDeepStrictEqual(sorted(place(input)), placeByHand(input));
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    if (!differs(randomPlacement(seed))) continue;
    const input = shrink(randomPlacement(seed), differs);
    const [engine, oracle] = [sorted(place(input)), placeByHand(input)];
    const lines = (outcomes: readonly Outcome[]) => outcomes.map((one) => JSON.stringify(one));
    return [
      `seed ${seed}, made simpler:`,
      describeInput(input),
      'engine:',
      ...lines(engine.filter((one) => !oracle.some((other) => isDeepStrictEqual(one, other)))),
      'oracle:',
      ...lines(oracle.filter((one) => !engine.some((other) => isDeepStrictEqual(one, other)))),
    ].join('\n');
  }
  return null;
}
