import { least } from '../guard/least.ts';
import type { PlacedSession } from '../placement/placement.ts';
import type { PartTier, Session } from '../session/session.ts';
import { isSessionOn } from '../session/session.ts';
import type { EpochMs, LocalTime } from '../time/zoned.ts';
import { addDays } from '../time/zoned.ts';
import type { DayInput } from './day.ts';
import type { Piece } from './piece.ts';
import { isRefusal, recordingPiece, validityFault } from './piece.ts';

/** A session as it is held on the day, at the hours of the place. */
export interface HeldSession {
  session: Session;
  startMs: EpochMs;
  latestEndMs: EpochMs;
  /** What frames it; `null` where there is nothing, or nothing that may air. */
  opening: Piece | null;
  closing: Piece | null;
  /** The most that it may sound, signatures included, in ms; `null`: no cap. */
  capMs: number | null;
}

/** The sessions of the day, in order; those beyond the number that the place allows are not held. */
export function heldSessions(input: DayInput): HeldSession[] {
  const { date, mode, limits } = input;
  if (!limits.isAirDay) return [];
  return input.sessions
    .filter((session) => isSessionOn(session, date, mode))
    .map((session) => heldSession(session, input))
    .sort((a, b) => a.startMs - b.startMs)
    .slice(0, limits.mostSessions ?? Infinity);
}

/** What kept entries use of a session already: by part, and in all. */
export interface KeptUse {
  partMs(sessionKey: string, part: PartTier): number;
  sessionMs(sessionKey: string): number;
}

/** The session as placement sees it: between its opening and its closing. */
export function toPlaced(held: HeldSession, kept: KeptUse, input: DayInput): PlacedSession {
  const { session, opening, closing } = held;
  const frameMs = (opening?.durationMs ?? 0) + (closing?.durationMs ?? 0);
  const { key } = session;
  return {
    id: session.id,
    startMs: held.startMs + (opening?.durationMs ?? 0),
    latestEndMs: held.latestEndMs - (closing?.durationMs ?? 0),
    parts: session.parts.map((part) => ({
      budgetMs: Math.max(0, part.budgetMs - kept.partMs(key, part.tier)),
      anchorMs: part.anchor === null ? null : anchorOf(part.tier, part.anchor, held, input),
    })),
    capMs: held.capMs === null ? null : Math.max(0, held.capMs - frameMs - kept.sessionMs(key)),
  };
}

function heldSession(session: Session, input: DayInput): HeldSession {
  const { zone, date, mode, limits } = input;
  const staggerMs = input.staggers.get(session.id) ?? 0;
  const startMs = zone.instantOf(date, session.startsAt) + staggerMs;
  const endDate = session.latestEnd <= session.startsAt ? addDays(date, 1) : date;
  const latestEndMs = zone.instantOf(endDate, session.latestEnd) + staggerMs;
  const opening = signatureOf(session, 'opening', startMs, input);
  const closing = signatureOf(session, 'closing', startMs, input);
  const framesMs = (opening?.durationMs ?? 0) + (closing?.durationMs ?? 0);
  const hasRoom = startMs + framesMs < latestEndMs;
  return {
    session,
    startMs,
    latestEndMs,
    opening: hasRoom ? opening : null,
    closing: hasRoom ? closing : null,
    capMs: least(limits.sessionCapMs, mode?.sessionCapMs ?? null),
  };
}

/** The name of a session's signatures in playlists: `sessionId-date`, item 0 and 1. */
export function signatureOccurrence(session: Pick<Session, 'id'>, date: string): string {
  return `${session.id}-${date}`;
}

function signatureOf(
  session: Session,
  which: 'opening' | 'closing',
  startMs: EpochMs,
  input: DayInput,
): Piece | null {
  const id = which === 'opening' ? session.openingId : session.closingId;
  if (id === null) return null;
  const key = `${signatureOccurrence(session, input.date)}/${which === 'opening' ? 0 : 1}`;
  if (input.mode?.kinds && !input.mode.kinds.includes('signature')) return null;
  const piece = recordingPiece(id, key, input.asking);
  if (isRefusal(piece) || validityFault([piece], startMs)) return null;
  return { ...piece, kind: 'signature', gives: 'nothing' };
}

/** A relay keeps to the clock of the stream; everything else moves with the village. */
function anchorOf(
  tier: PartTier,
  anchor: LocalTime,
  { session }: HeldSession,
  { zone, date, staggers }: DayInput,
): EpochMs {
  const day = anchor < session.startsAt ? addDays(date, 1) : date;
  return zone.instantOf(day, anchor) + (tier === 'relay' ? 0 : (staggers.get(session.id) ?? 0));
}
