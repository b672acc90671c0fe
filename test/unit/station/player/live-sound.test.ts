import { describe, expect, it } from 'vitest';
import { framesPerMs } from '../../../../station/output/output.ts';
import type { LiveFeed } from '../../../../station/player/live-feed.ts';
import {
  createLiveSound,
  nothing,
  streamSilenceFrames,
} from '../../../../station/player/live-sound.ts';
import type { Sound } from '../../../../station/player/sound.ts';

const second = 1000 * framesPerMs;
const block = 20 * framesPerMs;
const [live, instead] = [1000, -2000];

/** A feed that gives what it is told to. */
function feedOf() {
  let gives: number | null = live;
  let isClosed = false;
  let caughtUp = 0;
  const feed: LiveFeed = {
    available: () => (gives === null ? 0 : second),
    take: (frames) => new Int16Array(gives === null ? 0 : frames).fill(gives ?? 0),
    catchUp: () => {
      caughtUp += 1;
    },
    close: () => {
      isClosed = true;
    },
  };
  return {
    feed,
    give: (what: number | null) => (gives = what),
    isClosed: () => isClosed,
    caughtUp: () => caughtUp,
  };
}

function fallbackOf() {
  let opened = 0;
  let closed = 0;
  const open = (): Sound => {
    opened += 1;
    return {
      take: (frames) => new Int16Array(frames).fill(instead),
      available: () => second,
      isDecoded: () => false,
      close: () => {
        closed += 1;
      },
    };
  };
  return { open, opened: () => opened, closed: () => closed };
}

function world(
  more: {
    withFallback?: boolean;
    /** Whether the fallback's file has come. */
    isHere?: () => boolean;
    minutes?: number;
    leadFrames?: number;
    silentLimitFrames?: number;
  } = {},
) {
  const { withFallback = true, isHere = () => true, minutes = 10, leadFrames = 0 } = more;
  const source = feedOf();
  const fallback = fallbackOf();
  const sound = createLiveSound({
    feed: source.feed,
    openFallback: withFallback ? () => (isHere() ? fallback.open() : null) : null,
    lengthFrames: minutes * 60 * second,
    silentLimitFrames: more.silentLimitFrames ?? streamSilenceFrames,
    ...{ leadFrames, fault: 'stream_lost' },
  });
  /** What sounds for so many seconds, as seconds of each value; `null` where nothing is given. */
  const hear = (seconds: number) => {
    const heard: [number | null, number][] = [];
    for (let frames = 0; frames < seconds * second; frames += block) {
      const samples = sound.take(block);
      const value = samples[0] ?? null;
      const last = heard.at(-1);
      if (last?.[0] === value) last[1] += block / second;
      else heard.push([value, block / second]);
    }
    return heard.map(([value, length]) => [value, Math.round(length)]);
  };
  return { ...source, fallback, sound, hear };
}

describe('a live sound', () => {
  it('is the stream from when it has the programme on, and caught up then', () => {
    const { hear, caughtUp, sound } = world({ leadFrames: 3 * second });
    expect(hear(10)).toEqual([
      [0, 3],
      [live, 7],
    ]);
    expect(caughtUp()).toBe(1);
    expect(sound.fault?.()).toBeNull();
  });

  it('gives way to its fallback when nothing comes, and comes back when it is worth it', () => {
    const { hear, give, fallback, caughtUp, sound } = world();
    hear(10);
    give(null);
    expect(hear(20)).toEqual([
      [null, 5],
      [instead, 15],
    ]);
    give(live);
    expect(hear(20)).toEqual([
      [instead, 5],
      [live, 15],
    ]);
    expect([fallback.opened(), fallback.closed(), caughtUp()]).toEqual([1, 1, 2]);
    expect(sound.fault?.()).toBe('stream_lost');
  });

  it('has its fallback as soon as that comes, be it while the stream is gone already', () => {
    let isHere = false;
    const { hear, give, fallback } = world({ isHere: () => isHere });
    hear(10);
    give(null);
    expect(hear(15)).toEqual([[null, 15]]);
    isHere = true;
    expect(hear(10)).toEqual([[instead, 10]]);
    give(live);
    hear(10);
    isHere = false;
    give(null);
    expect(hear(15)).toEqual([[null, 15]]);
    expect([fallback.opened(), fallback.closed()]).toEqual([1, 1]);
  });

  it('does not leave the fallback for a moment of sound, nor for the last seconds', () => {
    const { hear, give } = world({ minutes: 1 });
    give(null);
    hear(10);
    give(live);
    hear(4);
    give(0);
    hear(3);
    give(live);
    expect(hear(4)).toEqual([[instead, 4]]);
    give(0);
    // Thirty seconds are left, and less than that when it would be back.
    hear(9);
    give(live);
    expect(hear(20)).toEqual([[instead, 20]]);
  });

  it('comes back though people pause while they speak', () => {
    const { hear, give } = world();
    give(null);
    hear(10);
    for (let sentence = 0; sentence < 3; sentence += 1) {
      give(live);
      hear(2);
      give(0);
      hear(0.5);
    }
    give(live);
    expect(hear(5)).toEqual([[live, 5]]);
  });

  it('is not back where it is gone again and again', () => {
    const { hear, give } = world();
    give(null);
    hear(10);
    for (let time = 0; time < 4; time += 1) {
      give(live);
      hear(2);
      give(null);
      expect(hear(3).at(-1)?.[0]).toBe(instead);
    }
  });

  it('without a fallback sounds as soon as it is back, for the last seconds too', () => {
    const { hear, give, sound } = world({ withFallback: false, minutes: 1 });
    give(null);
    hear(50);
    give(0);
    expect(hear(1)).toEqual([[null, 1]]);
    give(live);
    expect(hear(9)).toEqual([[live, 9]]);
    expect(sound.fault?.()).toBe('stream_lost');
  });

  it('of an input is back with its first samples, silent or not', () => {
    const { hear, give } = world({ withFallback: false, silentLimitFrames: Infinity });
    give(null);
    hear(10);
    give(3);
    expect(hear(4)).toEqual([[3, 4]]);
  });

  it('outlives a short break', () => {
    const { hear, give, fallback, sound } = world();
    hear(10);
    give(null);
    expect(hear(1)).toEqual([[null, 1]]);
    give(live);
    expect(hear(10)).toEqual([[live, 10]]);
    expect(fallback.opened()).toBe(0);
    expect(sound.fault?.()).toBeNull();
  });

  it('takes a stream that stays silent for one that is gone, where silence is not meant', () => {
    const stream = world();
    stream.give(3);
    expect(stream.hear(30).at(-1)?.[0]).toBe(instead);
    const input = world({ silentLimitFrames: Infinity });
    input.give(3);
    expect(input.hear(30).at(-1)?.[0]).toBe(3);
  });

  it('without a fallback gives nothing rather than silence, so that nothing counts as heard', () => {
    const { hear, give, sound } = world({ withFallback: false });
    give(null);
    expect(hear(20).at(-1)?.[0]).toBeNull();
    expect(sound.fault?.()).toBe('stream_lost');
  });

  it('is never waited for, and closes what it opened', () => {
    const { sound, give, hear, fallback, isClosed } = world();
    give(null);
    hear(8);
    expect(sound.available()).toBeGreaterThan(second);
    expect(sound.isDecoded()).toBe(false);
    sound.close();
    expect([isClosed(), fallback.closed()]).toEqual([true, 1]);
  });

  it('that is not there at all says so at once', () => {
    const sound = nothing('input_unavailable');
    expect([sound.isDecoded(), sound.available(), sound.fault?.()]).toEqual([
      true,
      0,
      'input_unavailable',
    ]);
  });
});
