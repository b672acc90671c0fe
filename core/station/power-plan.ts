import type { Entry, Playlist } from '../playlist/playlist.ts';
import { endOf } from '../playlist/playlist.ts';
import type { QuietHours } from '../session/quiet-hours.ts';
import { quietSpanIn } from '../session/quiet-hours.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { Cue, HeldEntry } from './held-entry.ts';
import { slotOf } from './held-entry.ts';

type Powered = Playlist['powered'][number];

export interface PowerInput {
  nowMs: EpochMs;
  clockTrusted: boolean;
  /** Of all playlists in force. */
  powered: readonly Powered[];
  /** All entries in force, by start. */
  entries: readonly HeldEntry[];
  done: ReadonlySet<string>;
  stopped: ReadonlySet<string>;
  /** `null` before the first settings. */
  quietHours: readonly QuietHours[] | null;
  zone: string;
  isPlaying: boolean;
  /** What a chime before the first sound takes; 0 for none. */
  chimeMs: number;
  cued: Cue | null;
  /** When the last sound ended; `null` for never. */
  silentSince: EpochMs | null;
}

/** Where a playlist says nothing: amplifiers need 1–3 s to warm up. */
const leadInMs = 3000;
const tailMs = 1000;
const longestWaitMs = 30_000;

/**
 * Whether the amplifier is on now, and when to ask again: while something sounds and its tail after it, and in the
 * times that playlists name as long as something is still to sound in them.
 */
export function planPower(input: PowerInput): { isOn: boolean; wakeAt: EpochMs } {
  const { nowMs, isPlaying, cued, chimeMs } = input;
  const spans = input.clockTrusted ? input.powered.filter((span) => isNeeded(span, input)) : [];
  const tailEnd = tailEndOf(input);
  const cueFrom = cued ? cued.atMs - chimeMs - leadInMs : Infinity;
  const isOn =
    isPlaying ||
    nowMs < tailEnd ||
    nowMs >= cueFrom ||
    spans.some(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs);
  const instants = [tailEnd, cueFrom, ...spans.flatMap(({ fromMs, toMs }) => [fromMs, toMs])];
  const coming = instants.filter((instant) => instant > nowMs);
  return { isOn, wakeAt: Math.min(nowMs + longestWaitMs, ...coming) };
}

/** Whether anything is still to sound in it; what quiet hours refuse is not. */
function isNeeded(span: Powered, input: PowerInput): boolean {
  const { done, stopped, quietHours, zone } = input;
  if (quietHours === null || span.toMs <= input.nowMs) return false;
  return entriesIn(span, input.entries).some(
    (entry) =>
      !done.has(slotOf(entry)) &&
      !stopped.has(entry.occurrence) &&
      quietSpanIn(quietHours, entry.startsAt, endOf(entry), zone) === null,
  );
}

function tailEndOf({ silentSince, powered, entries }: PowerInput): EpochMs {
  if (silentSince === null) return -Infinity;
  const span = powered.find(({ fromMs, toMs }) => fromMs <= silentSince && silentSince <= toMs);
  const last = span && entriesIn(span, entries).at(-1);
  return silentSince + (span && last ? Math.max(0, span.toMs - endOf(last)) : tailMs);
}

function entriesIn({ fromMs, toMs }: Powered, entries: readonly HeldEntry[]): Entry[] {
  return entries
    .map(({ entry }) => entry)
    .filter(({ startsAt }) => fromMs <= startsAt && startsAt < toMs);
}
