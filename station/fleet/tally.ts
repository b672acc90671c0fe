/** What a fleet did and met, counted. */
export interface Tally {
  count(what: string, by?: number): void;
  /** How long an exchange took, in ms. */
  took(what: string, ms: number): void;
  /** Something that must never be; told in words, the first ones at least. */
  wrong(sentence: string): void;
  report(): FleetReport;
}

export interface FleetReport {
  counts: Record<string, number>;
  /** Of each kind of exchange, in ms. */
  times: Record<string, { p50: number; p99: number; most: number }>;
  wrongs: number;
  /** Some of them. */
  wrong: string[];
}

const sentencesKept = 20;
/** Of each kind; of more, some are left out evenly. */
const timesKept = 50_000;

export function createTally(): Tally {
  const counts = new Map<string, number>();
  const times = new Map<string, { seen: number; kept: number[] }>();
  const sentences: string[] = [];
  let wrongs = 0;
  return {
    count(what, by = 1) {
      counts.set(what, (counts.get(what) ?? 0) + by);
    },
    took(what, ms) {
      const known = times.get(what) ?? { seen: 0, kept: [] };
      times.set(what, known);
      if (known.kept.length < timesKept) known.kept.push(ms);
      else known.kept[(known.seen * 7919) % timesKept] = ms;
      known.seen += 1;
    },
    wrong(sentence) {
      wrongs += 1;
      if (sentences.length < sentencesKept) sentences.push(sentence);
    },
    report: () => ({
      counts: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
      times: Object.fromEntries([...times].map(([what, { kept }]) => [what, quantiles(kept)])),
      wrongs,
      wrong: sentences,
    }),
  };
}

function quantiles(times: readonly number[]) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) /
    10;
  return { p50: at(0.5), p99: at(0.99), most: at(1) };
}
