/** Runs something when its turn has come. */
export type InTurn<Key> = <Result>(key: Key, run: () => Promise<Result>) => Promise<Result>;

/** Of what has the same key one runs after another; other keys run beside it. */
export function oneByKey(): InTurn<string> {
  const last = new Map<string, Promise<unknown>>();
  return (key, run) => {
    const done = (last.get(key) ?? Promise.resolve()).then(run);
    const settled = done.then(
      () => {},
      () => {},
    );
    last.set(key, settled);
    void settled.then(() => {
      if (last.get(key) === settled) last.delete(key);
    });
    return done;
  };
}

/** At most so many run at once; the rest waits in the order it came. */
export function atMost(most: number): <Result>(run: () => Promise<Result>) => Promise<Result> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const enter = () => {
    if (running < most) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = () => {
    const next = waiting.shift();
    // Whoever waited takes over the place.
    if (next) next();
    else running -= 1;
  };
  return async (run) => {
    await enter();
    try {
      return await run();
    } finally {
      leave();
    }
  };
}
