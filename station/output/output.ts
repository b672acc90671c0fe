/** PCM as the whole agent knows it: signed 16-bit little-endian, mono. */
export const sampleRate = 24_000;
export const framesPerMs = sampleRate / 1000;
export const bytesPerFrame = 2;

/** Where the sound goes: like a card, it takes each frame once, in order, and plays at its own pace. */
export interface Output {
  /**
   * Monotonic ms at which frame 0 sounded, as the clock of the output is known now; frame `k` sounds `k / 24` ms
   * later. A card's crystal runs a little fast or slow, so this creeps.
   */
  readonly startedAt: number;
  /** Frames sound within this time after they are written, in ms. */
  readonly aheadMs: number;
  /** Writes the next frames; answers whether they reached it. */
  write(pcm: Buffer): Promise<boolean>;
  close(): Promise<void>;
}

/** Enough for a file. */
export const aheadMs = 100;
export const blockFrames = 20 * framesPerMs;
