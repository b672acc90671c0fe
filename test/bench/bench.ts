/** What one benchmark found. */
export interface BenchResult {
  name: string;
  figures: Record<string, number>;
  /** Ours by the peer's, both measured in this run. */
  ratio?: number;
  /** The peer or limit of the ratio. */
  against?: string;
  /** What must be reached and was not, in words; empty when all is well. */
  short: string[];
}

/** How a benchmark is run. */
export interface BenchOptions {
  /** Less work, for a look; its figures prove nothing. */
  quick: boolean;
  /** Says on stderr what is going on. */
  say: (line: string) => void;
}

/** A benchmark's module exports this as `run`. */
export type Bench = (options: BenchOptions) => Promise<BenchResult>;
