import { describe, expect, it } from 'vitest';
import { planPower, type PowerInput } from '../../../../core/station/power-plan.ts';
import { allWeekdays } from '../../../../core/time/zoned.ts';
import { entryOf } from '../../../support/bulletin.ts';

const at = Date.parse('2026-03-10T05:00:00Z');
const second = 1000;
const bulletin = { sha256: 'a', bytes: 1, durationMs: 60 * second };
const held = (name: string, startsAt: number) => ({
  entry: entryOf(bulletin, startsAt, { name }),
  playlist: 'P',
  heldSince: 0,
});
const [a, b] = [held('a', at), held('b', at + 60 * second)];
const span = { fromMs: at - 5 * second, toMs: at + 123 * second };

function power(nowMs: number, rest: Partial<PowerInput> = {}) {
  return planPower({
    nowMs,
    clockTrusted: true,
    powered: [span],
    entries: [a, b],
    done: new Set(),
    stopped: new Set(),
    quietHours: [],
    zone: 'UTC',
    isPlaying: false,
    chimeMs: 0,
    cued: null,
    silentSince: null,
    ...rest,
  });
}
const slots = (...some: (typeof a)[]) =>
  new Set(some.map(({ entry }) => `${entry.key}@${entry.startsAt}`));

describe('an amplifier', () => {
  it('is on from the lead-in that the playlist says, and asks in time for it', () => {
    expect(power(at - 10 * second)).toEqual({ isOn: false, wakeAt: span.fromMs });
    expect(power(span.fromMs).isOn).toBe(true);
  });

  it('stays on between joined sounds, and for the tail after the last', () => {
    expect(power(at + 60 * second, { done: slots(a), silentSince: at + 60 * second }).isOn).toBe(
      true,
    );
    const over = { done: slots(a, b), silentSince: at + 120 * second };
    expect(power(at + 122 * second, over)).toEqual({ isOn: true, wakeAt: span.toMs });
    expect(power(span.toMs, over).isOn).toBe(false);
  });

  it('goes off with its tail when all the rest is stopped', () => {
    const stopped = new Set([a, b].map(({ entry }) => entry.occurrence));
    const done = slots(a);
    expect(power(at + 20 * second, { stopped, done, silentSince: at + 18 * second }).isOn).toBe(
      true,
    );
    expect(power(at + 22 * second, { stopped, done, silentSince: at + 18 * second }).isOn).toBe(
      false,
    );
  });

  it('is on while something sounds beyond its time, and a second longer', () => {
    const late = at + 300 * second;
    const done = slots(a, b);
    expect(power(late, { done, isPlaying: true }).isOn).toBe(true);
    expect(power(late + 500, { done, silentSince: late }).isOn).toBe(true);
    expect(power(late + 1000, { done, silentSince: late }).isOn).toBe(false);
  });

  it('warms up for what is made ready outside of any time that was named', () => {
    const cued = { held: a, atMs: at, fromMs: 0, silentFrom: Infinity, cuts: false };
    const alone = { powered: [], cued };
    expect(power(at - 4 * second, alone)).toEqual({ isOn: false, wakeAt: at - 3 * second });
    expect(power(at - 3 * second, alone).isOn).toBe(true);
  });

  it('is warm by the time of the chime', () => {
    const cued = { held: a, atMs: at, fromMs: 0, silentFrom: Infinity, cuts: false };
    const chimed = { powered: [], cued, chimeMs: 1500 };
    expect(power(at - 5 * second, chimed)).toEqual({ isOn: false, wakeAt: at - 4500 });
    expect(power(at - 4500, chimed).isOn).toBe(true);
  });

  it.each<[string, Partial<PowerInput>]>([
    ['while the time is not known', { clockTrusted: false }],
    ['before the first settings', { quietHours: null }],
    [
      'for what quiet hours refuse',
      {
        quietHours: [
          {
            ...{ from: '04:00', to: '06:00', weekdays: allWeekdays },
            ...{ validFrom: null, validTo: null },
          },
        ],
      },
    ],
  ])('stays off %s', (_, rest) => {
    expect(power(at, rest).isOn).toBe(false);
  });
});
