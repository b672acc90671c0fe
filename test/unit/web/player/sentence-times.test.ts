import { describe, expect, it } from 'vitest';
import {
  sentenceAt,
  sentenceTimes,
  textBehind,
} from '../../../../web/features/player/sentence-times.ts';
import { anAnalysis } from '../../../support/a-recording.ts';

const heard = { startMs: 0, endMs: 60_000 };
const speech = { voice: 'vi', wordsPerMinute: 150, said: '' };
const text = 'Kính thưa bà con.\n\nHôm nay xóm ta họp. Mời bà con đến đông đủ nhé.';

describe('sentences with their times', () => {
  it('are all of the text, one after the other, over all that is heard', () => {
    const sentences = sentenceTimes(text, { analysis: null, speech: null }, heard);
    expect(sentences.map((one) => one.gap + one.text).join('')).toBe(text);
    expect(sentences[0]?.startMs).toBe(0);
    expect(sentences.at(-1)?.endMs).toBe(60_000);
    sentences.slice(1).forEach(({ startMs }, at) => expect(startMs).toBe(sentences[at]?.endMs));
  });

  it('lose nothing of a text that ends with what nobody says, or that has nothing else', () => {
    for (const whole of ['Một hai ba.\n\n* * *\n', '---', 'Một hai ba. ', 'Hô\u0300i.\n—']) {
      const sentences = sentenceTimes(whole, { analysis: null, speech: null }, heard);
      const shown = sentences.map((one) => one.gap + one.text).join('');
      expect(shown + textBehind(whole, sentences)).toBe(whole.normalize('NFC'));
    }
    const ending = 'Một hai ba.\n\n* * *\n';
    const said = sentenceTimes(ending, { analysis: null, speech: null }, heard);
    expect(textBehind(ending, said)).toContain('* * *');
  });

  it('are as long as their words take to say: numbers are more than they look', () => {
    const [first, second] = sentenceTimes(
      'Có 1.234.567 đồng. Có một đồng.',
      { analysis: null, speech },
      heard,
    );
    const lengthOf = (one = first) => (one?.endMs ?? 0) - (one?.startMs ?? 0);
    expect(lengthOf(first)).toBeGreaterThan(2 * lengthOf(second));
  });

  it('go by what the engine was given, where its sentences are known', () => {
    const said = 'dài dài dài dài dài dài dài dài.\nngắn.';
    const given = { analysis: null, speech: { ...speech, said } };
    const [first] = sentenceTimes('VBQPPL. Hết.', given, heard);
    expect(first?.endMs).toBeGreaterThan(40_000);
  });

  it('leave out the silent ends and long silences between', () => {
    const analysis = anAnalysis({
      leadingSilenceMs: 4_000,
      trailingSilenceMs: 6_000,
      innerSilences: [{ startMs: 20_000, endMs: 30_000 }],
    });
    const [first, second] = sentenceTimes(
      'Một hai ba. Một hai ba.',
      { analysis, speech: null },
      heard,
    );
    // 40 s of voice: 16 s before the silence, 24 s after it.
    expect([first?.startMs, first?.endMs]).toEqual([4_000, 34_000]);
    expect([second?.startMs, second?.endMs]).toEqual([34_000, 54_000]);
  });

  it('name the one that is being spoken', () => {
    const spans = [
      { startMs: 1_000, endMs: 2_000 },
      { startMs: 2_000, endMs: 3_000 },
    ];
    expect([0, 1_000, 1_999, 2_000, 3_000, 3_001].map((at) => sentenceAt(spans, at))).toEqual([
      -1, 0, 0, 1, 1, -1,
    ]);
    expect(sentenceAt([], 5)).toBe(-1);
  });
});
