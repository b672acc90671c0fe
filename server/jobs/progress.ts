import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from '../../runtime/log.ts';

/** How far running work is, by subject; a courtesy that a restart forgets. */
export interface Progress {
  /** From 0 to 1, or `null` when nothing is known to run. */
  of(subject: string): number | null;
  /** Says whom a row of work serves, so that what the queue tells of it can be shown. */
  remember: (workId: string, subject: string) => void;
  forget(workId: string): void;
  /** Rows of work that are remembered. */
  known(): string[];
  close(): Promise<void>;
}

/** Listens to the queue of one kind; the caller owns the connection. */
export function watchProgress(options: {
  connection: Redis;
  prefix: string;
  kind: string;
  /** Hears each step of what is known. */
  onStep: (subject: string, fraction: number) => void;
  log: Logger;
}): Progress {
  const { connection, prefix, kind, onStep, log } = options;
  const subjects = new Map<string, string>();
  const fractions = new Map<string, number>();
  const events = new QueueEvents(kind, { connection, prefix });
  const workIdOf = (jobId: string) => jobId.slice(kind.length + 1).replace(/-g\d+$/, '');
  const tell = (jobId: string, fraction: number) => {
    const workId = workIdOf(jobId);
    const subject = subjects.get(workId);
    if (subject === undefined) return;
    fractions.set(workId, fraction);
    onStep(subject, fraction);
  };
  events.on('error', (err) => log.debug({ err, kind }, 'queue events error'));
  events.on('active', ({ jobId }) => tell(jobId, 0));
  events.on('progress', ({ jobId, data }) => {
    if (typeof data === 'number') tell(jobId, data);
  });
  return {
    of: (subject) => {
      for (const [workId, fraction] of fractions)
        if (subjects.get(workId) === subject) return fraction;
      return null;
    },
    remember: (workId, subject) => {
      subjects.set(workId, subject);
    },
    forget: (workId) => {
      subjects.delete(workId);
      fractions.delete(workId);
    },
    known: () => [...subjects.keys()],
    close: () => events.close(),
  };
}
