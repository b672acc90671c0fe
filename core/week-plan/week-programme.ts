import { lengthText } from '../history/length-text.ts';
import type { LocalDate, LocalTime } from '../time/zoned.ts';
import type { PlannedItem } from './weekly-table.ts';

/** A session as a week's programme names it. */
export interface ProgrammeSession {
  name: string;
  startsAt: LocalTime;
  latestEnd: LocalTime;
}

/** A row of the programme: a session, or what airs at its own time, and what lies in it on each day. */
export interface ProgrammeRow {
  /** `null`: outside any session. */
  session: ProgrammeSession | null;
  /** For each day, its items in the order of air. */
  days: string[][];
}

/**
 * A station's week as it is printed: sessions as rows, in the order of the day, and days as columns. A session in
 * which nothing lies is there, empty.
 */
export function weekProgramme(
  items: readonly PlannedItem[],
  days: readonly LocalDate[],
  sessions: readonly ProgrammeSession[],
): ProgrammeRow[] {
  const byName = new Map(sessions.map((session) => [session.name, session]));
  for (const { session: name, time } of items)
    if (name !== null && !byName.has(name))
      byName.set(name, { name, startsAt: time ?? '', latestEnd: '' });
  const rowOf = (session: ProgrammeSession | null): ProgrammeRow => ({
    session,
    days: days.map((date) =>
      items
        .filter((item) => item.date === date && item.session === (session?.name ?? null))
        .sort(inOrder)
        .map(lineOf),
    ),
  });
  const ordered = [...byName.values()].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const loose = rowOf(null);
  return [...ordered.map(rowOf), ...(loose.days.some((day) => day.length > 0) ? [loose] : [])];
}

/** What has no time yet stands behind what has one. */
function inOrder(a: PlannedItem, b: PlannedItem): number {
  const [x, y] = [a.time ?? '~', b.time ?? '~'];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** `05:02 Tin xã (4′20″), xóm 4` */
function lineOf({ time, title, lengthMs, places }: PlannedItem): string {
  const length = lengthMs === null ? '' : ` (${lengthText(lengthMs)})`;
  const where = places === 'everywhere' ? '' : `, ${places.join(', ')}`;
  return `${time === null ? '' : `${time} `}${title}${length}${where}`;
}
