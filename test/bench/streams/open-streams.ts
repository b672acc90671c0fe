import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Lifetime } from '../../../runtime/lifecycle.ts';
import { until } from '../../support/until.ts';

/** What the process that listens is asked for. */
export interface StreamRequest {
  port: number;
  /** Whole HTTP requests, one for each stream. */
  requests: string[];
  /** What is waited for: a stream that was sent this had its nudge. */
  nudge: string;
}

/** What it says of itself, over and over. */
export interface StreamReport {
  open: number;
  /** How often the count began anew. */
  round: number;
  /** Streams that had a nudge in this round. */
  heard: number;
  /** When the last of them had it; see `monotonicMs`. */
  lastAtMs: number;
}

/** Event streams that another process holds open. */
export interface Streams {
  open(): number;
  /** From now on nudges count anew. */
  countAnew(): Promise<void>;
  /**
   * When the last stream had its nudge; see `monotonicMs`.
   * @throws Error when some have not had it within the limit
   */
  untilAllHeard(limitMs: number): Promise<number>;
}

const openLimitMs = 120_000;

/** Opens them all; they end with `life`. */
export async function openStreams(life: Lifetime, request: StreamRequest): Promise<Streams> {
  const wanted = request.requests.length;
  const child = fork(join(import.meta.dirname, 'listen-process.ts'), {
    execArgv: ['--import', 'tsx'],
  });
  life.add(() => void child.kill('SIGKILL'));
  let latest: StreamReport = { open: 0, round: 0, heard: 0, lastAtMs: 0 };
  child.on('message', (report: StreamReport) => {
    latest = report;
  });
  child.send(request);
  await until(() => Promise.resolve(latest.open >= wanted || undefined), {
    ...{ limitMs: openLimitMs, what: 'every endpoint listens' },
  });
  return {
    open: () => latest.open,
    countAnew: async () => {
      const round = latest.round + 1;
      child.send('anew');
      await until(() => Promise.resolve(latest.round >= round || undefined), {
        ...{ limitMs: 5_000, everyMs: 10, what: 'the count began anew' },
      });
    },
    untilAllHeard: async (limitMs) => {
      const hasAll = () => Promise.resolve(latest.heard >= wanted || undefined);
      const what = `all of ${wanted} streams had a nudge`;
      await until(hasAll, { limitMs, everyMs: 20, what }).catch((cause: unknown) => {
        throw new Error(`${latest.heard} of ${wanted} streams had a nudge`, { cause });
      });
      return latest.lastAtMs;
    },
  };
}

/** What an endpoint asks, to be told of news. */
export function eventsRequest(authorization: string): string {
  const lines = ['GET /station/v1/events HTTP/1.1', 'Host: loa', `Authorization: ${authorization}`];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
