/** Ends what waits too long for the next sign of life. */
export interface TimeLimit {
  signal: AbortSignal;
  /** Starts the time again. */
  renew(): void;
  /** Must be called, or the timer and the listener stay. */
  end(): void;
}

/** Aborts its signal `ms` after the last renewal, or with `signal`. */
export function timeLimit(ms: number, signal: AbortSignal): TimeLimit {
  const limit = new AbortController();
  const onAbort = () => limit.abort(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  const onLate = () => limit.abort(new Error(`nothing came for ${ms} ms`));
  const timer = setTimeout(onLate, ms);
  return {
    signal: limit.signal,
    renew: () => timer.refresh(),
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
