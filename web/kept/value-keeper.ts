import { keepValue, keptValue, type Kept } from './kept-values.ts';

/** What is read every few seconds is not written down each time. */
const grainMs = 30_000;

/** Keeps the last of one thing under a name; without a name it keeps nothing. */
export function createValueKeeper<Value>(name: string | undefined) {
  let keptAt = 0;

  function keep(value: Value, at: number): void {
    if (name === undefined || at - keptAt < grainMs) return;
    keptAt = at;
    void keepValue(name, value, at);
  }

  async function recall(): Promise<Kept<Value> | null> {
    return name === undefined ? null : await keptValue<Value>(name);
  }

  return { keep, recall };
}
