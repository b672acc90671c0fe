import { lanes, manyJobs } from '../../contract/carriage.ts';
import { jobs, outcomeJobs } from '../../contract/jobs.ts';
import { createProducer, type Producer } from '../../runtime/queue.ts';

export const jobTable = { ...jobs, ...outcomeJobs, ...lanes, ...manyJobs };
export type ServerQueue = Producer<typeof jobTable>;
type Connection = Parameters<typeof createProducer>[0];

// The database keeps what is due, so a call to a Redis that is away is given up soon.
const redisLimitMs = 3_000;

/** The queues as the server uses them; the caller owns the connection. */
export function createServerQueue(connection: Connection, prefix: string): ServerQueue {
  return createProducer(connection, prefix, jobTable, { limitMs: redisLimitMs });
}
