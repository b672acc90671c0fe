/** How far a card has come. */
export interface CardProgress {
  /** Frames of those that it was given that have sounded. */
  frames: number;
  /** Monotonic ms at which that was so. */
  at: number;
}

/** A device that is open until it is lost. */
export interface Card {
  /** Resolves once it takes sound; it begins to sound with the first frames. */
  ready: Promise<void>;
  write(pcm: Buffer): void;
  /** Bytes that it has not taken yet. */
  pendingBytes(): number;
  /** `null` where it does not tell; `sentFrames` were given to it. */
  progress(sentFrames: number): Promise<CardProgress | null>;
  /** Resolves with the reason when it is lost or stopped. */
  ended: Promise<string>;
  stop(): void;
}
