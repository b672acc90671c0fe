import type { Lifetime } from '../../../runtime/lifecycle.ts';

/** What the parts of the run work with. */
export interface FlipsGiven {
  folder: string;
  life: Lifetime;
  count: Count;
  /** Whole numbers below a limit, from the run's seed. */
  next: (limit: number) => number;
  quick: boolean;
  say: (line: string) => void;
}

/** Counts what was refused as it has to be, and tells what was not. */
export interface Count {
  /** Something wrong was given: whether it was refused, and by which code it was reported. */
  tried(what: string, outcome: { refused: boolean; reported: string | null }): void;
  /** What is right was given. */
  control(what: string, isTaken: boolean): void;
  figures(): Record<string, number>;
  wrong(): string[];
}

const sentencesKept = 20;

export function createCount(): Count {
  const tries = new Map<string, number>();
  const codes = new Map<string, number>();
  const sentences: string[] = [];
  let [refusedAll, reportedAll, controls] = [0, 0, 0];
  const add = (counts: Map<string, number>, what: string) =>
    counts.set(what, (counts.get(what) ?? 0) + 1);
  return {
    tried(what, { refused, reported }) {
      add(tries, what);
      if (refused) refusedAll += 1;
      else sentences.push(`${what} number ${tries.get(what)} was taken`);
      if (reported !== null) {
        reportedAll += 1;
        add(codes, reported);
      } else sentences.push(`${what} number ${tries.get(what)} was not reported`);
    },
    control(what, isTaken) {
      controls += 1;
      if (!isTaken) sentences.push(`the right ${what} was refused`);
    },
    figures: () => ({
      tried: [...tries.values()].reduce((sum, number) => sum + number, 0),
      refused: refusedAll,
      reported: reportedAll,
      controls,
      ...Object.fromEntries(tries),
      ...Object.fromEntries([...codes].map(([code, number]) => [`code ${code}`, number])),
    }),
    wrong: () => [
      ...(refusedAll === 0 || controls === 0 ? ['nothing was tried'] : []),
      ...sentences.slice(0, sentencesKept),
      ...(sentences.length > sentencesKept ? [`and ${sentences.length - sentencesKept} more`] : []),
    ],
  };
}

/** The same with one byte changed. */
export function flipped(bytes: Buffer, at: number, next: FlipsGiven['next']): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ (1 + next(255));
  return copy;
}
