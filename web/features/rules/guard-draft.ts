import type { GuardAnswer } from '../../../contract/http/guards.ts';
import type { Weekday } from '../../../core/time/zoned.ts';
import { allWeekdays } from '../../../core/time/zoned.ts';

type Rule = GuardAnswer['rule'];
export type GuardKind = Rule['kind'];

export const guardKinds = [
  'session_cap',
  'day_cap',
  'sessions_a_day',
  'air_days',
  'silent_day',
  'volume_cap',
  'week_approval',
] as const satisfies readonly GuardKind[];

/** A guard as its form holds it: every kind's fields, of which one kind's are shown. */
export interface GuardDraft {
  kind: GuardKind;
  minutes: string;
  most: string;
  weekdays: Weekday[];
  onHolidays: boolean;
  date: string;
  percent: string;
  from: string;
  to: string;
}

const minuteMs = 60_000;

export function emptyGuard(): GuardDraft {
  return {
    kind: 'session_cap',
    minutes: '15',
    most: '2',
    weekdays: allWeekdays.slice(0, 5),
    onHolidays: false,
    date: '',
    percent: '70',
    from: '',
    to: '',
  };
}

export function guardDraftOf(rule: Rule): GuardDraft {
  const draft = { ...emptyGuard(), kind: rule.kind };
  switch (rule.kind) {
    case 'session_cap':
    case 'day_cap':
      return { ...draft, minutes: String(rule.capMs / minuteMs) };
    case 'sessions_a_day':
      return { ...draft, most: String(rule.most) };
    case 'air_days':
      return { ...draft, weekdays: [...rule.weekdays], onHolidays: rule.onHolidays };
    case 'silent_day':
      return { ...draft, date: rule.date };
    case 'volume_cap': {
      const hours = { from: rule.from?.slice(0, 5) ?? '', to: rule.to?.slice(0, 5) ?? '' };
      return { ...draft, percent: String(rule.percent), ...hours };
    }
    case 'week_approval':
      return draft;
  }
}

/** The rule; `null` while a field says nothing that can be meant. */
export function guardRuleOf(draft: GuardDraft): Rule | null {
  switch (draft.kind) {
    case 'session_cap':
    case 'day_cap': {
      const capMs = Math.round(numberOf(draft.minutes) * minuteMs);
      return capMs >= minuteMs && capMs <= 1440 * minuteMs ? { kind: draft.kind, capMs } : null;
    }
    case 'sessions_a_day': {
      const most = numberOf(draft.most);
      return isWholeWithin(most, 24) ? { kind: 'sessions_a_day', most } : null;
    }
    case 'air_days': {
      const { weekdays, onHolidays } = draft;
      return { kind: 'air_days', weekdays: [...weekdays], onHolidays };
    }
    case 'silent_day':
      return draft.date === '' ? null : { kind: 'silent_day', date: draft.date };
    case 'volume_cap': {
      const percent = numberOf(draft.percent);
      if (!isWholeWithin(percent, 100) || isHalfFilled(draft)) return null;
      const { from, to } = draft;
      const hours = from === '' ? { from: null, to: null } : { from, to };
      return { kind: 'volume_cap', percent, ...hours };
    }
    case 'week_approval':
      return { kind: 'week_approval' };
  }
}

/** One hour without the other: neither hours nor all day. */
export function isHalfFilled({ from, to }: { from: string; to: string }): boolean {
  return (from === '') !== (to === '');
}

function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text.replace(',', '.'));
}

function isWholeWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
