import { describe, expect, it } from 'vitest';
import { levelOf, levelWord, meterShare, noLevel } from '../../../web/features/recorder/level.ts';
import {
  problemBefore,
  problemOfRefusal,
} from '../../../web/features/recorder/recorder-problem.ts';
import { bestFormat, takeFileName } from '../../../web/features/recorder/sound-format.ts';
import { elapsedText } from '../../../web/text/duration.ts';

const tone = (amplitude: number) =>
  Float32Array.from({ length: 4800 }, (_, at) => amplitude * Math.sin(at / 10));

describe('the level of a voice', () => {
  it.each([
    [0, 'silent'],
    [0.01, 'quiet'],
    [0.3, 'good'],
    [1, 'loud'],
  ] as const)('of amplitude %d is called %s', (amplitude, word) => {
    expect(levelWord([levelOf(tone(amplitude))])).toBe(word);
  });

  it('is judged over a while: people breathe, and one loud syllable is too loud', () => {
    const [silence, voice, shout] = [0, 0.3, 1].map((amplitude) => levelOf(tone(amplitude)));
    expect(levelWord([voice!, silence!, silence!])).toBe('good');
    expect(levelWord([shout!, voice!, voice!])).toBe('loud');
    expect(levelWord([])).toBe('silent');
  });

  it('fills the meter from nothing to all of it', () => {
    expect(meterShare(noLevel)).toBe(0);
    expect(meterShare({ rmsDb: -30, peak: 0.1 })).toBe(0.5);
    expect(meterShare({ rmsDb: 3, peak: 1 })).toBe(1);
    expect(levelOf(new Float32Array(0))).toEqual(noLevel);
  });
});

describe('what stands against recording', () => {
  const fine = { isSecure: true, hasMicrophones: true, hasRecorder: true };

  it('is known before anybody is asked', () => {
    expect(problemBefore(fine)).toBeNull();
    // Without https, a browser hides its microphones too.
    expect(problemBefore({ ...fine, isSecure: false, hasMicrophones: false })).toBe('insecure');
    expect(problemBefore({ ...fine, hasRecorder: false })).toBe('unsupported');
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'failed'],
  ])('or read from a refusal: %s', (name, problem) => {
    expect(problemOfRefusal(Object.assign(new Error('no'), { name }))).toBe(problem);
  });
});

it('records in what the browser can, and names the file for it', () => {
  expect(bestFormat(() => true)).toBe('audio/webm;codecs=opus');
  expect(bestFormat((type) => type === 'audio/mp4')).toBe('audio/mp4');
  expect(bestFormat(() => false)).toBeNull();
  expect(takeFileName('Thu âm 24/11 08:30', 'audio/mp4')).toBe('Thu âm 24-11 08-30.m4a');
  expect(takeFileName('Tin', 'audio/webm;codecs=opus')).toBe('Tin.webm');
});

it('counts a second when it is over', () => {
  expect(elapsedText(999)).toBe('00:00');
  expect(elapsedText(61_999)).toBe('01:01');
});
