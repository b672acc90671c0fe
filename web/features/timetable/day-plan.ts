import type { OccurrenceAnswer, SessionFillAnswer } from '../../../contract/http/occurrences.ts';
import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import { groupRows } from '../../../core/list/group-rows.ts';
import { isSessionOn } from '../../../core/session/session.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import type { Bar } from './session-bar.ts';
import { barOf } from './session-bar.ts';

export interface SessionPlan {
  session: SessionAnswer;
  occurrences: OccurrenceAnswer[];
  /** Lines that are not told, because of another programme. */
  hidden: number;
  bar: Bar;
}

/** One day of one station: its sessions with what lies in them, and what stands at its own time. */
export interface DayPlan {
  stationId: string;
  date: LocalDate;
  sessions: SessionPlan[];
  /** At their own time, or placed in a session that the station does not have that day. */
  loose: OccurrenceAnswer[];
  /** Of the loose ones, those that are not told. */
  hidden: number;
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

/** What was told of a station's days, and when it was asked for, in epoch ms. */
export interface StationWeek extends CompiledDays {
  toldAt: number;
}

/** An answer apart by station; one of which it says nothing has its days too: nothing is planned there. */
export function stationWeeks(
  stations: readonly string[],
  { items, sessions }: CompiledDays,
  toldAt: number,
): [string, StationWeek][] {
  const itemsOf = groupRows(items, ({ stationId }) => stationId);
  const sessionsOf = groupRows(sessions, ({ stationId }) => stationId);
  return stations.map((id) => [
    id,
    { items: itemsOf.get(id) ?? [], sessions: sessionsOf.get(id) ?? [], toldAt },
  ]);
}

/** Finds the plan of a station and day; `null` where nothing was told of it yet. */
export type PlanOf = (stationId: string, date: LocalDate) => DayPlan | null;

/**
 * Makes plans from what was told of a station, each once, so that what shows it needs not be drawn again.
 * @param programmeId the only programme whose lines are told; empty: all
 */
export function planner(sessions: readonly SessionAnswer[], programmeId = '') {
  const own = groupRows(sessions, ({ stationId }) => stationId);
  const known = new WeakMap<CompiledDays, Map<LocalDate, DayPlan>>();
  return (compiled: CompiledDays, stationId: string, date: LocalDate): DayPlan => {
    const plans = known.get(compiled) ?? new Map<LocalDate, DayPlan>();
    known.set(compiled, plans);
    const made = plans.get(date);
    if (made) return made;
    const whole = dayPlanOf(stationId, date, own.get(stationId) ?? [], compiled);
    const plan = programmeId === '' ? whole : ofProgramme(whole, programmeId);
    plans.set(date, plan);
    return plan;
  };
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
        hidden: 0,
        bar: barOf(session, inside, fillOf(session, date, compiled)),
      };
    });
  const keys = new Set(plans.map(({ session }) => session.key));
  return {
    stationId,
    date,
    sessions: plans,
    loose: mine.filter(({ sessionKey }) => sessionKey === null || !keys.has(sessionKey)),
    hidden: 0,
  };
}

/** A day with the lines of one programme alone; its sessions stay as full as they are. */
export function ofProgramme(plan: DayPlan, programmeId: string): DayPlan {
  const isOf = (one: OccurrenceAnswer) => one.programmeId === programmeId;
  const loose = plan.loose.filter(isOf);
  return {
    ...plan,
    sessions: plan.sessions.map((one) => {
      const occurrences = one.occurrences.filter(isOf);
      return { ...one, occurrences, hidden: one.occurrences.length - occurrences.length };
    }),
    loose,
    hidden: plan.loose.length - loose.length,
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
