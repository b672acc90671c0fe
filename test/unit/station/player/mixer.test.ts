import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMixer,
  endOf,
  fadeFrames,
  type MixEvent,
  type Voice,
} from '../../../../station/player/mixer.ts';
import { rampFrames } from '../../../../station/player/ramp.ts';
import type { Sound } from '../../../../station/player/sound.ts';

const ms = 24;

/** Sound of one value, decoded as far as `decoded` says. */
function soundOf(value: number, frames: number, decoded = frames) {
  let taken = 0;
  const sound: Sound & { decode(more: number): void } = {
    available: () => decoded - taken,
    isDecoded: () => decoded >= frames,
    take(wanted) {
      const count = Math.min(wanted, decoded - taken);
      taken += count;
      return new Int16Array(count).fill(value);
    },
    decode(more) {
      decoded = Math.min(frames, decoded + more);
    },
    close() {},
  };
  return sound;
}

function voiceOf(startFrame: number, frames: number, rest: Partial<Voice> = {}): Voice {
  return {
    sound: soundOf(100, frames),
    startFrame,
    endFrame: startFrame + frames,
    untilFrame: Infinity,
    gainDb: 0,
    volume: null,
    hasBegun: false,
    fade: null,
    ...rest,
  };
}

/** Mixes block by block and gathers all that comes out. */
function mixAll(mixer: ReturnType<typeof createMixer<Voice>>, blocks: number[]) {
  const pcm: number[] = [];
  const events: MixEvent<Voice>[] = [];
  for (const frames of blocks) {
    const mixed = mixer.mix(frames);
    pcm.push(...mixed.pcm);
    events.push(...mixed.events);
  }
  return { pcm, events };
}

const heardOf = (events: MixEvent<Voice>[]) =>
  events.reduce((sum, event) => sum + (event.is === 'sounded' ? event.frames : 0), 0);
const markOf = (events: MixEvent<Voice>[]) =>
  events.flatMap((event) => (event.is === 'sounded' ? [] : [[event.is, event.frame]]));

describe('mixer', () => {
  it('is silent without a voice, and places one exactly', () => {
    const mixer = createMixer();
    mixer.setNext(voiceOf(700, 500));
    const { pcm, events } = mixAll(mixer, [480, 480, 480]);
    expect(pcm.findIndex((sample) => sample !== 0)).toBe(700);
    expect(pcm.lastIndexOf(100)).toBe(1199);
    expect(markOf(events)).toEqual([
      ['begun', 700],
      ['ended', 1200],
    ]);
    expect(heardOf(events)).toBe(500);
  });

  it('joins voices without a frame between, whatever the size of the blocks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 1, max: 900 }),
        (blocks, start, length) => {
          const mixer = createMixer<Voice>();
          const first = voiceOf(start, length);
          const second = voiceOf(start + length, 300, { sound: soundOf(200, 300) });
          mixer.setNext(first);
          const pcm: number[] = [];
          for (const frames of blocks) {
            if (mixer.current() === first) mixer.setNext(second);
            pcm.push(...mixer.mix(frames).pcm);
          }
          const from = pcm.indexOf(200);
          if (from < 0) return;
          expect(pcm.slice(start, start + length).every((sample) => sample === 100)).toBe(true);
          expect(from).toBeGreaterThanOrEqual(start + length);
        },
      ),
    );
  });

  it('begins the next within the very block in which the first ends', () => {
    const mixer = createMixer<Voice>();
    mixer.setNext(voiceOf(0, 480 + 100));
    const before = mixer.mix(480);
    mixer.setNext(voiceOf(580, 400, { sound: soundOf(200, 400) }));
    const { pcm } = mixer.mix(480);
    expect([...before.pcm, ...pcm].indexOf(200)).toBe(580);
    expect(pcm).not.toContain(0);
  });

  it('cuts what is longer than planned and fills what an encoder left out', () => {
    const longer = createMixer<Voice>();
    longer.setNext(voiceOf(0, 480, { sound: soundOf(100, 900) }));
    expect(mixAll(longer, [960]).pcm.lastIndexOf(100)).toBe(479);

    const shorter = createMixer<Voice>();
    shorter.setNext(voiceOf(0, 10_000, { sound: soundOf(100, 10_000 - 200 * ms) }));
    const { events } = mixAll(shorter, [12_000]);
    expect(heardOf(events)).toBe(10_000);
    expect(events.at(-1)).toMatchObject({ is: 'ended', reason: 'completed', frame: 10_000 });
  });

  it('calls sound damaged that ends much too early, or never comes', () => {
    const early = createMixer<Voice>();
    early.setNext(voiceOf(0, 20_000, { sound: soundOf(100, 9000) }));
    expect(mixAll(early, [20_000]).events.at(-1)).toMatchObject({
      is: 'ended',
      frame: 9000,
      reason: 'media_damaged',
    });

    const never = createMixer<Voice>();
    never.setNext(voiceOf(0, 20_000, { sound: soundOf(100, 20_000, 0) }));
    const { events } = mixAll(never, Array(12).fill(480 * 25));
    expect(events).toMatchObject([{ is: 'ended', reason: 'media_damaged' }]);
  });

  it('delays a voice that is not decoded yet and keeps its length', () => {
    const sound = soundOf(100, 500, 0);
    const mixer = createMixer<Voice>();
    mixer.setNext(voiceOf(0, 500, { sound }));
    expect(mixer.isStarving(480)).toBe(true);
    expect(mixer.mix(480).pcm).not.toContain(100);
    sound.decode(500);
    expect(mixer.isStarving(480)).toBe(false);
    const { events } = mixAll(mixer, [480, 480]);
    expect(markOf(events)).toEqual([
      ['begun', 480],
      ['ended', 980],
    ]);
  });

  it('never carries a delayed voice beyond where it must be silent', () => {
    const sound = soundOf(100, 500, 0);
    const mixer = createMixer<Voice>();
    mixer.setNext(voiceOf(0, 500, { sound, untilFrame: 600 }));
    mixer.mix(480);
    sound.decode(500);
    expect(mixAll(mixer, [480]).pcm.lastIndexOf(100)).toBe(119);
  });

  it('is not starving while it needs nothing, nor for a voice that begins later', () => {
    const mixer = createMixer<Voice>();
    expect(mixer.isStarving(480)).toBe(false);
    mixer.setNext(voiceOf(480, 500, { sound: soundOf(100, 500, 0) }));
    expect(mixer.isStarving(480)).toBe(false);
    expect(mixer.isStarving(481)).toBe(true);
  });

  it('fades out within 300 ms of the stop, falling all the way', () => {
    const mixer = createMixer<Voice>();
    mixer.setNext(voiceOf(0, 48_000, { sound: soundOf(1000, 48_000) }));
    mixer.mix(480);
    mixer.fadeOut('stopped');
    const { pcm, events } = mixAll(mixer, [480, 480 * 20]);
    expect(pcm.every((sample, i) => i === 0 || sample <= (pcm[i - 1] ?? 0))).toBe(true);
    expect(pcm[fadeFrames]).toBe(0);
    expect(events.at(-1)).toMatchObject({ frame: 480 + fadeFrames, reason: 'stopped' });
  });

  it('ends at once what is stopped before it began', () => {
    const mixer = createMixer<Voice>();
    mixer.setNext(voiceOf(0, 500, { sound: soundOf(100, 500, 0) }));
    mixer.mix(480);
    mixer.fadeOut('withdrawn');
    expect(mixer.mix(480).events).toMatchObject([{ is: 'ended', reason: 'withdrawn' }]);
  });

  it('applies gain and clips instead of wrapping around', () => {
    const mixer = createMixer<Voice>();
    mixer.setNext(voiceOf(0, 10, { sound: soundOf(-20_000, 10), gainDb: 6 }));
    expect(mixer.mix(10).pcm[0]).toBe(-32_768);
    const soft = createMixer<Voice>();
    soft.setNext(voiceOf(0, 10, { sound: soundOf(20_000, 10), gainDb: -6 }));
    expect(soft.mix(10).pcm[0]).toBe(10_024);
  });

  it('makes room for another at an instant, faded out by then, and forgets what has not begun', () => {
    const mixer = createMixer<Voice>();
    const first = voiceOf(0, 48_000, { sound: soundOf(1000, 48_000) });
    const second = voiceOf(20_000, 480, { sound: soundOf(50, 480) });
    mixer.setNext(first);
    mixer.mix(480);
    mixer.setNext(second);
    mixer.fadeOut('preempted', 15_000 - fadeFrames);
    mixer.keepOn();
    expect(endOf(first)).toBe(48_000);
    mixer.fadeOut('preempted', 20_000 - fadeFrames);
    expect(endOf(first)).toBe(20_000);
    const { pcm, events } = mixAll(mixer, Array(50).fill(480));
    const from = 480;
    expect(pcm[20_000 - fadeFrames - from]).toBe(1000);
    expect(pcm[20_000 - fadeFrames / 2 - from]).toBe(500);
    expect(pcm[20_000 - from]).toBe(50);
    expect(markOf(events)).toEqual([
      ['ended', 20_000],
      ['begun', 20_000],
      ['ended', 20_480],
    ]);
    const clear = events.filter(
      (event) => event.voice === first && event.is === 'sounded' && !event.isFading,
    );
    expect(heardOf(clear)).toBe(20_000 - fadeFrames - from);
  });

  it('a stop comes before a fade that is still to come', () => {
    const mixer = createMixer<Voice>();
    mixer.setNext(voiceOf(0, 48_000));
    mixer.mix(480);
    mixer.fadeOut('preempted', 30_000);
    mixer.fadeOut('stopped_here');
    const { events } = mixAll(mixer, Array(20).fill(480));
    expect(events.at(-1)).toMatchObject({ frame: 480 + fadeFrames, reason: 'stopped_here' });
  });

  it('is as loud as it is set, and gets there without a jump', () => {
    const mixer = createMixer<Voice>(0.5);
    mixer.setNext(voiceOf(0, 48_000, { sound: soundOf(10_000, 48_000) }));
    expect(mixer.mix(480).pcm.every((sample) => sample === 5000)).toBe(true);
    mixer.setVolume(1);
    const { pcm } = mixAll(mixer, Array(20).fill(480));
    for (let i = 1; i < pcm.length; i += 1) {
      const step = (pcm[i] ?? 0) - (pcm[i - 1] ?? 0);
      expect(step).toBeGreaterThanOrEqual(0);
      expect(step).toBeLessThanOrEqual(2);
    }
    expect(pcm[rampFrames]).toBe(10_000);
  });

  it('leaves what brings its own volume as it is', () => {
    const mixer = createMixer<Voice>(0.1);
    mixer.setNext(voiceOf(0, 48_000, { sound: soundOf(10_000, 48_000), volume: 0.8 }));
    mixer.setVolume(1);
    expect(mixer.mix(480).pcm.every((sample) => sample === 8000)).toBe(true);
  });
});
