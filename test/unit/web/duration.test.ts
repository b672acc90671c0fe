import { describe, expect, it } from 'vitest';
import { countdownText, deviationText, durationText } from '../../../web/text/duration.ts';

describe('lengths and deviations', () => {
  it('writes a length as the field does', () => {
    expect(durationText(0)).toBe('0″');
    expect(durationText(45_000)).toBe('45″');
    expect(durationText(60_000)).toBe('1′');
    expect(durationText(260_000)).toBe('4′20″');
    expect(durationText(3_900_000)).toBe('1 h 05′');
    expect(durationText(59_700)).toBe('1′');
  });

  it('keeps the sign of what is too much', () => {
    expect(durationText(-65_000)).toBe('−1′05″');
    expect(durationText(-200)).toBe('0″');
  });

  it('counts down as a clock does, and stays at nought', () => {
    expect(countdownText(754_000)).toBe('12:34');
    expect(countdownText(10_927_000)).toBe('3:02:07');
    expect(countdownText(400)).toBe('00:01');
    expect(countdownText(-5000)).toBe('00:00');
  });

  it('writes a deviation with the sign and the comma of the language', () => {
    expect(deviationText(240, 'vi')).toBe('+0,2 s');
    expect(deviationText(-1500, 'en')).toBe('−1.5 s');
    expect(deviationText(0, 'en')).toBe('0.0 s');
  });
});
