import { describe, expect, it } from 'vitest';
import type { ClaimedPlay, SoundedSpan } from '../../../../core/proof/doubt.ts';
import { doubtOf } from '../../../../core/proof/doubt.ts';

const minute = 60_000;
const now = 1_700_000_000_000;
const at = now - 60 * minute;
const play: ClaimedPlay = {
  ...{ playId: 'p', startedAt: at, endedAt: at + minute, heardMs: minute, durationMs: minute },
};
const judge = (
  rest: Partial<ClaimedPlay>,
  known: { pairedAt?: number; others?: SoundedSpan[] } = {},
) => doubtOf({ ...play, ...rest }, { now, pairedAt: 0, others: [], ...known });

describe('a play that makes no sense', () => {
  it.each<[string, Partial<ClaimedPlay>, string | null]>([
    ['is as planned', {}, null],
    ['was cut short', { heardMs: 5000, endedAt: at + 5000 }, null],
    ['never sounded', { startedAt: null, endedAt: null, heardMs: 0 }, null],
    [
      'starts in the future',
      { startedAt: now + 3 * minute, endedAt: now + 4 * minute },
      'starts_in_future',
    ],
    ['is a moment ahead', { startedAt: now + minute, endedAt: now + 2 * minute }, null],
    ['ends before it starts', { endedAt: at - 1 }, 'ends_before_start'],
    [
      'is heard longer than it is',
      { heardMs: minute + 2001, endedAt: at + 2 * minute },
      'heard_too_long',
    ],
    ['is heard a block longer', { heardMs: minute + 20, endedAt: at + minute + 20 }, null],
    ['is heard longer than it took', { endedAt: at + 30_000 }, 'heard_too_long'],
    [
      'was heard and never started',
      { startedAt: null, endedAt: null, heardMs: 1 },
      'heard_too_long',
    ],
  ])('%s', (_, rest, doubt) => {
    expect(judge(rest)?.doubt ?? null).toBe(doubt);
  });

  it('sounds before its endpoint was there', () => {
    expect(judge({}, { pairedAt: at + 2 * minute })?.doubt).toBe('before_pairing');
    expect(judge({}, { pairedAt: at + minute })).toBeNull();
  });

  it('sounds while another does, but for a fade; itself told twice is no other', () => {
    const other = { playId: 'o', startedAt: at + 30_000, endedAt: at + 2 * minute };
    expect(judge({}, { others: [other] })).toEqual({ doubt: 'two_at_once', rival: 'o' });
    expect(judge({}, { others: [{ ...other, startedAt: at + 59_000 }] })).toBeNull();
    expect(judge({}, { others: [{ ...other, playId: 'p' }] })).toBeNull();
    expect(judge({ heardMs: 0 }, { others: [other] })).toBeNull();
  });
});
