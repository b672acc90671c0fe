import type { ServerResponse } from 'node:http';
import { jitteredSeconds, shed, type Cost } from '../../core/pressure/shedding.ts';
import { takeToken, type Bucket, type BucketRule } from '../../core/pressure/token-bucket.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';

/** Keeps endpoints from asking for more than the server can give. */
export interface Pressure {
  /**
   * Lets a request in and counts it until its answer has ended.
   * @throws AppError `too_many_requests`
   */
  admit(cost: Cost, response: ServerResponse): void;
  /**
   * Counts a request of an endpoint whose secret was right.
   * @throws AppError `too_many_requests` where this one asks far more often than any needs
   */
  count(endpointId: string): void;
  /** Requests turned away since the start, by why. */
  turnedAway(): Readonly<Record<Why, number>>;
}

type Why = 'load' | 'rate';

export interface PressureDeps {
  clock: Clock;
  loopDelayMs: () => number;
  /** In [0, 1). */
  random: () => number;
}

// An endpoint that lost everything fetches a week of short items in one go.
const rule: BucketRule = { burst: 400, perSecond: 10 };
const capacity = 200_000;
const rateSpreadSeconds = 5;

export function createPressure({ clock, loopDelayMs, random }: PressureDeps): Pressure {
  const inFlight: Record<Cost, number> = { memory: 0, lookup: 0, record: 0, bytes: 0 };
  const refused: Record<Why, number> = { load: 0, rate: 0 };
  const buckets = new Map<string, Bucket>();
  const turnAway = (why: Why, detail: string, retryAfterSeconds: number) => {
    refused[why] += 1;
    throw new AppError('too_many_requests', detail, { retryAfterSeconds });
  };
  return {
    admit: (cost, response) => {
      const load = { loopDelayMs: loopDelayMs(), inFlight: inFlight[cost] };
      const seconds = shed(cost, load, random());
      if (seconds !== null)
        turnAway('load', 'the server is busy; come again a little later', seconds);
      inFlight[cost] += 1;
      response.once('close', () => {
        inFlight[cost] -= 1;
      });
    },
    count: (endpointId) => {
      const { bucket, waitMs } = takeToken(
        buckets.get(endpointId) ?? null,
        rule,
        clock.monotonic(),
      );
      if (buckets.size >= capacity && !buckets.has(endpointId)) forgetOldest(buckets);
      buckets.set(endpointId, bucket);
      if (waitMs > 0)
        turnAway(
          'rate',
          'this endpoint asks too often',
          jitteredSeconds(waitMs / 1000, rateSpreadSeconds, random()),
        );
    },
    turnedAway: () => refused,
  };
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}
