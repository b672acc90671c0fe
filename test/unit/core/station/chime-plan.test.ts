import { describe, expect, it } from 'vitest';
import { isAnnounced, type ChimeInput } from '../../../../core/station/chime-plan.ts';
import { allWeekdays } from '../../../../core/time/zoned.ts';
import { entryOf } from '../../../support/bulletin.ts';

const at = Date.parse('2026-03-10T05:00:00Z');
const second = 1000;
const held = {
  entry: entryOf({ sha256: 'a', bytes: 1, durationMs: 60 * second }, at),
  playlist: 'P',
  heldSince: 0,
};
const cue = { held, atMs: at, fromMs: 0, silentFrom: Infinity, cuts: false };

const announced = (rest: Partial<ChimeInput> = {}) =>
  isAnnounced({
    ...{ cue, chimeMs: 1500, playing: null, silentSince: null, quietHours: [], zone: 'UTC' },
    ...rest,
  });
const quiet = (from: string, to: string) => [
  { from, to, weekdays: allWeekdays, validFrom: null, validTo: null },
];

describe('a chime', () => {
  it('comes before the first sound, and before one after a silence', () => {
    expect(announced()).toBe(true);
    expect(announced({ silentSince: at - 3600 * second })).toBe(true);
    expect(announced({ silentSince: at - 11_500 })).toBe(true);
  });

  it('does not come after a pause, nor before what joins on or cuts in', () => {
    expect(announced({ silentSince: at - 11_499 })).toBe(false);
    expect(announced({ silentSince: at })).toBe(false);
    expect(announced({ playing: { endsAt: at } })).toBe(false);
    expect(announced({ playing: { endsAt: at + 30 * second } })).toBe(false);
    expect(announced({ playing: { endsAt: at - 11_500 } })).toBe(true);
  });

  it('never sounds in quiet hours, not even in their last moment', () => {
    expect(announced({ quietHours: quiet('21:00', '05:00') })).toBe(false);
    expect(announced({ quietHours: quiet('21:00', '04:59:59') })).toBe(false);
    expect(announced({ quietHours: quiet('21:00', '04:59:58') })).toBe(true);
    expect(announced({ quietHours: quiet('05:00', '06:00') })).toBe(true);
    expect(announced({ quietHours: null })).toBe(false);
  });

  it('is for what begins, not for what goes on', () => {
    expect(announced({ cue: { ...cue, fromMs: 12_000 } })).toBe(false);
    expect(announced({ cue: null })).toBe(false);
  });
});
