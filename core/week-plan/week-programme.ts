import { lengthText } from '../history/length-text.ts';
import type { LocalDate } from '../time/zoned.ts';
import type { PlannedItem, PlannedSession } from './weekly-table.ts';

/** A row of the programme: a session, or what airs at its own time, and what lies in it on each day. */
export interface ProgrammeRow {
  /** `null`: outside any session. */
  session: PlannedSession | null;
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
  sessions: readonly PlannedSession[],
): ProgrammeRow[] {
  const held = [...sessions, ...items.flatMap(({ session }) => session ?? [])];
  const distinct = new Map(held.map((session) => [nameWithHours(session), session]));
  const rowOf = (session: PlannedSession | null): ProgrammeRow => ({
    session,
    days: days.map((date) =>
      items
        .filter((item) => item.date === date && isIn(item, session))
        .sort(inOrder)
        .map(lineOf),
    ),
  });
  const ordered = [...distinct.values()].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  const loose = rowOf(null);
  return [...ordered.map(rowOf), ...(loose.days.some((day) => day.length > 0) ? [loose] : [])];
}

/** What is called the same at other hours, on other days, is another session. */
function nameWithHours({ name, startsAt, latestEnd }: PlannedSession): string {
  return `${startsAt} ${latestEnd} ${name}`;
}

/** `null`: outside any session. */
export function isIn({ session: own }: PlannedItem, session: PlannedSession | null): boolean {
  if (own === null || session === null) return own === session;
  return nameWithHours(own) === nameWithHours(session);
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
