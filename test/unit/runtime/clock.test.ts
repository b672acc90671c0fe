import { describe, expect, it } from 'vitest';
import { offsetClock, systemClock } from '../../../runtime/clock.ts';

describe('clock', () => {
  it('rejects a sleep with the reason of its abort, also one that came before', async () => {
    const clock = systemClock();
    const abort = new AbortController();
    const sleeping = clock.sleep(60_000, abort.signal);
    abort.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    await expect(clock.sleep(60_000, abort.signal)).rejects.toThrow('enough');
  });

  it('moves wall time and leaves monotonic time alone', () => {
    const base = { ...systemClock(), now: () => 1_000, monotonic: () => 7 };
    const moved = offsetClock(base, -400);
    expect(moved.now()).toBe(600);
    expect(moved.monotonic()).toBe(7);
  });
});
