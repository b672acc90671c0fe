import type { Entry } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { DayInput } from './day.ts';
import type { Piece } from './piece.ts';
import type { Seated } from './seat.ts';

/** The entries of a seat, each joined to the one before. */
export function entriesOf({ candidate, placed, pieces }: Seated, input: DayInput): Entry[] {
  const { broadcast, content, id } = candidate.asked;
  const { placement } = content;
  const isHard = candidate.block.wish.kind === 'hard' && !placed.isMoved && placement.kind === 'at';
  const delayMs = placed.latestStartAt - placed.startsAt;
  return inOrder(pieces, placed.startsAt).flatMap(({ piece, at }) =>
    entryOf(piece, at, {
      occurrence: id,
      title: piece.title === '' ? content.title : piece.title,
      latestStartAt: at + delayMs,
      class: broadcast.class,
      startMode: isHard ? 'hard' : 'soft',
      afterInterrupt: broadcast.afterInterrupt,
      volumePercent: volumeAt(at, piece.durationMs, broadcast.volumePercent, input),
    }),
  );
}

/** Pieces with their instants. */
export function inOrder(
  pieces: readonly Piece[],
  startsAt: EpochMs,
): { piece: Piece; at: EpochMs }[] {
  let at = startsAt;
  return pieces.map((piece) => {
    const placed = { piece, at };
    at += piece.durationMs;
    return placed;
  });
}

type Rest = Pick<
  Entry,
  | 'occurrence'
  | 'title'
  | 'latestStartAt'
  | 'class'
  | 'startMode'
  | 'afterInterrupt'
  | 'volumePercent'
>;

/** The entry of a piece; silence has none. */
export function entryOf(piece: Piece, startsAt: EpochMs, rest: Rest): Entry[] {
  const { key, kind, durationMs, source, notAfter } = piece;
  if (source === null) return [];
  return [{ key, startsAt, durationMs, source, kind, gainDb: 0, notAfter, ...rest }];
}

/** What was asked for, clamped by the mode of the day and by the caps of the hour. */
export function volumeAt(
  atMs: EpochMs,
  durationMs: number,
  asked: number | null,
  { limits, mode }: Pick<DayInput, 'limits' | 'mode'>,
): number | null {
  const caps = limits.volumeCaps
    .filter(({ fromMs, toMs }) => fromMs < atMs + durationMs && atMs < toMs)
    .map(({ percent }) => percent);
  const ofMode = mode?.volumePercent ?? null;
  if (ofMode !== null) caps.push(ofMode);
  if (caps.length === 0) return asked;
  return Math.min(asked ?? 100, ...caps);
}
