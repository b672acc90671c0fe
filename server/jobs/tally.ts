import type { JobKind } from '../../contract/jobs.ts';

/** How work ended since the process began. */
export interface Tally {
  done(kind: JobKind): void;
  failed(kind: JobKind, code: string): void;
  show(): { done: Ended[]; failed: (Ended & { code: string })[] };
}

interface Ended {
  kind: JobKind;
  count: number;
}

export function createTally(): Tally {
  const done = new Map<JobKind, number>();
  const failed = new Map<string, Ended & { code: string }>();
  return {
    done: (kind) => {
      done.set(kind, (done.get(kind) ?? 0) + 1);
    },
    failed: (kind, code) => {
      const key = `${kind} ${code}`;
      failed.set(key, { kind, code, count: (failed.get(key)?.count ?? 0) + 1 });
    },
    show: () => ({
      done: [...done].map(([kind, count]) => ({ kind, count })),
      failed: [...failed.values()],
    }),
  };
}
