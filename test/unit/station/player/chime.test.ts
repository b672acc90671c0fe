import { describe, expect, it } from 'vitest';
import { chimeMs, chimeSound } from '../../../../station/player/chime.ts';
import { createMixer, type Voice } from '../../../../station/player/mixer.ts';
import { toneLevel } from '../../../support/tone-level.ts';

const ms = 24;
const chime = chimeSound();
const frames = chimeMs * ms;

function voiceAt(startFrame: number, rest: Partial<Voice> = {}): Voice {
  let left = 480;
  const sound = {
    available: () => left,
    isDecoded: () => true,
    take(wanted: number) {
      const count = Math.min(wanted, left);
      left -= count;
      return new Int16Array(count).fill(9000);
    },
    close() {},
  };
  return {
    ...{ sound, startFrame, endFrame: startFrame + 480, untilFrame: Infinity, gainDb: 0 },
    ...{ volume: null, hasBegun: false, fade: null, ...rest },
  };
}

/** All that a mixer makes in blocks of 20 ms, with acts before some of them. */
function mixed(
  mixer: ReturnType<typeof createMixer<Voice>>,
  blocks: number,
  acts: Record<number, () => void> = {},
): Int16Array {
  const pcm = new Int16Array(blocks * 480);
  for (let block = 0; block < blocks; block += 1) {
    acts[block]?.();
    pcm.set(mixer.mix(480).pcm, block * 480);
  }
  return pcm;
}

const peakOf = (samples: Int16Array) => Math.max(...samples.map(Math.abs));

describe('the sound of the chime', () => {
  it('is two tones, one after the other, that die away into silence', () => {
    expect(chime).toHaveLength(frames);
    const first = chime.subarray(0, 430 * ms);
    const second = chime.subarray(1000 * ms, 1400 * ms);
    expect(toneLevel(first, 659.26)).toBeGreaterThan(10 * toneLevel(first, 523.25));
    expect(toneLevel(second, 523.25)).toBeGreaterThan(3 * toneLevel(second, 659.26));
    expect(peakOf(chime.subarray(-50 * ms))).toBe(0);
    expect(peakOf(chime.subarray(1100 * ms))).toBeLessThan(peakOf(chime) / 3);
  });

  it('is soft beside programmes, and begins and ends without a click', () => {
    expect(20 * Math.log10(peakOf(chime) / 32_768)).toBeCloseTo(-16, 1);
    const steps = chime.map((sample, i) => Math.abs(sample - (chime[i - 1] ?? 0)));
    // What the tones themselves move from one sample to the next.
    const most = peakOf(chime) * 2 * Math.PI * (659.26 / 24_000);
    expect(peakOf(steps)).toBeLessThan(1.1 * most);
  });
});

describe('a mixer with a chime', () => {
  it('puts it right before the sound, which stays where it is', () => {
    const mixer = createMixer<Voice>(1, chime);
    mixer.setNext(voiceAt(50_003));
    mixer.setChime(true);
    const pcm = mixed(mixer, 110);
    expect(peakOf(pcm.subarray(0, 50_003 - frames))).toBe(0);
    expect(pcm.subarray(50_003 - frames, 50_003)).toEqual(chime);
    expect(pcm.indexOf(9000)).toBe(50_003);
  });

  it('has none where there is no room for all of it, or where nobody wants one', () => {
    const late = createMixer<Voice>(1, chime);
    mixed(late, 2);
    late.setNext(voiceAt(959 + frames));
    late.setChime(true);
    expect(mixed(late, 90).findIndex((sample) => sample !== 0)).toBe(959 + frames - 960);
    const unwanted = createMixer<Voice>(1, chime);
    unwanted.setNext(voiceAt(50_000));
    unwanted.setChime(false);
    expect(mixed(unwanted, 110).findIndex((sample) => sample !== 0)).toBe(50_000);
  });

  it('fades it within a tenth of a second when the sound is called off', () => {
    const mixer = createMixer<Voice>(1, chime);
    mixer.setNext(voiceAt(48_000));
    mixer.setChime(true);
    const off = () => {
      mixer.setNext(null);
      mixer.setChime(false);
    };
    const pcm = mixed(mixer, 110, { 30: off });
    const at = 30 * 480;
    expect(peakOf(pcm.subarray(at - 480, at))).toBeGreaterThan(1000);
    expect(peakOf(pcm.subarray(at, at + 40 * ms))).toBeGreaterThan(500);
    expect(peakOf(pcm.subarray(at + 100 * ms))).toBe(0);
  });

  it('keeps it whole while the same sound is placed anew', () => {
    const mixer = createMixer<Voice>(1, chime);
    const voice = voiceAt(48_000);
    mixer.setNext(voice);
    mixer.setChime(true);
    const again = () => {
      voice.startFrame += 24;
      mixer.setChime(true);
    };
    const pcm = mixed(mixer, 110, { 30: again, 60: again });
    expect(pcm.subarray(48_000 - frames, 48_000)).toEqual(chime);
    expect(pcm.indexOf(9000)).toBe(48_048);
  });

  it('stops with what somebody at the loudspeaker stops', () => {
    const mixer = createMixer<Voice>(1, chime);
    mixer.setNext(voiceAt(48_000));
    mixer.setChime(true);
    const pcm = mixed(mixer, 110, { 40: () => mixer.fadeOut('stopped_here') });
    expect(peakOf(pcm.subarray(40 * 480 + 100 * ms, 48_000))).toBe(0);
    expect(pcm.indexOf(9000)).toBe(48_000);
  });

  it('is as loud as the sound that it announces may be', () => {
    const own = createMixer<Voice>(1, chime);
    own.setNext(voiceAt(48_000, { volume: 0.25 }));
    own.setChime(true);
    expect(peakOf(mixed(own, 100))).toBe(Math.round(peakOf(chime) / 4));
    const set = createMixer<Voice>(0.5, chime);
    set.setNext(voiceAt(48_000));
    set.setChime(true);
    expect(peakOf(mixed(set, 100))).toBe(Math.round(peakOf(chime) / 2));
  });
});
