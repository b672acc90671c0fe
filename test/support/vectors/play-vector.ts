import type { CompiledGroup } from '../../../core/compile/compile-station.ts';
import { endOf, mediaOf, type Entry } from '../../../core/playlist/playlist.ts';
import { slotOf, type Cue, type HeldEntry } from '../../../core/station/held-entry.ts';
import type { CutEntry } from '../../../core/station/interruption.ts';
import { planPlay } from '../../../core/station/play-plan.ts';
import { compileVector, instant, nameOf, quietHoursOf, wallTime } from './compile-vector.ts';
import type { Vector } from './vector.ts';

interface Sounding {
  held: HeldEntry;
  startedAt: number;
  fromMs: number;
  endsAt: number;
}

/** A loudspeaker that does what the play plan says, event by event, without waiting. */
class Loudspeaker {
  private readonly vector: Vector;
  private readonly compiles: CompiledGroup[][];
  readonly sounds: string[] = [];
  private now = 0;
  private isAwake = false;
  private awakeSince = 0;
  private trustedSince = 0;
  private isTrusted = true;
  private entries: HeldEntry[] = [];
  private readonly stopped = new Set<string>();
  private readonly done = new Set<string>();
  private readonly cut = new Map<string, CutEntry>();
  private interruptedAt: number | null = null;
  private playing: Sounding | null = null;
  private cued: Cue | null = null;

  constructor(vector: Vector) {
    this.vector = vector;
    this.compiles = compileVector(vector);
  }

  happen({ do: what, compile, item }: Vector['player'][number]): void {
    switch (what) {
      case 'boot':
        this.isAwake = true;
        this.awakeSince = this.now;
        this.trustedSince = this.now;
        break;
      case 'power_off':
        this.end('power_loss');
        this.cued = null;
        this.isAwake = false;
        break;
      case 'accept':
        this.accept(this.compiles[compile] ?? []);
        break;
      case 'stop':
        for (const { entry } of this.entries)
          if (nameOf(entry) === item) this.stopped.add(entry.occurrence);
        break;
      case 'distrust':
        this.isTrusted = false;
        break;
      case 'trust':
        this.isTrusted = true;
        this.trustedSince = this.now;
        break;
      case 'end':
        break;
    }
  }

  /** Lives on until an instant, which is not part of it. */
  runUntil(until: number): void {
    while (this.now < until) {
      const next = this.isAwake ? Math.min(until, this.step()) : until;
      this.now = Math.max(next, this.now + 1);
      this.isAwake &&= this.settle();
    }
  }

  /** What starts or ends by itself at this instant. */
  private settle(): true {
    if (this.playing && this.playing.endsAt <= this.now) this.end('completed');
    if (this.playing && this.cued?.cuts && this.cued.atMs <= this.now) this.end('preempted');
    if (this.cued && !this.playing && this.cued.atMs <= this.now) {
      const { held, fromMs, atMs } = this.cued;
      const endsAt = atMs + held.entry.durationMs - fromMs;
      this.playing = { held, fromMs, startedAt: atMs, endsAt };
      this.cut.delete(slotOf(held.entry));
      this.cued = null;
    }
    return true;
  }

  /** Plans, does what is planned, and says when something may happen next. */
  private step(): number {
    const media = new Map<string, 'held'>();
    for (const { entry } of this.entries) media.set(mediaOf(entry)?.sha256 ?? '', 'held');
    const plan = planPlay({
      nowMs: this.now,
      clockTrusted: this.isTrusted,
      awakeSince: this.awakeSince,
      trustedSince: this.trustedSince,
      entries: this.entries,
      stopped: this.stopped,
      playing: this.playing,
      cut: [...this.cut.values()],
      interruptedAt: this.interruptedAt,
      cued: this.cued,
      done: this.done,
      quietHours: quietHoursOf(this.vector),
      zone: this.vector.zone,
      media,
    });
    for (const { held, reason } of plan.notPlayed) {
      this.done.add(slotOf(held.entry));
      this.sounds.push(`${nameOf(held.entry)} ${reason}`);
    }
    for (const { entry } of plan.spent) {
      this.cut.delete(slotOf(entry));
      this.sounds.push(`${nameOf(entry)} spent`);
    }
    if (plan.playing.do === 'stop') this.end(plan.playing.reason);
    this.cued = plan.cue;
    return Math.min(plan.wakeAt, this.cued?.atMs ?? Infinity, this.playing?.endsAt ?? Infinity);
  }

  private end(reason: string): void {
    if (!this.playing) return;
    const { held, startedAt, fromMs } = this.playing;
    const seconds = (Math.min(this.now, this.playing.endsAt) - startedAt) / 1000;
    const name = nameOf(held.entry);
    const at = wallTime(startedAt, this.vector.zone);
    this.sounds.push(`${at} ${name} +${fromMs / 1000} ${seconds} ${reason}`);
    // What was cut off by a power cut may go on where it is, as far as the plan lets it.
    if (reason !== 'power_loss' || endOf(held.entry) <= this.now) this.done.add(slotOf(held.entry));
    if (reason === 'preempted') this.interruptedAt = this.now;
    const fromHere = fromMs + seconds * 1000;
    if (reason === 'preempted' && held.entry.afterInterrupt !== 'drop')
      this.cut.set(slotOf(held.entry), { held, fromMs: fromHere });
    this.playing = null;
  }

  private accept(groups: readonly CompiledGroup[]): void {
    const over = this.vector.over.map((one) => overOf(one, groups, this.vector.zone));
    const known = new Map(this.entries.map((held) => [slotOf(held.entry), held.heldSince]));
    this.entries = groups
      .flatMap(({ playlist, date }) =>
        [...playlist.entries, ...over].map((entry) => ({
          entry,
          playlist: date,
          heldSince: known.get(slotOf(entry)) ?? this.now,
        })),
      )
      .sort((a, b) => a.entry.startsAt - b.entry.startsAt);
  }
}

/** A copy of the first entry that is more important, bound to its instant, and sounds something else. */
function overOf(
  { id, at, seconds }: Vector['over'][number],
  groups: readonly CompiledGroup[],
  zone: string,
): Entry {
  const [first] = groups.flatMap(({ playlist }) => playlist.entries);
  if (!first) throw new Error('nothing is under it');
  const startsAt = instant(at, zone);
  const occurrence = `${id}-${at.slice(0, 10)}`;
  const file = { sha256: id, bytes: 1, fromMs: 0 };
  return {
    ...{ ...first, key: `${occurrence}/0`, occurrence, startsAt, latestStartAt: startsAt },
    ...{ durationMs: seconds * 1000, source: { type: 'media', profiles: { 'mp3-48k': file } } },
    ...{ class: 'priority', startMode: 'hard', afterInterrupt: 'drop' },
  };
}

/** What a loudspeaker sounds of a vector, and what it does not. */
export function playVector(vector: Vector): string[] {
  const loudspeaker = new Loudspeaker(vector);
  for (const event of vector.player) {
    loudspeaker.runUntil(instant(event.at, vector.zone));
    loudspeaker.happen(event);
  }
  return loudspeaker.sounds;
}
