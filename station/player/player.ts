import type { Logger } from '../../runtime/log.ts';
import type { PlayRecord } from '../../contract/station/exchange.ts';
import { soundName } from '../../core/playlist/playlist.ts';
import type { Cue, HeldEntry } from '../../core/station/held-entry.ts';
import { slotOf } from '../../core/station/held-entry.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { AirClock } from '../clock/air-clock.ts';
import type { Output } from '../output/output.ts';
import { blockFrames, framesPerMs } from '../output/output.ts';
import { frameTimes, place, voiceOf, type EntryVoice } from './entry-voice.ts';
import type { FadeReason, MixEvent } from './mixer.ts';
import { createMixer, endOf, fadeFrames } from './mixer.ts';
import type { Sound } from './sound.ts';

/** How an entry ended. */
export interface PlayEnd {
  at: EpochMs;
  heardMs: number;
  /** Before it began to fade: how much had sounded, and how far into the entry it had come. */
  clearMs: number;
  cutMs: number;
  reason: PlayRecord['reason'];
}

/** What the player tells of the sound itself; times are UTC ms by the frames' places. */
export interface PlayerEvents {
  begun(held: HeldEntry, at: EpochMs): Promise<void>;
  progress(held: HeldEntry, heardMs: number): Promise<void>;
  ended(held: HeldEntry, end: PlayEnd): Promise<void>;
}

export interface PlayerDeps {
  output: Output;
  clock: Clock;
  air: AirClock;
  log: Logger;
  /** Checks an entry's file and starts to decode it; `null` where that cannot be. */
  openEntry: (held: HeldEntry, fromMs: number) => Promise<Sound | null>;
  random: () => number;
  events: PlayerEvents;
  /** To begin with. */
  volumePercent: number;
  /** What comes before the first sound after a silence; `null` for nothing. */
  chime: Int16Array | null;
}

const wakeMs = 40;
/** A decoder is started so long before its sound at the latest. */
const latestArmMs = 7000;
/** Late blocks are made up for in steps of this size. */
const stepFrames = 10 * blockFrames;
/** For a decoder that lags behind on a busy machine, before silence takes its place. */
const starvingMs = 250;
const starvingWakeMs = 5;
const progressMs = 1000;

/** Feeds the output, all day long; what sounds in it, and when, is decided elsewhere. */
export class Player {
  private readonly deps: PlayerDeps;
  private percent: number;
  private readonly mixer;
  private readonly times;
  private cued: Cued | null = null;
  private silentFromFrame: number | null = null;
  private starvingSince: number | null = null;
  private progressAt = 0;

  constructor(deps: PlayerDeps) {
    this.deps = deps;
    this.percent = deps.volumePercent;
    this.mixer = createMixer<EntryVoice>(deps.volumePercent / 100, deps.chime);
    this.times = frameTimes(deps.output, deps.air);
  }

  /** What sounds, and when it will have ended, in whole ms. */
  playing(): { held: HeldEntry; endsAt: EpochMs } | null {
    const current = this.mixer.current();
    if (!current) return null;
    return { held: current.held, endsAt: Math.round(this.times.timeOf(endOf(current))) };
  }

  cue(): Cue | null {
    return this.cued?.cue ?? null;
  }

  /** When the last entry ended; `null` for never. */
  silentSince(): EpochMs | null {
    return this.silentFromFrame === null ? null : this.times.timeOf(this.silentFromFrame);
  }

  /** Makes an entry ready in place of what was, with a chime before it or none; `null` drops it. */
  setCue(cue: Cue | null, isAnnounced = false): void {
    if (cue && this.cued && isSameSound(this.cued.cue, cue)) {
      Object.assign(this.cued, { cue, isAnnounced });
      if (this.spareMs(cue.atMs) <= 0) this.cued.turn.abort();
      this.placeCued();
      return;
    }
    this.drop();
    if (!cue) return;
    const cued = { cue, isAnnounced, voice: null, turn: new AbortController() };
    this.cued = cued;
    this.arm(cued).catch((err: unknown) => {
      this.deps.log.error({ err }, 'entry not made ready');
      if (this.cued === cued) this.drop();
    });
  }

  /** Fades out what sounds; answers whether anything did. */
  fadeOut(reason: FadeReason): boolean {
    this.mixer.fadeOut(reason);
    return this.mixer.current() !== null;
  }

  /** How loud is all that brings no volume of its own. */
  setVolume(percent: number): void {
    this.percent = percent;
    this.mixer.setVolume(percent / 100);
  }

  volumePercent(): number {
    return this.percent;
  }

  /** Keeps the output fed until aborted; tells each time that it did. */
  async run(signal: AbortSignal, onFed: () => void = () => {}): Promise<never> {
    for (;;) {
      const waitMs = await this.feed();
      onFed();
      await this.deps.clock.sleep(waitMs, signal);
    }
  }

  /** Ends at once; what sounded reads as cut off. */
  async close(): Promise<void> {
    this.drop();
    const current = this.mixer.current();
    if (current?.hasBegun) await this.end(current, this.mixer.position(), 'power_loss');
    current?.sound.close();
    await this.deps.output.close();
  }

  private async arm(cued: Cued): Promise<void> {
    await this.awaitTurn(cued);
    if (this.cued !== cued) return;
    const { held, fromMs } = cued.cue;
    const sound = await this.deps.openEntry(held, fromMs);
    if (this.cued !== cued) sound?.close();
    else if (!sound) this.drop();
    else {
      cued.voice = voiceOf(cued.cue, sound);
      this.mixer.setNext(cued.voice);
      this.placeCued();
    }
  }

  /** With time to spare, decoders of agents that share a machine and a timetable do not start at the same moment. */
  private async awaitTurn({ cue, turn }: Cued): Promise<void> {
    const { clock, random } = this.deps;
    const spareMs = this.spareMs(cue.atMs);
    if (spareMs > 0) await clock.sleep(random() * spareMs, turn.signal).catch(() => {});
  }

  private spareMs(atMs: EpochMs): number {
    return atMs - this.deps.air.now() - latestArmMs;
  }

  private placeCued(): void {
    if (!this.cued?.voice) return;
    const current = this.mixer.current();
    // What was to make room is asked anew.
    this.mixer.keepOn();
    place(this.cued.voice, this.cued.cue, this.times, current && endOf(current));
    if (this.cued.cue.cuts)
      this.mixer.fadeOut('preempted', this.cued.voice.startFrame - fadeFrames);
    this.mixer.setChime(this.cued.isAnnounced);
  }

  private drop(): void {
    this.cued?.turn.abort();
    this.cued?.voice?.sound.close();
    this.cued = null;
    this.mixer.setNext(null);
    this.mixer.setChime(false);
    this.mixer.keepOn();
  }

  /** Frames that should have been written by now, in whole blocks. */
  private dueFrames(): number {
    const ms = this.deps.clock.monotonic() - this.deps.output.startedAt + this.deps.output.aheadMs;
    return Math.floor((ms * framesPerMs) / blockFrames) * blockFrames;
  }

  /** Writes what is due; answers how long to wait. */
  private async feed(): Promise<number> {
    for (let due = this.dueFrames(); this.mixer.position() < due; due = this.dueFrames()) {
      const frames = Math.min(due - this.mixer.position(), stepFrames);
      if (this.mustWait(frames)) return starvingWakeMs;
      const { pcm, events } = this.mixer.mix(frames);
      // What has its place in the stream is no longer only cued.
      if (this.cued?.voice && !this.mixer.isNext(this.cued.voice)) this.cued = null;
      const bytes = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength);
      const isReached = await this.deps.output.write(bytes);
      for (const event of events) await this.tell(event, isReached);
      await this.tellProgress();
    }
    return wakeMs;
  }

  private mustWait(frames: number): boolean {
    if (!this.mixer.isStarving(frames)) {
      this.starvingSince = null;
      return false;
    }
    const now = this.deps.clock.monotonic();
    this.starvingSince ??= now;
    return now - this.starvingSince < starvingMs;
  }

  private async tell(event: MixEvent<EntryVoice>, isReached: boolean): Promise<void> {
    const { voice } = event;
    switch (event.is) {
      case 'begun':
        this.progressAt = this.deps.clock.monotonic() + progressMs;
        await this.deps.events.begun(voice.held, this.times.timeOf(event.frame));
        break;
      case 'sounded':
        if (isReached) voice.heardFrames += event.frames;
        else voice.lostFrames += event.frames;
        if (!event.isFading) voice.clearFrames += event.frames;
        break;
      case 'ended': {
        const fault = voice.sound.fault?.() ?? null;
        voice.sound.close();
        this.silentFromFrame = event.frame;
        const isLost = voice.lostFrames > voice.heardFrames;
        const isFailed = isLost && event.reason === 'completed';
        const isByItself = event.reason === 'completed' || event.reason === 'media_damaged';
        const reason = isByItself && fault ? fault : event.reason;
        await this.end(voice, event.frame, isFailed ? 'output_failed' : reason);
        break;
      }
    }
  }

  private async tellProgress(): Promise<void> {
    const current = this.mixer.current();
    const now = this.deps.clock.monotonic();
    if (!current?.hasBegun || now < this.progressAt) return;
    this.progressAt = now + progressMs;
    await this.deps.events.progress(current.held, current.heardFrames / framesPerMs);
  }

  private end(voice: EntryVoice, frame: number, reason: PlayRecord['reason']): Promise<void> {
    const heardMs = voice.heardFrames / framesPerMs;
    const at = this.times.timeOf(frame);
    const clearMs = voice.clearFrames / framesPerMs;
    const cutMs = voice.fromMs + clearMs;
    return this.deps.events.ended(voice.held, { at, heardMs, clearMs, cutMs, reason });
  }
}

/** What is being made ready, and its voice once it is. */
interface Cued {
  cue: Cue;
  /** A chime comes before it. */
  isAnnounced: boolean;
  voice: EntryVoice | null;
  /** Ends the wait for a moment of its own. */
  turn: AbortController;
}

function isSameSound(a: Cue, b: Cue): boolean {
  return (
    a.fromMs === b.fromMs &&
    slotOf(a.held.entry) === slotOf(b.held.entry) &&
    soundName(a.held.entry) === soundName(b.held.entry)
  );
}
