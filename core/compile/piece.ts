import type { Item, Relay } from '../broadcast/item.ts';
import type { Entry, Profiles, Source } from '../playlist/playlist.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { LibraryItem } from './library-item.ts';
import type { RulingReason } from './ruling-reason.ts';

/** A stretch of sound inside an occurrence; the next one follows without a gap. */
export interface Piece {
  /** Key of its entry: occurrence and index, for a member of a pool `index.member`. */
  key: string;
  title: string;
  kind: Entry['kind'];
  durationMs: number;
  /** `null` for silence and for a place that is held: nothing is played, and nothing is proven. */
  source: Source | null;
  recordingId: string | null;
  notBefore: EpochMs | null;
  notAfter: EpochMs | null;
  /** How it makes room: by its end, by leaving whole, or never. */
  gives: 'nothing' | 'end' | 'all';
}

export interface Refusal {
  reason: RulingReason;
  recordingId: string | null;
}

/** What pieces are made from. */
export interface PieceInput {
  library: ReadonlyMap<string, LibraryItem>;
  /**
   * By key of the item, what a pool drew, or what a recorded relay was recorded as: nothing where that
   * failed; and it is missing as long as it is still to be recorded.
   */
  draws: ReadonlyMap<string, readonly string[]>;
}

/** The pieces of an item; what may not air is a refusal in its place. */
export function piecesOf(item: Item, key: string, input: PieceInput): (Piece | Refusal)[] {
  switch (item.type) {
    case 'recording':
      return [recordingPiece(item.recordingId, key, input)];
    case 'pool': {
      const drawn = input.draws.get(key) ?? [];
      const pieces = drawn.map((id, member) => recordingPiece(id, `${key}.${member}`, input));
      // A member that became ineligible is redrawn; until then the others air without it.
      const airing = pieces.filter((piece) => !isRefusal(piece));
      if (airing.length === 0) return [{ reason: 'pool_empty', recordingId: null }];
      return airing.map((piece) => ({ ...piece, gives: 'all' }));
    }
    case 'relay': {
      if (item.carry === 'recorded') return [recordedRelay(item, key, input)];
      const fallback = profilesOf(input.library.get(item.fallbackRecordingId ?? ''));
      const { url, delayMs } = item;
      const source = { type: 'relay' as const, url, delayMs, fallback };
      return [sourcePiece(source, { key, kind: 'relay', durationMs: item.durationMs })];
    }
    case 'input': {
      const source = { type: 'input' as const, input: item.input };
      return [sourcePiece(source, { key, kind: 'input', durationMs: item.durationMs })];
    }
    case 'silence':
      return [silence(key, item.durationMs)];
  }
}

/**
 * A relay that the server records: its place is held until the recording is there. The live stream never
 * sounds in its stead, because what it carries then is another programme.
 */
function recordedRelay(item: Relay, key: string, input: PieceInput): Piece | Refusal {
  const drawn = item.recordAt === null ? [] : input.draws.get(key);
  const blank = { key, title: '', kind: 'relay' as const, gives: 'end' as const };
  const open = { recordingId: null, notBefore: null, notAfter: null };
  if (!drawn) return { ...blank, ...open, durationMs: item.durationMs, source: null };
  const [recorded] = drawn;
  if (recorded !== undefined) {
    const piece = recordingPiece(recorded, key, input);
    if (isRefusal(piece)) return piece;
    return { ...piece, ...blank, durationMs: Math.min(piece.durationMs, item.durationMs) };
  }
  if (item.fallbackRecordingId !== null)
    return recordingPiece(item.fallbackRecordingId, key, input);
  return { reason: 'not_recorded', recordingId: null };
}

export function isRefusal(piece: Piece | Refusal): piece is Refusal {
  return 'reason' in piece;
}

/** A recording as it may air now, or why it may not; its hours are judged where it stands. */
export function recordingPiece(
  recordingId: string,
  key: string,
  { library }: Pick<PieceInput, 'library'>,
): Piece | Refusal {
  const item = library.get(recordingId);
  if (!item) return { reason: 'recording_unknown', recordingId };
  if (item.state !== 'approved') return { reason: item.state, recordingId };
  const profiles = profilesOf(item);
  if (!profiles) return { reason: 'no_rendition', recordingId };
  return {
    key,
    title: item.title,
    kind: item.kind,
    durationMs: item.durationMs,
    source: { type: 'media', profiles },
    recordingId,
    notBefore: item.notBefore,
    notAfter: item.expiresAt,
    gives: item.mayBeCut ? 'end' : 'nothing',
  };
}

/** Why pieces that follow each other from an instant on may not sound then. */
export function validityFault(pieces: readonly Piece[], startsAt: EpochMs): Refusal | null {
  let at = startsAt;
  for (const { durationMs, notBefore, notAfter, recordingId } of pieces) {
    if (notBefore !== null && at < notBefore) return { reason: 'not_yet_valid', recordingId };
    at += durationMs;
    if (notAfter !== null && at > notAfter) return { reason: 'expired', recordingId };
  }
  return null;
}

function sourcePiece(
  source: Source,
  given: { key: string; kind: 'relay' | 'input'; durationMs: number },
): Piece {
  return {
    ...given,
    // The console has words for the kind.
    title: '',
    source,
    recordingId: null,
    notBefore: null,
    notAfter: null,
    gives: 'end',
  };
}

function silence(key: string, durationMs: number): Piece {
  return {
    key,
    title: '',
    kind: 'signature',
    durationMs,
    source: null,
    recordingId: null,
    notBefore: null,
    notAfter: null,
    gives: 'nothing',
  };
}

function profilesOf(item: LibraryItem | undefined): Profiles | null {
  const file = item?.state === 'approved' ? item.profiles['mp3-48k'] : undefined;
  return file ? { 'mp3-48k': { ...file, fromMs: 0 } } : null;
}
