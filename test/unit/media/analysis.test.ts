import { describe, expect, it } from 'vitest';
import { judgeChannels } from '../../../media/analysis/channels.ts';
import { envelopeOf } from '../../../media/analysis/envelope.ts';
import { levelsOf } from '../../../media/analysis/levels.ts';
import { narrowSoundOf } from '../../../media/analysis/narrow-sound.ts';
import { drawPeaks } from '../../../media/analysis/peaks.ts';
import { findSilence, silenceThreshold } from '../../../media/analysis/silence.ts';
import { guessKind } from '../../../media/analysis/speech-or-music.ts';
import { readMeters } from '../../../media/meters.ts';
import { seeded } from '../../support/seeded.ts';

const rate = 8_000;

const bytesOf = (sound: Float32Array) =>
  new Uint8Array(Int16Array.from(sound, (value) => value * 32_767).buffer);

function listen(seconds: number, at: (second: number) => number) {
  const sound = Float32Array.from({ length: seconds * rate }, (_, index) => at(index / rate));
  const narrow = narrowSoundOf(rate);
  narrow.take(bytesOf(sound));
  return narrow.finish();
}

const tone = (hertz: number, second: number) => Math.sin(2 * Math.PI * hertz * second);

describe('accumulators', () => {
  it('find the same wherever chunks end', () => {
    const random = seeded(1);
    const sound = Float32Array.from({ length: 10_000 }, () => random(2_000) / 1_000 - 1);
    const bytes = new Uint8Array(sound.buffer);
    const whole = envelopeOf(24_000);
    whole.take(bytes);
    const parts = envelopeOf(24_000);
    for (let from = 0; from < bytes.length;) {
      const to = Math.min(bytes.length, from + 1 + random(999));
      parts.take(bytes.subarray(from, to));
      from = to;
    }
    expect(parts.finish()).toEqual(whole.finish());
  });

  it('see peaks, zero crossings, an offset, and what lies above 300 Hz', () => {
    const high = listen(1, (second) => 0.5 * tone(1_000, second) + 0.1);
    expect(high.mean).toBeCloseTo(0.1, 2);
    expect(Math.max(...high.peak)).toBeCloseTo(0.6, 1);
    expect(high.crossings[50]).toBe(20);
    expect(high.bandPower).toBeCloseTo(0.125, 2);
    expect(listen(1, (second) => 0.5 * tone(50, second)).bandPower).toBeLessThan(0.001);
  });

  it('keep what is no number visible', () => {
    const envelope = envelopeOf(24_000);
    envelope.take(new Uint8Array(Float32Array.from([0, NaN, 0]).buffer));
    expect(envelope.finish().power.some(Number.isNaN)).toBe(true);
  });
});

describe('drawPeaks', () => {
  const read = (text: string) => [...Buffer.from(text, 'base64')];

  it('gives one byte a stretch, and never more than fit', () => {
    expect(read(drawPeaks([0, 0.5, 1, 2]))).toEqual([0, 64, 127, 127]);
    expect(read(drawPeaks([]))).toEqual([0]);
    const long = drawPeaks(
      Float32Array.from({ length: 1_000_003 }, (_, at) => (at === 500_000 ? 1 : 0)),
    );
    expect(long.length).toBeLessThan(12_000);
    expect(read(long).filter((value) => value === 127)).toHaveLength(1);
  });
});

describe('silence', () => {
  const levels = (...stretches: [count: number, level: number][]) =>
    Float32Array.from(stretches.flatMap(([count, level]) => Array<number>(count).fill(level)));

  it('lies before, behind and between sounds', () => {
    const found = findSilence(levels([10, -80], [5, -20], [8, -80], [4, -20], [3, -80]), -50);
    expect(found).toEqual({
      firstSound: 10,
      endOfSound: 27,
      inner: [{ start: 15, end: 23 }],
      sounding: 9,
    });
  });

  it('is not ended by a click', () => {
    expect(findSilence(levels([10, -80], [1, -20], [10, -80], [5, -20]), -50).firstSound).toBe(21);
    expect(findSilence(levels([10, -80], [1, -20], [10, -80]), -50).sounding).toBe(0);
  });

  it('is the room under speech, and far lower under music, which fades', () => {
    const room = levels([20, -45], [80, -20]);
    expect(silenceThreshold(room, -20, 'speech')).toBeGreaterThan(-45);
    expect(silenceThreshold(room, -20, 'music')).toBe(-65);
    expect(silenceThreshold(levels([20, -120], [80, -20]), -20, 'speech')).toBe(-65);
  });

  it('is measured in levels of equal stretches', () => {
    const power = Float32Array.from({ length: 12 }, (_, at) => (at < 6 ? 1 : 0.01));
    expect([...levelsOf(power, 5)].map(Math.round)).toEqual([0, -8]);
  });
});

describe('guessKind', () => {
  const random = seeded(7);
  const hiss = () => random(2_000) / 1_000 - 1;

  it('takes syllables with pauses and hisses for speech', () => {
    const speech = listen(6, (second) => {
      const place = (second * 4) % 1;
      if (place < 0.55) return 0.4 * tone(180, second) + 0.2 * tone(720, second);
      return place < 0.75 ? 0.08 * hiss() : 0;
    });
    expect(guessKind(speech)).toBe('speech');
  });

  it('takes held chords for music, also with a beat and a melody', () => {
    const held = listen(
      6,
      (second) => 0.2 * (tone(440, second) + tone(550, second) + tone(660, second)),
    );
    expect(guessKind(held)).toBe('music');
    const played = listen(6, (second) => {
      const note = [440, 494, 554, 587][Math.floor(second * 3) % 4] ?? 440;
      const drum = Math.exp(-20 * (second % 0.5)) * hiss();
      return 0.2 * tone(note, second) + 0.15 * tone(330, second) + 0.1 * drum;
    });
    expect(guessKind(played)).toBe('music');
  });

  it('takes silence for anything, but something', () => {
    expect(guessKind(listen(2, () => 0))).toBe('music');
  });
});

describe('judgeChannels', () => {
  const channel = (rmsDb: number, dcOffset = 0) => ({ rmsDb, dcOffset, peakDb: 0, peakCount: 1 });

  it('averages channels that go together', () => {
    expect(judgeChannels([channel(-20)], -20).mix).toBe('average');
    expect(judgeChannels([channel(-20), channel(-20)], -20).mix).toBe('average');
    expect(judgeChannels([channel(-20), channel(-20)], -23).mix).toBe('average');
    expect(judgeChannels(Array<ReturnType<typeof channel>>(8).fill(channel(-20)), -29).mix).toBe(
      'average',
    );
  });

  it('takes the louder of channels that cancel each other', () => {
    expect(judgeChannels([channel(-20), channel(-19)], -45)).toEqual({
      mix: 1,
      areOpposed: true,
      isOnlyOneAlive: false,
    });
  });

  it('takes the only channel with sound, whatever offset the other has', () => {
    for (const dead of [channel(-Infinity), channel(-70), channel(-20, 0.1)]) {
      const verdict = judgeChannels([dead, channel(-20)], -26);
      expect(verdict).toMatchObject({ mix: 1, isOnlyOneAlive: true });
    }
  });

  it('says nothing of silence', () => {
    expect(judgeChannels([channel(-Infinity), channel(-Infinity)], -91).mix).toBe('average');
  });
});

describe('readMeters', () => {
  const summary = (name: string, lufs: string) => [
    `[ebur128@${name} @ 0x55] [info] Summary:`,
    ...[
      '',
      '  Integrated loudness:',
      `    I:         ${lufs} LUFS`,
      '    Threshold: -31.8 LUFS',
      '',
    ],
    ...[
      '  Loudness range:',
      '    LRA:         3.0 LU',
      '',
      '  True peak:',
      '    Peak:       -1.7 dBFS',
    ],
  ];

  it('tells meters by their names and reads what came after the sound began', () => {
    const lines = [
      ...summary('shaped', '-70.0'),
      '[info] Stream mapping:',
      ...summary('source', '-20.5'),
      ...summary('shaped', '-23.0'),
      '[volumedetect@mix @ 0x1] [info] mean_volume: -21.1 dB',
      '[astats@channels @ 0x1] [info] Channel: 1',
      '[astats@channels @ 0x1] [info] DC offset: -0.000011',
      '[astats@channels @ 0x1] [info] Peak level dB: -inf',
      '[astats@channels @ 0x1] [info] RMS level dB: -21.1',
      '[astats@channels @ 0x1] [info] Peak count: 2',
    ];
    const meters = readMeters(lines);
    expect(meters.loudness.get('source')).toEqual({ lufs: -20.5, rangeLu: 3, truePeakDb: -1.7 });
    expect(meters.loudness.get('shaped')?.lufs).toBe(-23);
    expect(meters).toMatchObject({ mixMeanDb: -21.1, parts: 1 });
    expect(meters.channels).toEqual([
      { dcOffset: -0.000_011, peakDb: -Infinity, rmsDb: -21.1, peakCount: 2 },
    ]);
  });

  it('counts the parts of a sound that changes on its way', () => {
    const lines = [...summary('shaped', '-20.0'), ...summary('shaped', '-24.0')];
    expect(readMeters(lines)).toMatchObject({ parts: 2, mixMeanDb: NaN });
  });

  it('is not taken in by what a file is called', () => {
    const lines = ['[info]     title : x', '    I:         -3.0 LUFS', '[info] Stream mapping:'];
    expect(
      readMeters([...lines, ...summary('shaped', 'nan')]).loudness.get('shaped')?.lufs,
    ).toBeNaN();
  });
});
