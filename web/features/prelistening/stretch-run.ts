import {
  lengthOf,
  offsetOf,
  spotAt,
  type Spot,
  type Stretch,
} from '../../../core/prelistening/stretches.ts';
import { Turns, type Cue } from './turns.ts';

export interface RunDeps {
  stretches: () => readonly Stretch[];
  /** What sounds at a spot; `null` where it is silent. */
  cueOf: (spot: Spot) => Cue | null;
  speed: () => number;
  /** How much of all stretches is played, in ms. */
  onPlace: (offsetMs: number) => void;
  /** The last stretch is over, or the browser lets nothing sound. */
  onRest: () => void;
  /** The file at a spot cannot be played. */
  onBroken: (spot: Spot) => void;
}

/** How often the place is read, in ms. */
const tickMs = 100;

/** Plays stretches one after the other, each joined to the one before. */
export class StretchRun {
  private readonly deps: RunDeps;
  private readonly turns: Turns;
  /** What is played: from which place in its line, in ms, since when by the monotonic clock. */
  private current: (Spot & { cue: Cue | null; since: number }) | null = null;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private joining: ReturnType<typeof setTimeout> | undefined;

  constructor(deps: RunDeps) {
    this.deps = deps;
    this.turns = new Turns({
      onEnded: () => this.goOn(),
      onBroken: () => this.current && deps.onBroken(this.current),
    });
  }

  begin(offsetMs: number): void {
    this.halt();
    const { stretches, cueOf, speed, onPlace, onRest } = this.deps;
    const spot = spotAt(stretches(), offsetMs);
    onPlace(spot ? offsetMs : lengthOf(stretches()));
    if (!spot) {
      this.turns.pause();
      return onRest();
    }
    const cue = cueOf(spot);
    this.current = { ...spot, cue, since: performance.now() };
    if (cue) this.turns.take(cue, speed()).catch((error: unknown) => this.fail(error));
    else this.turns.pause();
    this.prepareAfter(spot.index);
    this.ticking = setInterval(() => this.tick(), tickMs);
  }

  pause(): void {
    this.halt();
    this.turns.pause();
  }

  /** Goes on faster or slower from where it is. */
  changeSpeed(speed: number, before: number): void {
    this.turns.setSpeed(speed);
    clearTimeout(this.joining);
    this.joining = undefined;
    const { current } = this;
    if (!current || current.cue) return;
    this.current = { ...current, lineMs: this.lineMs(current, before), since: performance.now() };
  }

  private halt(): void {
    clearInterval(this.ticking);
    clearTimeout(this.joining);
    this.joining = undefined;
    this.current = null;
  }

  /** The next sound is fetched while this one plays. */
  private prepareAfter(index: number): void {
    const { stretches, cueOf } = this.deps;
    for (const [next, { fromMs }] of stretches().entries()) {
      const cue = next > index ? cueOf({ index: next, lineMs: fromMs }) : null;
      if (cue) return this.turns.prepare(cue);
    }
  }

  private tick(): void {
    const { current } = this;
    const stretch = current && this.deps.stretches()[current.index];
    if (!stretch || this.joining !== undefined) return;
    const lineMs = this.lineMs(current, this.deps.speed());
    this.deps.onPlace(offsetOf(this.deps.stretches(), { index: current.index, lineMs }));
    const leftMs = (stretch.toMs - lineMs) / this.deps.speed();
    if (leftMs < 2 * tickMs) this.joining = setTimeout(() => this.goOn(), Math.max(0, leftMs));
  }

  /** How far it is in its line. */
  private lineMs({ cue, lineMs, since }: NonNullable<typeof this.current>, speed: number): number {
    if (!cue) return lineMs + (performance.now() - since) * speed;
    // Until the browser has found the place, it tells the beginning of the file.
    return lineMs + Math.max(0, (this.turns.playing.currentTime - cue.seconds) * 1000);
  }

  private goOn(): void {
    if (this.current) this.begin(lengthOf(this.deps.stretches().slice(0, this.current.index + 1)));
  }

  private fail(error: unknown): void {
    // The person's browser refused to play at all: the file is not at fault.
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
    this.pause();
    this.deps.onRest();
  }
}
