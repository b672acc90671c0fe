/** A running time limit. */
export interface TimeLimit {
  /** Aborts with the limit's reason, or with that of the signal it follows. */
  signal: AbortSignal;
  /** Whether the time ran out. */
  isOver(): boolean;
  /** Forgets timer and listener; call it when the work has ended. */
  end(): void;
}

/**
 * Limits work to `ms` milliseconds, and to the life of `follow`. Unlike `AbortSignal.any`, it leaves
 * nothing on a signal that outlives the work.
 */
export function startTimeLimit(ms: number, reason: Error, follow?: AbortSignal): TimeLimit {
  const limit = new AbortController();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    limit.abort(reason);
  }, ms);
  const onAbort = () => limit.abort(follow?.reason);
  if (follow?.aborted) onAbort();
  follow?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: limit.signal,
    isOver: () => isOver,
    end: () => {
      clearTimeout(timer);
      follow?.removeEventListener('abort', onAbort);
    },
  };
}
