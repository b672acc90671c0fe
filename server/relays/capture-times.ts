import type { JobPayload } from '../../contract/jobs.ts';
import { leastShare } from '../../core/relay/least-share.ts';

type Programme = Pick<JobPayload<'capture'>, 'startsAt' | 'delayMs' | 'durationMs'>;

/** A worker is told so long before, and waits for the instant. */
const leadMs = 10_000;

export function captureDue({ startsAt, delayMs }: Programme): number {
  return startsAt + delayMs - leadMs;
}

/** Whether less of it is left than makes a recording worth to be aired. */
export function isMissed({ startsAt, delayMs, durationMs }: Programme, now: number): boolean {
  return now > startsAt + delayMs + durationMs * (1 - leastShare);
}
