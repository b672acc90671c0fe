import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import type { PartTier } from '../../../core/session/session.ts';
import { partTiers } from '../../../core/session/session.ts';
import type { Weekday } from '../../../core/time/zoned.ts';
import { allWeekdays } from '../../../core/time/zoned.ts';

const minuteMs = 60_000;

/** A session as its form holds it: minutes per part, empty or 0 where there is no such part. */
export interface SessionDraft {
  key: string;
  name: string;
  weekdays: Weekday[];
  startsAt: string;
  latestEnd: string;
  minutes: Record<PartTier, string>;
}

export function emptySession(name: string): SessionDraft {
  return {
    key: 'morning',
    name,
    weekdays: [...allWeekdays],
    startsAt: '05:00',
    latestEnd: '05:45',
    minutes: { relay: '', above: '10', own: '10' },
  };
}

export function sessionDraftOf(session: SessionAnswer): SessionDraft {
  const minutesOf = (tier: PartTier) => {
    const part = session.parts.find((one) => one.tier === tier);
    return part ? String(part.budgetMs / minuteMs) : '';
  };
  return {
    key: session.key,
    name: session.name,
    weekdays: [...session.weekdays],
    startsAt: session.startsAt.slice(0, 5),
    latestEnd: session.latestEnd.slice(0, 5),
    minutes: { relay: minutesOf('relay'), above: minutesOf('above'), own: minutesOf('own') },
  };
}

/** The request; what the form does not show (anchors, validity) stays as it was. */
export function sessionBodyOf(draft: SessionDraft, before: SessionAnswer | null) {
  const parts = partTiers.flatMap((tier) => {
    const minutes = Number(draft.minutes[tier].replace(',', '.'));
    if (!Number.isFinite(minutes) || minutes <= 0) return [];
    const anchor = before?.parts.find((part) => part.tier === tier)?.anchor ?? null;
    return [{ tier, budgetMs: Math.round(minutes * minuteMs), anchor }];
  });
  return {
    key: draft.key,
    name: draft.name,
    weekdays: draft.weekdays,
    startsAt: draft.startsAt,
    latestEnd: draft.latestEnd,
    validFrom: before?.validFrom ?? null,
    validTo: before?.validTo ?? null,
    parts,
  };
}
