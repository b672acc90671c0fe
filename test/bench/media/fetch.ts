import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What to fetch, and for how long. */
export interface FetchRequest {
  port: number;
  /** Whole HTTP requests, asked in turn. */
  requests: string[];
  clients: number;
  seconds: number;
}

export interface FetchReport {
  bodies: number;
  /** Of bodies that were not refusals. */
  bytes: number;
  refused: number;
  seconds: number;
}

/** Fetches from another process. */
export async function fetchMany(request: FetchRequest): Promise<FetchReport> {
  const child = fork(join(import.meta.dirname, 'fetch-process.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the process that fetches ended early');
  });
  ended.catch(() => {});
  child.send(request);
  const [report] = (await Promise.race([once(child, 'message'), ended])) as [FetchReport];
  return report;
}
