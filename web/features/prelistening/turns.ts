/** A place in a file, and how loud it sounds, 0 to 1. */
export interface Cue {
  address: string;
  seconds: number;
  volume: number;
}

/** What the element that plays has to tell. */
export interface TurnEvents {
  onEnded: () => void;
  onBroken: () => void;
}

/** Nearer than this an element stands where it is wanted, in seconds. */
const nearSeconds = 0.02;

/** Two audio elements that take turns: one plays while the other is made ready, so that sounds join. */
export class Turns {
  private readonly pair: readonly [HTMLAudioElement, HTMLAudioElement];
  private turn: 0 | 1 = 0;
  private isUnlocked = false;

  constructor({ onEnded, onBroken }: TurnEvents) {
    this.pair = [makeAudio(), makeAudio()];
    for (const audio of this.pair) {
      audio.onended = () => audio === this.playing && onEnded();
      audio.onerror = () => audio === this.playing && onBroken();
    }
  }

  get playing(): HTMLAudioElement {
    return this.pair[this.turn];
  }

  private get resting(): HTMLAudioElement {
    return this.pair[this.turn === 0 ? 1 : 0];
  }

  /** Lets the resting element begin at a place, and the other rest. */
  async take(cue: Cue, speed: number): Promise<void> {
    const [last, next] = [this.playing, this.resting];
    bring(next, cue);
    this.turn = this.turn === 0 ? 1 : 0;
    next.playbackRate = speed;
    const started = next.play();
    last.pause();
    await started;
  }

  /** Brings the resting element to a place, and keeps it there. */
  prepare(cue: Cue): void {
    bring(this.resting, cue);
    if (!this.isUnlocked) this.unlock(this.resting, cue);
  }

  pause(): void {
    for (const audio of this.pair) audio.pause();
  }

  setSpeed(speed: number): void {
    for (const audio of this.pair) audio.playbackRate = speed;
  }

  /** Some browsers let an element play only what began under somebody's finger: this one does so once, unheard. */
  private unlock(audio: HTMLAudioElement, cue: Cue): void {
    this.isUnlocked = true;
    audio.muted = true;
    const settle = () => {
      audio.muted = false;
      if (audio === this.playing) return;
      audio.pause();
      bring(audio, cue);
    };
    audio.play().then(settle, settle);
  }
}

function bring(audio: HTMLAudioElement, { address, seconds, volume }: Cue): void {
  const url = new URL(address, location.href).href;
  const go = () => {
    if (Math.abs(audio.currentTime - seconds) > nearSeconds) audio.currentTime = seconds;
  };
  audio.volume = volume;
  audio.onloadedmetadata = go;
  // What failed is tried again.
  if (audio.src !== url || audio.error) audio.src = url;
  else if (audio.readyState > 0) go();
}

function makeAudio(): HTMLAudioElement {
  const audio = new Audio();
  audio.preload = 'auto';
  // Faster, not higher.
  audio.preservesPitch = true;
  return audio;
}
