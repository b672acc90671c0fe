import type { Pool } from '../broadcast/item.ts';
import { dayOf } from '../recurrence/civil.ts';
import type { LocalDate } from '../time/zoned.ts';

/** A recording that a pool may draw: approved, encoded, and valid on the day. */
export interface PoolMember {
  recordingId: string;
  language: string;
  durationMs: number;
}

export interface DrawInput {
  date: LocalDate;
  members: readonly PoolMember[];
  /** The days on which each recording is planned already, by any pool. */
  planned: ReadonlyMap<string, readonly LocalDate[]>;
  /** What an earlier draw gave: who may stay stays in its place, and only the others are replaced. */
  before: readonly string[];
}

/**
 * Fills a pool's minutes: least recently planned first, none twice within its days of rest, then the
 * longest-known id; never more than it may fill. Same input, same draw.
 */
export function drawPool(pool: Pool, input: DrawInput): string[] {
  const eligible = new Map(
    input.members
      .filter((member) => fitsPool(member, pool))
      .map((member) => [member.recordingId, member]),
  );
  const drawn: string[] = [];
  let leftMs = pool.fillMs;
  const take = (id: string) => {
    const member = eligible.get(id);
    if (!member || member.durationMs > leftMs || drawn.includes(id)) return;
    drawn.push(id);
    leftMs -= member.durationMs;
  };
  for (const id of input.before) take(id);
  const rested = [...eligible.values()].filter(({ recordingId }) =>
    isRested(input.planned.get(recordingId) ?? [], input.date, pool.restDays),
  );
  const lastOf = ({ recordingId }: PoolMember) => lastBefore(input, recordingId);
  for (const { recordingId } of rested.sort(
    (a, b) => compare(lastOf(a), lastOf(b)) || compare(a.recordingId, b.recordingId),
  ))
    take(recordingId);
  return drawn;
}

function fitsPool({ language, durationMs }: PoolMember, pool: Pool): boolean {
  return (
    (pool.language === null || language === pool.language) &&
    durationMs >= (pool.minMs ?? 1) &&
    durationMs <= (pool.maxMs ?? Infinity)
  );
}

function isRested(days: readonly LocalDate[], date: LocalDate, restDays: number): boolean {
  const day = dayOf(date);
  return days.every((other) => Math.abs(dayOf(other) - day) > restDays);
}

/** The last day before this one on which it is planned; empty for never. */
function lastBefore({ planned, date }: DrawInput, recordingId: string): LocalDate {
  const days = planned.get(recordingId) ?? [];
  return days.reduce((last, day) => (day < date && day > last ? day : last), '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
