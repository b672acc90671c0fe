import type { SessionAnswer } from '../../../contract/http/sessions.ts';
import type { PartTier } from '../../../core/session/session.ts';
import { partTiers } from '../../../core/session/session.ts';
import type { Weekday } from '../../../core/time/zoned.ts';
import { allWeekdays } from '../../../core/time/zoned.ts';

const minuteMs = 60_000;
const secondMs = 1000;

/** A session as its form holds it: minutes per part, empty or 0 where there is no such part. */
export interface SessionDraft {
  key: string;
  name: string;
  weekdays: Weekday[];
  startsAt: string;
  latestEnd: string;
  minutes: Record<PartTier, string>;
  openingId: string | null;
  closingId: string | null;
  /** How long the amplifier is on before the first sound and after the last. */
  leadInSeconds: string;
  tailSeconds: string;
  /** How much later villages speak, by area; empty or 0: with the others. */
  stagger: Record<string, string>;
}

export function emptySession(name: string): SessionDraft {
  return {
    key: 'morning',
    name,
    weekdays: [...allWeekdays],
    startsAt: '05:00',
    latestEnd: '05:45',
    minutes: { relay: '', above: '10', own: '10' },
    openingId: null,
    closingId: null,
    leadInSeconds: '3',
    tailSeconds: '1',
    stagger: {},
  };
}

export function sessionDraftOf(session: SessionAnswer): SessionDraft {
  const minutesOf = (tier: PartTier) => {
    const part = session.parts.find((one) => one.tier === tier);
    return part ? String(part.budgetMs / minuteMs) : '';
  };
  const secondsOf = (ms: number) => String(ms / secondMs);
  return {
    key: session.key,
    name: session.name,
    weekdays: [...session.weekdays],
    startsAt: session.startsAt.slice(0, 5),
    latestEnd: session.latestEnd.slice(0, 5),
    minutes: { relay: minutesOf('relay'), above: minutesOf('above'), own: minutesOf('own') },
    openingId: session.openingId,
    closingId: session.closingId,
    leadInSeconds: secondsOf(session.leadInMs),
    tailSeconds: secondsOf(session.tailMs),
    stagger: Object.fromEntries(
      session.stagger.map(({ areaId, offsetMs }) => [areaId, secondsOf(offsetMs)]),
    ),
  };
}

/** The request; what the form does not show (anchors, validity, day modes) stays as it was. */
export function sessionBodyOf(draft: SessionDraft, before: SessionAnswer | null) {
  const parts = partTiers.flatMap((tier) => {
    const budgetMs = msOf(draft.minutes[tier], minuteMs);
    const anchor = before?.parts.find((part) => part.tier === tier)?.anchor ?? null;
    return budgetMs > 0 ? [{ tier, budgetMs, anchor }] : [];
  });
  const stagger = Object.entries(draft.stagger).flatMap(([areaId, text]) => {
    const offsetMs = msOf(text, secondMs);
    return offsetMs > 0 ? [{ areaId, offsetMs }] : [];
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
    openingId: draft.openingId,
    closingId: draft.closingId,
    leadInMs: msOf(draft.leadInSeconds, secondMs),
    tailMs: msOf(draft.tailSeconds, secondMs),
    stagger,
    modeKeys: [...(before?.modeKeys ?? [])],
  };
}

/** What was typed, with a comma or a point; 0 for anything that is no length. */
function msOf(text: string, unitMs: number): number {
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) && value > 0 ? Math.round(value * unitMs) : 0;
}
