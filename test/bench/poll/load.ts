import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What to ask, and how fast. */
export interface LoadRequest {
  port: number;
  /** Whole HTTP requests, asked in turn. */
  requests: string[];
  connections: number;
  /** Requests under way on each connection, where there is no pace. */
  pipeline: number;
  seconds: number;
  /** `null`: as many as are answered. */
  perSecond: number | null;
}

export interface LoadReport {
  answers: number;
  notModified: number;
  seconds: number;
  /** From when a request was due to the end of its answer. */
  p99Ms: number;
}

/** Asks from another process. */
export async function load(request: LoadRequest): Promise<LoadReport> {
  const child = fork(join(import.meta.dirname, 'load-process.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  child.send(request);
  const [report] = (await once(child, 'message')) as [LoadReport];
  return report;
}
