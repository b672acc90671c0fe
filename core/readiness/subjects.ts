import type { DayRecord } from '../compile/day.ts';
import { signatureOccurrence } from '../compile/held-session.ts';
import type { EpochMs, LocalDate } from '../time/zoned.ts';

/** What a station will sound: a session, or an occurrence that stands outside of sessions. */
export interface Subject {
  /** Key of the session, or the occurrence. */
  key: string;
  kind: 'session' | 'occurrence';
  /** Of the session, or the title. */
  name: string;
  startsAt: EpochMs;
  /** All that sounds in it, with the session's own opening and closing. */
  occurrences: string[];
}

/** What sounds on a compiled day, in order of time; sessions in which nothing sounds are left out. */
export function subjectsOf(
  { rulings, sessions }: Pick<DayRecord, 'rulings' | 'sessions'>,
  date: LocalDate,
): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const { occurrence, title, airs, startsAt, sessionKey } of rulings) {
    if (!airs || startsAt === null) continue;
    const key = sessionKey ?? occurrence;
    const known = subjects.get(key);
    if (known) {
      known.occurrences.push(occurrence);
      known.startsAt = Math.min(known.startsAt, startsAt);
      continue;
    }
    const session = sessions.find((fill) => fill.key === sessionKey);
    subjects.set(key, {
      key,
      kind: sessionKey === null ? 'occurrence' : 'session',
      name: session?.name ?? title,
      startsAt,
      occurrences: [
        occurrence,
        ...(session ? [signatureOccurrence({ id: session.sessionId }, date)] : []),
      ],
    });
  }
  return inOrder(subjects);
}

/** What endpoints of one station sound, where not all hear the same. */
export function mergeSubjects(lists: readonly (readonly Subject[])[]): Subject[] {
  const merged = new Map<string, Subject>();
  for (const subject of lists.flat()) {
    const known = merged.get(subject.key);
    merged.set(subject.key, {
      ...(known ?? subject),
      startsAt: Math.min(known?.startsAt ?? Infinity, subject.startsAt),
      occurrences: [...new Set([...(known?.occurrences ?? []), ...subject.occurrences])],
    });
  }
  return inOrder(merged);
}

function inOrder(subjects: ReadonlyMap<string, Subject>): Subject[] {
  return [...subjects.values()].sort((a, b) => a.startsAt - b.startsAt || (a.key < b.key ? -1 : 1));
}

/** So long before air it is written down who is ready. */
export const noteLeadMs = 30 * 60_000;

/** Whether it is time to write down who is ready: half an hour before, or as soon as it is known of. */
export function isNoteDue({ startsAt }: Pick<Subject, 'startsAt'>, now: EpochMs): boolean {
  return startsAt > now && startsAt - noteLeadMs <= now;
}
