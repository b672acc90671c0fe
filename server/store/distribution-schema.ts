import type { Instant } from './column.ts';

/** How endpoints are reached that do not fetch by themselves. */
export interface DistributionSchema {
  /** Whoever holds the token plays the endpoint's list, and reads nothing else. */
  player_link: {
    id: string;
    endpoint_id: string;
    /** For which player it is. */
    name: string;
    token_sha256: string;
    /** Who made it. */
    user_id: string;
    created_at: Instant;
    /** When it was last read by; `null`: never. */
    used_at: Instant | null;
  };
  /** Endpoints that pushes failed at lately; no row: all is well. */
  push_circuit: {
    endpoint_id: string;
    /** One after another. */
    failures: number;
    /** Until then nothing is pushed, after it one push tries; `null`: pushes go on. */
    open_until: Instant | null;
  };
}
