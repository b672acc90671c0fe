import type { RuleLine } from '../../../contract/http/rule-change.ts';
import type { ManySessionsAct } from '../../../contract/http/sessions.ts';
import type { LocalDate, Weekday } from '../../../core/time/zoned.ts';
import { allWeekdays } from '../../../core/time/zoned.ts';
import { emptySession, sessionBodyOf, type SessionDraft } from './session-draft.ts';

/** A change of sessions at many stations as its form holds it; empty: as it is at each. */
export interface ManySessionsDraft {
  kind: ManySessionsAct['kind'];
  key: string;
  name: string;
  startsAt: string;
  latestEnd: string;
  changesDays: boolean;
  weekdays: Weekday[];
  /** Of a session that is added. */
  minutes: SessionDraft['minutes'];
  /** Empty: at once. */
  from: string;
}

export function emptyManySessions(key: string): ManySessionsDraft {
  return {
    ...{ kind: 'change', key, name: '', startsAt: '', latestEnd: '', from: '' },
    ...{ changesDays: false, weekdays: [...allWeekdays] },
    minutes: emptySession('').minutes,
  };
}

/** What is asked of the server; `null` while it would change nothing, or something is missing. */
export function manySessionsOf(draft: ManySessionsDraft): ManySessionsAct | null {
  const { kind, key, startsAt, latestEnd, changesDays, weekdays } = draft;
  const from = draft.from === '' ? null : draft.from;
  const name = draft.name.trim();
  if (kind === 'add') {
    const { parts } = sessionBodyOf({ ...emptySession(name), minutes: draft.minutes }, null);
    const isWhole = name !== '' && startsAt !== '' && latestEnd !== '' && parts.length > 0;
    return isWhole
      ? { kind, key, name, startsAt, latestEnd, weekdays: [...weekdays], parts, from }
      : null;
  }
  const change = {
    ...(name === '' ? {} : { name }),
    ...(startsAt === '' ? {} : { startsAt }),
    ...(latestEnd === '' ? {} : { latestEnd }),
    ...(changesDays ? { weekdays: [...weekdays] } : {}),
  };
  return Object.keys(change).length === 0 ? null : { kind, key, ...change, from };
}

const full: readonly string[] = ['part_full', 'session_full', 'no_room'];

/** Days on which a change leaves something no room, by station in the order of time. */
export function fullDays(
  lost: readonly RuleLine[],
): { stationId: string; dates: readonly LocalDate[] }[] {
  const stations = new Map<string, Set<LocalDate>>();
  for (const { stationId, date, reason } of lost)
    if (full.includes(reason))
      stations.set(stationId, (stations.get(stationId) ?? new Set()).add(date));
  return [...stations].map(([stationId, dates]) => ({ stationId, dates: [...dates].sort() }));
}
