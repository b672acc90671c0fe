import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../runtime/clock.ts';
import { createAirClock } from '../../../../station/clock/air-clock.ts';

const utc = Date.parse('2026-03-10T05:00:00Z');
const hour = 3_600_000;

/** A clock that is moved by hand: `tick` lets time pass, `set` jumps the machine's clock. */
function handClock(wallErrorMs = 0) {
  let passed = 1000;
  let error = wallErrorMs;
  return {
    ...systemClock(),
    now: () => utc + passed + error,
    monotonic: () => passed,
    tick: (ms: number) => (passed += ms),
    set: (byMs: number) => (error += byMs),
    truth: () => utc + passed,
  };
}

function prove(air: ReturnType<typeof createAirClock>, clock: ReturnType<typeof handClock>) {
  for (let i = 0; i < 3; i += 1) {
    const sentMs = clock.monotonic();
    clock.tick(10);
    air.observe({ sentMs, receivedMs: clock.monotonic(), serverTime: clock.truth() - 5 }, 0);
  }
}
const rtc = { lastTimeMs: utc - hour, correctionMs: 0, newestIssuedAt: 0 };

describe('the time on air', () => {
  it("is the machine's and untrusted until the server has proved it", () => {
    const clock = handClock();
    const air = createAirClock(clock);
    expect(air.isTrusted()).toBe(false);
    prove(air, clock);
    expect(air.isTrusted()).toBe(true);
    expect(air.now()).toBe(clock.truth());
    expect(air.correctionMs()).toBe(0);
  });

  it('is corrected where the clock is hours off', () => {
    const clock = handClock(-3 * hour);
    const air = createAirClock(clock);
    prove(air, clock);
    expect(Math.abs(air.now() - clock.truth())).toBeLessThanOrEqual(5);
    expect(Math.abs(air.correctionMs() - 3 * hour)).toBeLessThanOrEqual(5);
  });

  it("does not move when the machine's clock is set, and asks for proof again", () => {
    const clock = handClock();
    const air = createAirClock(clock);
    prove(air, clock);
    clock.set(-2 * hour);
    expect(air.checkJump()).toEqual({ jumpMs: -2 * hour });
    expect(air.now()).toBe(clock.truth());
    expect(air.isTrusted()).toBe(true);
    expect(air.isProven()).toBe(false);
    expect(air.checkJump()).toBeNull();
  });

  it("loses a trust that stood on the machine's clock when that is set", () => {
    const clock = handClock();
    const air = createAirClock(clock);
    expect(air.considerRtc(rtc)).toBe(true);
    expect(air.isTrusted()).toBe(true);
    clock.set(2 * hour);
    expect(air.checkJump()).toEqual({ jumpMs: 2 * hour });
    expect(air.isTrusted()).toBe(false);
    clock.set(-3 * hour - 5000);
    air.checkJump();
    expect(air.considerRtc(rtc), 'before the last known time').toBe(false);
  });

  it("does not ask the machine's clock once the server has spoken", () => {
    const clock = handClock(hour);
    const air = createAirClock(clock);
    prove(air, clock);
    expect(air.considerRtc(rtc)).toBe(false);
    expect(Math.abs(air.now() - clock.truth())).toBeLessThanOrEqual(5);
  });

  it('is never before the newest head that was accepted', () => {
    const clock = handClock();
    const air = createAirClock(clock);
    for (let i = 0; i < 3; i += 1) {
      const at = clock.monotonic();
      air.observe({ sentMs: at, receivedMs: at + 5, serverTime: utc - hour }, utc);
    }
    expect(air.isTrusted()).toBe(false);
  });

  it('says since when it runs and is trusted, by the time as it is known now', () => {
    const clock = handClock(-3 * hour);
    const air = createAirClock(clock);
    const began = clock.truth();
    clock.tick(60_000);
    prove(air, clock);
    expect(Math.abs(air.awakeSince() - began)).toBeLessThanOrEqual(5);
    expect(Math.abs(air.trustedSince() - clock.truth())).toBeLessThanOrEqual(15);
  });
});
