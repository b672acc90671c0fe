import type { LocalDate } from '../time/zoned.ts';
import { changedSession, splitSession, type SessionChange } from './change-sessions.ts';
import { sessionFault, sessionsClash } from './check-session.ts';
import type { Session } from './session.ts';

/** A session as it is to be kept. */
export interface SessionStep<Kept extends Session> {
  session: Kept;
  isNew: boolean;
}

/** What a change of the sessions with a key does at one station; `made` gives what comes anew its id. */
export function changeSteps<Kept extends Session>(
  sessions: readonly Kept[],
  { key, from, ...change }: SessionChange & { key: string; from: LocalDate | null },
  { today, made }: { today: LocalDate; made: (session: Kept) => Kept },
): SessionStep<Kept>[] {
  const since = from ?? today;
  const meant = sessions.filter(
    (one) => one.key === key && (one.validTo === null || one.validTo >= since),
  );
  return meant.flatMap((one): SessionStep<Kept>[] => {
    if (from === null) return [{ session: changedSession(one, change), isNew: false }];
    const { earlier, later } = splitSession(one, from);
    if (later === null) return [];
    const changed = changedSession(later, change);
    if (earlier === null) return [{ session: changed, isNew: false }];
    return [
      { session: earlier, isNew: false },
      { session: made(changed), isNew: true },
    ];
  });
}

/** The sessions of a station after these steps. */
export function afterSteps<Kept extends Session>(
  sessions: readonly Kept[],
  steps: readonly SessionStep<Kept>[],
): Kept[] {
  const changed = new Map(steps.map(({ session }) => [session.id, session]));
  return [
    ...sessions.map((one) => changed.get(one.id) ?? one),
    ...steps.flatMap(({ session, isNew }) => (isNew ? [session] : [])),
  ];
}

/** Why steps cannot be taken at a station, with the session in the way; `null` where they can. */
export function faultOfSteps<Kept extends Session>(
  sessions: readonly Kept[],
  steps: readonly SessionStep<Kept>[],
): { code: StepFault; session: Kept | null } | null {
  if (steps.length === 0) return { code: 'session_not_found', session: null };
  const after = afterSteps(sessions, steps);
  for (const { session } of steps) {
    if (sessionFault(session) !== null) return { code: 'session_times_invalid', session };
    const clash = after.find((one) => one.id !== session.id && sessionsClash(one, session));
    if (clash) return { code: 'session_overlaps', session: clash };
  }
  return null;
}

/** One hour without the other may turn a session round midnight, which nobody means who changes its start. */
export function faultOfHalf<Kept extends Session>(
  sessions: readonly Kept[],
  steps: readonly SessionStep<Kept>[],
  { key, startsAt, latestEnd }: SessionChange & { key: string },
): { code: StepFault; session: Kept } | null {
  if ((startsAt === undefined) === (latestEnd === undefined)) return null;
  const isOverMidnight = (one: Session) => one.latestEnd < one.startsAt;
  if (sessions.some((one) => one.key === key && isOverMidnight(one))) return null;
  const turned = steps.find(({ session }) => isOverMidnight(session));
  return turned ? { code: 'session_times_invalid', session: turned.session } : null;
}

export type StepFault = 'session_not_found' | 'session_times_invalid' | 'session_overlaps';
