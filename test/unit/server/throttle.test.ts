import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../runtime/clock.ts';
import { createSignInThrottle } from '../../../server/auth/sign-in-throttle.ts';
import { createThrottle } from '../../../server/auth/throttle.ts';

function testClock() {
  let now = 1_000_000;
  const clock: Clock = { now: () => now, monotonic: () => now, sleep: () => Promise.resolve() };
  return { clock, pass: (ms: number) => (now += ms) };
}

describe('a throttle', () => {
  it('lets so many through in a window and says how long to wait', () => {
    const { clock, pass } = testClock();
    const throttle = createThrottle({ limit: 2, windowMs: 1000, capacity: 10, clock });
    throttle.take('a');
    pass(400);
    throttle.take('a');
    expect(throttle.waitMs('a')).toBe(600);
    expect(throttle.waitMs('b')).toBe(0);
    pass(600);
    expect(throttle.waitMs('a')).toBe(0);
  });

  it('keeps no more keys than its capacity, and forgets the oldest', () => {
    const { clock } = testClock();
    const throttle = createThrottle({ limit: 1, windowMs: 1000, capacity: 2, clock });
    for (const key of ['a', 'b', 'c']) throttle.take(key);
    expect(['a', 'b', 'c'].map((key) => throttle.waitMs(key) > 0)).toEqual([false, true, true]);
  });
});

describe('attempts to sign in', () => {
  const fail = (attempt: () => unknown, times: number) => {
    for (let count = 0; count < times; count += 1) attempt();
  };

  it('are bounded for an account from one address, not from another', () => {
    const { clock } = testClock();
    const throttle = createSignInThrottle(clock);
    fail(() => throttle.attempt('lan', '203.0.113.1'), 10);
    expect(() => throttle.attempt('lan', '203.0.113.1')).toThrow('sign_in_throttled');
    expect(() => throttle.attempt('lan', '203.0.113.2')).not.toThrow();
    expect(() => throttle.attempt('hoa', '203.0.113.1')).not.toThrow();
  });

  it('are bounded for an account from everywhere together', () => {
    const { clock } = testClock();
    const throttle = createSignInThrottle(clock);
    let host = 0;
    fail(() => throttle.attempt('lan', `203.0.113.${(host += 1)}`), 60);
    expect(() => throttle.attempt('lan', '198.51.100.1')).toThrow('sign_in_throttled');
  });

  it('are bounded for an address over all accounts, an IPv6 network being one', () => {
    const { clock } = testClock();
    const throttle = createSignInThrottle(clock);
    let count = 0;
    fail(() => throttle.attempt(`ai.${(count += 1)}`, `2001:db8:0:1::${count.toString(16)}`), 120);
    expect(() => throttle.attempt('lan', '2001:db8::1:ffff:0:0:1')).toThrow('sign_in_throttled');
    expect(() => throttle.attempt('lan', '2001:db8:0:2::1')).not.toThrow();
  });

  it('do not count when they were right', () => {
    const { clock } = testClock();
    const throttle = createSignInThrottle(clock);
    expect(() => {
      fail(() => throttle.attempt('lan', '203.0.113.1').succeed(), 500);
    }).not.toThrow();
  });

  it('tell when to come back', () => {
    const { clock, pass } = testClock();
    const throttle = createSignInThrottle(clock);
    fail(() => throttle.attempt('lan', '203.0.113.1'), 10);
    pass(14 * 60_000);
    expect(() => throttle.attempt('lan', '203.0.113.1')).toThrow(
      expect.objectContaining({ retryAfterSeconds: 60 }),
    );
    pass(60_000);
    expect(() => throttle.attempt('lan', '203.0.113.1')).not.toThrow();
  });
});
