/** What waits for the next run. */
export interface Coalescing {
  /** Resolves when a run that began after the call has dealt with the stations. */
  request(stationIds: readonly string[]): Promise<void>;
  /** Resolves when nothing that was asked for before is left. */
  settled(): Promise<void>;
}

/** Runs one after another; what is asked for meanwhile is dealt with together in the next run. */
export function oneAtATime(run: (stationIds: string[]) => Promise<void>): Coalescing {
  let waiting: { ids: Set<string>; done: Promise<void> } | null = null;
  let last: Promise<void> = Promise.resolve();
  return {
    request: (stationIds) => {
      if (waiting) {
        for (const id of stationIds) waiting.ids.add(id);
        return waiting.done;
      }
      const ids = new Set(stationIds);
      const done = last.then(() => {
        waiting = null;
        return run([...ids]);
      });
      last = done.catch(() => {});
      waiting = { ids, done };
      return done;
    },
    settled: () => last,
  };
}
