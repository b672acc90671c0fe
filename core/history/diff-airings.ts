import type { Airing } from './airing.ts';

/** What became of an airing. Taking away every `before` and adding every `after` gives the newer days. */
export type Change =
  | { kind: 'added'; before: null; after: Airing }
  | { kind: 'removed'; before: Airing; after: null }
  | { kind: PairKind; before: Airing; after: Airing };

export type PairKind =
  /** At the same time something else. */
  | 'replaced'
  /** The same at another time. */
  | 'moved'
  | 'shortened'
  | 'lengthened'
  | 'renamed'
  /** It aired and does not any more. */
  | 'silenced'
  /** It did not air and now does. */
  | 'heard'
  /** It does not air, but for another reason. */
  | 'other_reason';

/**
 * Compares days of the same endpoints, at most one airing for each day and occurrence; in order of day, time
 * and occurrence. Equal days have no changes.
 */
export function diffAirings(before: readonly Airing[], after: readonly Airing[]): Change[] {
  const older = new Map(before.map((one) => [keyOf(one), one]));
  const newer = new Map(after.map((one) => [keyOf(one), one]));
  const changes: Change[] = [];
  for (const [key, airing] of older) {
    const now = newer.get(key);
    const kind = now && kindOf(airing, now);
    if (now && kind) changes.push({ kind, before: airing, after: now });
  }
  const moved = movedDays(
    before.filter((one) => !newer.has(keyOf(one))),
    after.filter((one) => !older.has(keyOf(one))),
  );
  const replaced = replacements(moved.gone, moved.come);
  changes.push(...moved.pairs, ...replaced.pairs);
  for (const one of replaced.gone) changes.push({ kind: 'removed', before: one, after: null });
  for (const one of replaced.come) changes.push({ kind: 'added', before: null, after: one });
  return changes.sort(inOrder);
}

type Pair = Extract<Change, { kind: PairKind }>;

function kindOf(before: Airing, after: Airing): PairKind | null {
  if (before.why === null && after.why !== null) return 'silenced';
  if (before.why !== null && after.why === null) return 'heard';
  if (before.startsAt !== after.startsAt) return 'moved';
  if (before.sound !== after.sound) return 'replaced';
  if (before.soundMs !== after.soundMs)
    return after.soundMs < before.soundMs ? 'shortened' : 'lengthened';
  if (before.why !== after.why) return 'other_reason';
  return before.title === after.title ? null : 'renamed';
}

/** What is left after some of it was paired. */
interface Paired {
  pairs: Pair[];
  gone: readonly Airing[];
  come: readonly Airing[];
}

/** A broadcast that left one day and came on another, with the same sound: it was put there. */
function movedDays(gone: readonly Airing[], come: readonly Airing[]): Paired {
  const leaving = onlyOfEach(gone);
  const coming = onlyOfEach(come);
  return pairUp('moved', gone, come, (before) => {
    if (leaving.get(before.broadcastId) !== before) return null;
    const after = coming.get(before.broadcastId);
    return after?.sound === before.sound ? after : null;
  });
}

/** Airings by broadcast, of those that have one only. */
function onlyOfEach(airings: readonly Airing[]): Map<string, Airing | null> {
  const only = new Map<string, Airing | null>();
  for (const one of airings)
    if (one.why === null) only.set(one.broadcastId, only.has(one.broadcastId) ? null : one);
  return only;
}

function replacements(gone: readonly Airing[], come: readonly Airing[]): Paired {
  const coming = new Map<number | null, Airing>();
  for (const one of come) if (one.why === null) coming.set(one.startsAt, one);
  return pairUp('replaced', gone, come, (before) => {
    const after = before.why === null ? coming.get(before.startsAt) : undefined;
    if (after) coming.delete(before.startsAt);
    return after ?? null;
  });
}

function pairUp(
  kind: PairKind,
  gone: readonly Airing[],
  come: readonly Airing[],
  partnerOf: (before: Airing) => Airing | null,
): Paired {
  const pairs = gone.flatMap((before): Pair[] => {
    const after = partnerOf(before);
    return after ? [{ kind, before, after }] : [];
  });
  const paired = new Set(pairs.flatMap(({ before, after }) => [before, after]));
  const isLeft = (one: Airing) => !paired.has(one);
  return { pairs, gone: gone.filter(isLeft), come: come.filter(isLeft) };
}

function inOrder(a: Change, b: Change): number {
  const [one, other] = [a.before ?? a.after, b.before ?? b.after];
  return (
    compare(one.date, other.date) ||
    (one.startsAt ?? Infinity) - (other.startsAt ?? Infinity) ||
    compare(one.occurrence, other.occurrence)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf({ date, occurrence }: Airing): string {
  return `${date} ${occurrence}`;
}
