import { describe, expect, it } from 'vitest';
import { judgeHearing } from '../../../../media/ear/hearing.ts';
import { seeded } from '../../../support/seeded.ts';

const perSecond = 50;

/** Levels that move as those of speech do: syllables and pauses. */
function speech(seconds: number, seed: number): number[] {
  const next = seeded(seed);
  const levels: number[] = [];
  while (levels.length < seconds * perSecond) {
    const level = next(5) === 0 ? -60 : -30 + next(15);
    levels.push(...Array<number>(4 + next(8)).fill(level));
  }
  return levels.slice(0, seconds * perSecond);
}

const after = (lateMs: number, levels: number[]) => [
  ...Array<number>(lateMs / 20).fill(-60),
  ...levels.map((level) => level - 12),
];
const judged = (played: number[], heard: number[]) =>
  judgeHearing({ played, heard, limitShare: 0 });

describe('what a microphone heard', () => {
  const played = speech(12, 1);
  const heard = after(300, played);

  it('is judged by what both have where it gave less than was played', () => {
    expect(judged(played, heard.slice(0, 10 * perSecond))).toBe('heard');
    expect(judged(played, after(300, speech(12, 2)).slice(0, 10 * perSecond))).toBe('silent');
  });

  it('is found as late as sound may come, in the last of it too', () => {
    for (const lateMs of [0, 1000, 2480])
      expect(judged(played, after(lateMs, played).slice(0, 12 * perSecond)), `${lateMs}`).toBe(
        'heard',
      );
  });

  it('stays unknown where both have less than six seconds of it', () => {
    expect(judged(played, heard.slice(0, 8 * perSecond))).toBe('unknown');
    expect(judged(played, [])).toBe('unknown');
    expect(judged(speech(5, 3), after(0, speech(20, 3)))).toBe('unknown');
  });
});
