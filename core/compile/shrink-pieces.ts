import { shortestShareMs } from '../broadcast/item.ts';
import type { Shrink } from '../placement/placement.ts';
import type { Piece } from './piece.ts';

const lengthOf = (pieces: readonly Piece[]) => pieces.reduce((sum, one) => sum + one.durationMs, 0);

/** How pieces together may become shorter: a pool by its members, a relay and music by their ends. */
export function shrinkOf(pieces: readonly Piece[]): Shrink {
  if (pieces.some(({ gives }) => gives === 'all')) {
    const lengthsMs = poolLengths(pieces);
    return lengthsMs.length > 0 ? { by: 'steps', lengthsMs } : { by: 'nothing' };
  }
  const shortestMs = pieces.reduce((sum, piece) => sum + shortestOf(piece), 0);
  return shortestMs < lengthOf(pieces) ? { by: 'cutting', shortestMs } : { by: 'nothing' };
}

/** The pieces as they sound in `soundMs`, one of the lengths that {@link shrinkOf} allows. */
export function fitPieces(pieces: readonly Piece[], soundMs: number): Piece[] {
  let overMs = lengthOf(pieces) - soundMs;
  const isPool = pieces.some(({ gives }) => gives === 'all');
  const fitted: Piece[] = [];
  for (const piece of pieces.toReversed()) {
    if (isPool && piece.gives === 'all' && overMs >= piece.durationMs) {
      overMs -= piece.durationMs;
      continue;
    }
    const givesMs = isPool ? 0 : Math.min(overMs, piece.durationMs - shortestOf(piece));
    overMs -= givesMs;
    fitted.push(givesMs > 0 ? { ...piece, durationMs: piece.durationMs - givesMs } : piece);
  }
  return fitted.reverse();
}

function shortestOf({ gives, durationMs }: Piece): number {
  return gives === 'end' ? Math.min(durationMs, shortestShareMs) : durationMs;
}

/** Without its last member, without the last two …; one stays. */
function poolLengths(pieces: readonly Piece[]): number[] {
  const members = pieces.filter(({ gives }) => gives === 'all');
  let lengthMs = lengthOf(pieces);
  const lengths: number[] = [];
  for (const { durationMs } of members.slice(1).reverse()) {
    lengthMs -= durationMs;
    if (lengthMs >= shortestShareMs) lengths.push(lengthMs);
  }
  return lengths;
}
