/** What a chaos run ends with; it failed where something is in `wrong`. */
export interface ChaosResult {
  name: string;
  seed: number;
  seconds: number;
  figures: Record<string, number>;
  /** Sentences; empty when all is as it should be. */
  wrong: string[];
}

export interface ChaosOptions {
  seed: number;
  /** Fewer and shorter, to try the run itself. */
  quick: boolean;
  say: (line: string) => void;
}

/** A chaos run's module exports this as `run`. */
export type Chaos = (options: ChaosOptions) => Promise<ChaosResult>;
