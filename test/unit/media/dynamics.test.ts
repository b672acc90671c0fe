import { describe, expect, it } from 'vitest';
import { envelopeOf } from '../../../media/analysis/envelope.ts';
import { modelDynamics } from '../../../media/dynamics.ts';
import { mp3Flat128k, mp3Horn48k } from '../../../media/profile.ts';

const rate = 24_000;

/** A tone that comes and goes like syllables, and its loudness without weighting. */
function syllables(amplitude: number, seconds = 6) {
  const envelope = envelopeOf(rate);
  const sound = Float32Array.from({ length: seconds * rate }, (_, at) => {
    const isOn = at % 6_000 < 3_600;
    return isOn ? amplitude * Math.sin((2 * Math.PI * 500 * at) / rate) : 0;
  });
  envelope.take(new Uint8Array(sound.buffer));
  const lufs = 20 * Math.log10(amplitude) - 3 + 10 * Math.log10(0.6);
  return { lufs, envelope: envelope.finish() };
}

describe('modelDynamics', () => {
  it('lifts a sound that nothing holds back by what it lacks, and the encoder takes', () => {
    const model = modelDynamics(syllables(0.05), mp3Flat128k);
    const lacking = -16 - syllables(0.05).lufs + mp3Flat128k.encoderLossDb;
    expect(model.gainFor(-1)).toBeCloseTo(lacking, 1);
  });

  it('brings a sound to the level of the compressor, whatever it was', () => {
    for (const amplitude of [0.005, 0.05, 0.5]) {
      const sound = syllables(amplitude);
      const model = modelDynamics(sound, mp3Horn48k);
      expect(sound.lufs + model.preGainDb).toBeCloseTo(-20);
      expect(model.gainFor(-2.8)).toBeCloseTo(
        modelDynamics(syllables(0.1), mp3Horn48k).gainFor(-2.8),
        1,
      );
    }
  });

  it('gives back in advance what compressor and limiter will take', () => {
    const model = modelDynamics(syllables(0.1), mp3Horn48k);
    const free = model.gainFor(0);
    expect(free).toBeGreaterThan(4);
    expect(model.gainFor(-14)).toBeGreaterThan(free + 0.5);
  });

  it('learns from an attempt that missed', () => {
    const model = modelDynamics(syllables(0.05), mp3Flat128k);
    const gainDb = model.gainFor(-1);
    const attempt = { gainDb, limiterDb: -1, lufs: -17 };
    expect(model.gainFor(-1, attempt)).toBeCloseTo(gainDb + 1, 1);
    expect(model.gainFor(-1, { ...attempt, lufs: NaN })).toBeCloseTo(gainDb, 1);
  });

  it('says something finite of a sound that is shorter than any block', () => {
    const { envelope } = syllables(0.1, 0.1);
    expect(Number.isFinite(modelDynamics({ lufs: -20, envelope }, mp3Horn48k).gainFor(-2.8))).toBe(
      true,
    );
  });
});
