import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startCapture } from '../../../../station/ear/capture.ts';

const blockMs = 20;
const blockBytes = blockMs * 48;

/** A microphone whose blocks arrive when the test says. */
function microphone() {
  let nowMs = 5000;
  const clock = {
    now: () => nowMs,
    monotonic: () => nowMs,
    sleep: () => Promise.reject(new Error('nobody sleeps here')),
  };
  const stdout = new PassThrough();
  const decoder = { stdout, done: new Promise<void>(() => {}), stop() {} };
  const capture = startCapture(decoder, { clock, onEnd: () => {} });
  const block = (loudness: number) =>
    Buffer.from(
      Int16Array.from({ length: blockBytes / 2 }, (_, i) => (i % 2 ? loudness : -loudness)).buffer,
    );
  return {
    capture,
    pass(ms: number) {
      nowMs += ms;
    },
    hear(ms: number, loudness: number) {
      for (let done = 0; done < ms; done += blockMs) {
        nowMs += blockMs;
        stdout.emit('data', block(loudness));
      }
    },
    /** All at once, after it was held up. */
    catchUp(ms: number, loudness: number) {
      for (let done = 0; done < ms; done += blockMs) stdout.emit('data', block(loudness));
    },
  };
}

describe('what a microphone hears', () => {
  it('keeps its place in time after a piece was lost', () => {
    const { capture, pass, hear } = microphone();
    hear(1000, 1000);
    pass(800);
    hear(6000, 1000);
    hear(1000, 8000);
    expect(capture.startedAt()).toBe(5000);
    const loud = capture.levels.findIndex((level) => level > -20);
    expect(loud * blockMs).toBe(7800);
    expect(capture.levels).toHaveLength(8800 / blockMs);
    expect(capture.limited).toHaveLength(capture.levels.length);
  });

  it('does not take for lost what is only held up', () => {
    const { capture, pass, hear, catchUp } = microphone();
    hear(1000, 1000);
    pass(1500);
    catchUp(1500, 1000);
    hear(5000, 1000);
    expect(capture.levels).toHaveLength(7500 / blockMs);
  });
});
