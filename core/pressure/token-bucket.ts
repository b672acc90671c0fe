/** What somebody may still ask for at once, as it was at `atMs`. */
export interface Bucket {
  tokens: number;
  /** Monotonic. */
  atMs: number;
}

export interface BucketRule {
  /** Requests at once. */
  burst: number;
  /** And steadily after that. */
  perSecond: number;
}

export interface Taken {
  bucket: Bucket;
  /** Until there is a token again, in ms; 0: one was taken. */
  waitMs: number;
}

/** Takes a token; `null` stands for a full bucket. */
export function takeToken(known: Bucket | null, rule: BucketRule, nowMs: number): Taken {
  const { burst, perSecond } = rule;
  const grown = known ? known.tokens + (Math.max(0, nowMs - known.atMs) / 1000) * perSecond : burst;
  const tokens = Math.min(burst, grown);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, atMs: nowMs }, waitMs: 0 };
  return { bucket: { tokens, atMs: nowMs }, waitMs: ((1 - tokens) / perSecond) * 1000 };
}
