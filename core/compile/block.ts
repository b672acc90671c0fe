import { occurrenceId } from '../broadcast/occurrence.ts';
import type { Entry } from '../playlist/playlist.ts';
import { quietSpanIn } from '../session/quiet-hours.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { DayInput, LibraryItem, RankedBroadcast, RulingReason } from './day.ts';

/** One occurrence with its recordings: it is placed whole or not at all. */
export interface Block {
  occurrence: string;
  broadcast: RankedBroadcast;
  items: readonly LibraryItem[];
  durationMs: number;
}

export interface Refusal {
  reason: RulingReason;
  recordingId: string | null;
}

/** Everything that does not depend on when the block airs; a refusal where a recording may not air. */
export function blockOf(broadcast: RankedBroadcast, input: DayInput): Block | Refusal {
  const items: LibraryItem[] = [];
  for (const { recordingId } of broadcast.items) {
    const item = input.library.get(recordingId);
    if (!item) return { reason: 'recording_unknown', recordingId };
    if (item.state !== 'approved') return { reason: item.state, recordingId };
    if (Object.keys(item.profiles).length === 0) return { reason: 'no_rendition', recordingId };
    items.push(item);
  }
  return {
    occurrence: occurrenceId(broadcast.id, input.date),
    broadcast,
    items,
    durationMs: items.reduce((sum, item) => sum + item.durationMs, 0),
  };
}

/** Why a block may not air at an instant: validity of each recording, and quiet hours over its length. */
export function refusalAt(block: Block, startsAt: EpochMs, input: DayInput): Refusal | null {
  let at = startsAt;
  for (const item of block.items) {
    const { recordingId } = item;
    if (item.notBefore !== null && at < item.notBefore)
      return { reason: 'not_yet_valid', recordingId };
    at += item.durationMs;
    if (item.expiresAt !== null && at > item.expiresAt) return { reason: 'expired', recordingId };
  }
  if (quietSpanIn(input.quietHours, startsAt, at, input.zone))
    return { reason: 'quiet_hours', recordingId: null };
  return null;
}

/** The block's entries from `startsAt` on, each joined to the one before. */
export function entriesOf(block: Block, startsAt: EpochMs, latestDelayMs: number): Entry[] {
  let at = startsAt;
  const { broadcast, occurrence } = block;
  return block.items.map((item, index) => {
    const entry: Entry = {
      key: `${occurrence}/${index}`,
      occurrence,
      title: item.title,
      startsAt: at,
      latestStartAt: at + latestDelayMs,
      durationMs: item.durationMs,
      source: { type: 'media', profiles: filesOf(item) },
      kind: item.kind,
      gainDb: 0,
      notAfter: item.expiresAt,
      class: broadcast.class,
      startMode: broadcast.placement.kind === 'at' ? broadcast.placement.start : 'soft',
      afterInterrupt: 'restart',
    };
    at += item.durationMs;
    return entry;
  });
}

function filesOf(item: LibraryItem): Entry['source']['profiles'] {
  const file = item.profiles['mp3-48k'];
  return file ? { 'mp3-48k': { ...file, fromMs: 0 } } : {};
}

/** Class, then tier, then hard before soft, then earlier wish, then id: the written order of power. */
export function comparePower(a: Block, b: Block): number {
  return (
    classRank(a) - classRank(b) ||
    a.broadcast.rank - b.broadcast.rank ||
    startRank(a) - startRank(b) ||
    compareText(wishOf(a), wishOf(b)) ||
    compareText(a.broadcast.id, b.broadcast.id)
  );
}

/** Inside a part: class, then the place that the operator gave it, then tier and id. */
export function compareInPart(a: Block, b: Block): number {
  return (
    classRank(a) - classRank(b) ||
    orderOf(a) - orderOf(b) ||
    a.broadcast.rank - b.broadcast.rank ||
    compareText(a.broadcast.id, b.broadcast.id)
  );
}

const classRank = (block: Block) => (block.broadcast.class === 'priority' ? 0 : 1);
const startRank = ({ broadcast: { placement } }: Block) =>
  placement.kind === 'at' && placement.start === 'hard' ? 0 : 1;
const wishOf = ({ broadcast: { placement } }: Block) =>
  placement.kind === 'at' ? placement.time.padEnd(8, ':00') : '';
const orderOf = ({ broadcast: { placement } }: Block) =>
  placement.kind === 'session' ? placement.order : 0;

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
