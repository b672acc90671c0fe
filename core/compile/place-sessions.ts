import type { Part, PartTier, Session } from '../session/session.ts';
import { isSessionOn } from '../session/session.ts';
import type { EpochMs } from '../time/zoned.ts';
import type { Block } from './block.ts';
import { compareInPart } from './block.ts';
import type { Desk } from './desk.ts';
import { instantIn } from './instant-in.ts';

/** Sessions flow: parts in order, in each the blocks by class and then position, around what is taken. */
export function placeSessions(blocks: readonly Block[], desk: Desk): void {
  const { input } = desk;
  const sessions = input.sessions
    .filter((session) => isSessionOn(session, input.date))
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0));
  const waiting = blocks.filter((block) => block.broadcast.placement.kind === 'session');
  for (const block of waiting) {
    const session = sessions.find((candidate) => candidate.key === keyOf(block));
    if (!session) desk.leaveOut(block, 'no_session');
    else if (!session.parts.some((part) => part.tier === tierOf(block)))
      desk.leaveOut(block, 'part_missing');
  }
  for (const session of sessions) {
    let cursor = Math.max(instantIn(input, session.startsAt), input.busyUntil);
    for (const part of session.parts) {
      const mine = waiting
        .filter((block) => keyOf(block) === session.key && tierOf(block) === part.tier)
        .sort(compareInPart);
      cursor = placePart(session, part, mine, cursor, desk);
    }
  }
}

function placePart(
  session: Session,
  part: Part,
  blocks: readonly Block[],
  begin: EpochMs,
  desk: Desk,
): EpochMs {
  const { input, timeline } = desk;
  const latestEnd = instantIn(input, session.latestEnd, session.startsAt);
  let cursor = part.anchor === null ? begin : Math.max(begin, instantIn(input, part.anchor));
  let leftMs = part.budgetMs - keptIn(session, part, desk);
  for (const block of blocks) {
    if (block.durationMs > leftMs) {
      desk.leaveOut(block, 'part_full');
      continue;
    }
    const latest = latestEnd - block.durationMs;
    const from = Math.max(cursor, input.frozenUntil);
    const startsAt = timeline.firstGap(from, block.durationMs, latest);
    if (startsAt === null) {
      desk.leaveOut(block, input.frozenUntil > latest ? 'too_late' : 'session_full');
    } else if (desk.seat(block, startsAt, latest - startsAt, 'placed')) {
      cursor = startsAt + block.durationMs;
      leftMs -= block.durationMs;
    }
  }
  return cursor;
}

/** What the part already holds by entries that stay, in ms. */
function keptIn(session: Session, part: Part, { input, keptMs }: Desk): number {
  let sum = 0;
  for (const [broadcastId, ms] of keptMs) {
    const placement = input.broadcasts.find(({ id }) => id === broadcastId)?.placement;
    if (placement?.kind === 'session' && placement.sessionKey === session.key)
      if (placement.part === part.tier) sum += ms;
  }
  return sum;
}

function keyOf({ broadcast: { placement } }: Block): string | null {
  return placement.kind === 'session' ? placement.sessionKey : null;
}

function tierOf({ broadcast: { placement } }: Block): PartTier | null {
  return placement.kind === 'session' ? placement.part : null;
}
