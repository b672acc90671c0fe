import { until } from '../../support/until.ts';

/** Waits for a state of things; looks often enough to blur no second. */
export function untilTrue(look: () => Promise<boolean>, what: string): Promise<true> {
  return until(async () => ((await look()) ? (true as const) : undefined), {
    ...{ limitMs: 300_000, what },
  });
}
