import type { SessionFillAnswer } from '../../../contract/http/occurrences.ts';
import { freezeMs } from '../../../core/compile/freeze.ts';
import { groupRows } from '../../../core/list/group-rows.ts';
import type { PartTier } from '../../../core/session/session.ts';
import type { EpochMs, LocalDate } from '../../../core/time/zoned.ts';

/** Where something is that finds no room there, and what it takes to find some. */
export interface Seeker {
  date: LocalDate;
  sessionKey: string;
  tier: PartTier;
  lengthMs: number;
  /** Stations at which it finds none: room is needed at all of them. */
  stationIds: readonly string[];
  /** Days to which it cannot go, as those on which its series airs already. */
  isTaken: (date: LocalDate) => boolean;
}

/** A session with room; where stations differ, that of the station with the least. */
export interface Room {
  date: LocalDate;
  sessionKey: string;
  name: string;
  startsAt: EpochMs;
  leftMs: number;
}

const mostOfDay = 2;

/**
 * Sessions to which it may go whole, none of them frozen: of its own day, the later ones first, and its own
 * session on the next day with room.
 * @param fills of the days to be looked through, at its stations or more
 */
export function roomElsewhere(
  fills: readonly SessionFillAnswer[],
  seeker: Seeker,
  now: EpochMs,
): Room[] {
  const { date, sessionKey, stationIds, lengthMs, isTaken } = seeker;
  const theirs = fills.filter(({ stationId }) => stationIds.includes(stationId));
  const held = [...groupRows(theirs, (one) => `${one.date} ${one.sessionKey}`).values()];
  const rooms = held
    .flatMap((same) => roomOf(same, seeker) ?? [])
    .filter(({ startsAt, leftMs }) => startsAt > now + freezeMs && leftMs >= lengthMs)
    .sort((a, b) => a.startsAt - b.startsAt);
  const ownStart = theirs.find((one) => one.date === date && one.sessionKey === sessionKey);
  const isBefore = ({ startsAt }: Room) => Number(startsAt < (ownStart?.startsAt ?? 0));
  const ofDay = rooms
    .filter((one) => one.date === date && one.sessionKey !== sessionKey)
    .sort((a, b) => isBefore(a) - isBefore(b));
  const later = rooms.find(
    (one) => one.date > date && one.sessionKey === sessionKey && !isTaken(one.date),
  );
  return [...ofDay.slice(0, mostOfDay), ...(later ? [later] : [])];
}

/** How much a session lacks to take it in where it is, in ms; 0 where that is not known. */
export function lackOf(fills: readonly SessionFillAnswer[], seeker: Seeker): number {
  const { date, sessionKey, stationIds, lengthMs } = seeker;
  const own = fills.filter(
    (one) =>
      one.date === date && one.sessionKey === sessionKey && stationIds.includes(one.stationId),
  );
  const room = roomOf(own, seeker);
  return room ? Math.max(0, lengthMs - Math.max(0, room.leftMs)) : 0;
}

/** `null` where one of its stations does not hold that session, or not with its part. */
function roomOf(same: readonly SessionFillAnswer[], { tier, stationIds }: Seeker): Room | null {
  const [first] = same;
  const holding = new Set(same.map(({ stationId }) => stationId));
  if (!first || !stationIds.every((id) => holding.has(id))) return null;
  const { date, sessionKey, name } = first;
  const rooms = same.map(({ leftMs, parts }) => {
    const part = parts.find((one) => one.tier === tier);
    return part ? Math.min(leftMs, part.budgetMs - part.usedMs) : 0;
  });
  const startsAt = Math.min(...same.map((one) => one.startsAt));
  return { date, sessionKey, name, startsAt, leftMs: Math.min(...rooms) };
}
