import { describe, expect, it } from 'vitest';
import { startTimeLimit } from '../../../runtime/time-limit.ts';

describe('startTimeLimit', () => {
  it('aborts with its reason when the time is over', async () => {
    const limit = startTimeLimit(0, new Error('late'));
    await new Promise((resolve) => {
      limit.signal.addEventListener('abort', resolve);
    });
    expect(limit.signal.reason).toEqual(new Error('late'));
    expect(limit.isOver()).toBe(true);
  });

  it('follows another signal, also one that was aborted before', () => {
    const abort = new AbortController();
    const limit = startTimeLimit(60_000, new Error('late'), abort.signal);
    abort.abort(new Error('enough'));
    const next = startTimeLimit(60_000, new Error('late'), abort.signal);
    for (const { signal, isOver, end } of [limit, next]) {
      expect(signal.reason).toEqual(new Error('enough'));
      expect(isOver()).toBe(false);
      end();
    }
  });

  it('hears nothing after its end', () => {
    const abort = new AbortController();
    const limit = startTimeLimit(60_000, new Error('late'), abort.signal);
    limit.end();
    abort.abort();
    expect(limit.signal.aborted).toBe(false);
  });
});
