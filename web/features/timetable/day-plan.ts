import type { OccurrenceAnswer, SessionFillAnswer } from '../../../contract/http/occurrences.ts';
import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import { isSessionOn } from '../../../core/session/session.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import type { Bar } from './session-bar.ts';
import { barOf } from './session-bar.ts';

export interface SessionPlan {
  session: SessionAnswer;
  occurrences: OccurrenceAnswer[];
  bar: Bar;
}

/** One day of one station: its sessions with what lies in them, and what stands at its own time. */
export interface DayPlan {
  stationId: string;
  date: LocalDate;
  sessions: SessionPlan[];
  /** At their own time, or placed in a session that the station does not have that day. */
  loose: OccurrenceAnswer[];
}

/** What of the timetable is opened: a session of a day, or all of it. */
export interface DayPlace {
  stationId: string;
  date: LocalDate;
  sessionKey: string | null;
}

/** Days as they were compiled: what lies in them, and how full their sessions are. */
export interface CompiledDays {
  items: readonly OccurrenceAnswer[];
  sessions: readonly SessionFillAnswer[];
}

/** Finds the plan of any station and day; each is made once, so that what shows it needs not be drawn again. */
export type PlanOf = (stationId: string, date: LocalDate) => DayPlan;

export function plansOf(sessions: readonly SessionAnswer[], compiled: CompiledDays): PlanOf {
  const items = grouped(compiled.items, placeOf);
  const fills = grouped(compiled.sessions, placeOf);
  const own = grouped(sessions, ({ stationId }) => stationId);
  const made = new Map<string, DayPlan>();
  return (stationId, date) => {
    const place = placeOf({ stationId, date });
    const known = made.get(place);
    if (known) return known;
    const plan = dayPlanOf(stationId, date, own.get(stationId) ?? [], {
      ...{ items: items.get(place) ?? [], sessions: fills.get(place) ?? [] },
    });
    made.set(place, plan);
    return plan;
  };
}

function placeOf({ stationId, date }: { stationId: string; date: LocalDate }): string {
  return `${stationId} ${date}`;
}

function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

export function dayPlanOf(
  stationId: string,
  date: LocalDate,
  sessions: readonly SessionAnswer[],
  compiled: CompiledDays,
): DayPlan {
  const mine = compiled.items
    .filter((one) => one.stationId === stationId && one.date === date)
    .sort((a, b) => (a.startsAt ?? Infinity) - (b.startsAt ?? Infinity));
  const plans = sessions
    .filter((session) => session.stationId === stationId && isSessionOn(session, date, null))
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .map((session): SessionPlan => {
      const inside = mine.filter(({ sessionKey }) => sessionKey === session.key);
      return {
        session,
        occurrences: inside,
        bar: barOf(session, inside, fillOf(session, date, compiled)),
      };
    });
  const keys = new Set(plans.map(({ session }) => session.key));
  return {
    stationId,
    date,
    sessions: plans,
    loose: mine.filter(({ sessionKey }) => sessionKey === null || !keys.has(sessionKey)),
  };
}

/** Where its villages hear different things, that of the fullest. */
function fillOf(
  { stationId, key }: SessionAnswer,
  date: LocalDate,
  { sessions }: CompiledDays,
): SessionFillAnswer | null {
  const [fullest = null] = sessions
    .filter((one) => one.stationId === stationId && one.date === date && one.sessionKey === key)
    .sort((a, b) => a.leftMs - b.leftMs);
  return fullest;
}
