import { describe, expect, it } from 'vitest';
import { silenceAfter } from '../../bench/alert/judge-silence.ts';
import type { Heard } from '../../bench/onair/listener.ts';

const framesPerMs = 24;
const beganAt = 1_000_000;

/** What a card played: spans of ms, loud or silent in turn, from `beganAt` on. */
function played(...spansMs: number[]): { sound: Buffer; heard: Heard } {
  const sound = Buffer.concat(
    spansMs.map((ms, index) => {
      const span = new Int16Array(ms * framesPerMs).fill(index % 2 === 0 ? 8000 : 0);
      return Buffer.from(span.buffer);
    }),
  );
  return { sound, heard: { beganAt, bytes: sound.length, shifts: [] } };
}

const after = ({ sound, heard }: ReturnType<typeof played>, clickedMs: number) =>
  silenceAfter(sound, heard, beganAt + clickedMs);

describe('silence after a stop', () => {
  it('counts from the click to the last sample that can be heard', () => {
    expect(after(played(3000, 12_000), 2000)).toBeCloseTo(1000, 0);
  });

  it('is the end of what a card was given, where it gets nothing more', () => {
    expect(after(played(3000), 2600)).toBeCloseTo(400, 0);
  });

  it('is not there where it sounds again, or on', () => {
    expect(after(played(3000, 1000, 500, 9000), 2000)).toBeCloseTo(2500, 0);
    expect(after(played(20_000), 2000)).toBe('played on');
  });

  it('proves nothing where nothing sounded at the click', () => {
    expect(after(played(1000, 12_000), 3000)).toBe('did not play');
  });

  it('counts later where the card had run dry', () => {
    const { sound, heard } = played(3000, 12_000);
    const late: Heard = { ...heard, beganAt: beganAt + 200, shifts: [[4800, 200]] };
    expect(after({ sound, heard: late }, 2000)).toBeCloseTo(1200, 0);
  });
});
