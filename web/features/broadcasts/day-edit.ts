import type { z } from 'zod';
import type { BroadcastAnswer, broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import { onceOn } from '../../../core/recurrence/once-on.ts';
import { occursOn } from '../../../core/recurrence/occurs-on.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import type { BroadcastBody, BroadcastDraft } from './draft.ts';
import { draftOf } from './draft.ts';
import { placementOf } from './placement-draft.ts';

type DayBody = z.output<NonNullable<typeof broadcastRoutes.editDay.body>>;

/** Where somebody means to move an occurrence; the form shows it before it is saved. */
export interface Move {
  date: LocalDate;
  /** `null`: as it was placed. */
  sessionKey: string | null;
}

/** A draft placed in the session that it is moved to, if to any. */
export function placedIn(draft: BroadcastDraft, move: Move | null): BroadcastDraft {
  if (!move?.sessionKey) return draft;
  const { sessionKey } = move;
  return { ...draft, placement: { ...draft.placement, kind: 'session', sessionKey } };
}

/** What one day has otherwise than the others. */
export type DayChanges = Pick<DayBody, 'title' | 'placement' | 'items'>;

/** Whether it is on more than one day, so that one of them can be singled out. */
export function isSeries({ dates }: BroadcastAnswer): boolean {
  return dates.rule !== null || dates.rdates.length > 0;
}

/** One day of a series, as if it were all of it. */
export function dayDraftOf(broadcast: BroadcastAnswer, date: LocalDate): BroadcastDraft {
  const { title, placement, items, ...rest } = broadcast;
  const override = broadcast.overrides.find((one) => one.date === date);
  return draftOf({
    ...rest,
    title: override?.title ?? title,
    placement: override?.placement ?? placement,
    items: override?.items ?? items,
    dates: { ...onceOn(date), rule: null, exdates: [], rdates: [] },
    overrides: [],
  });
}

/** What a draft of one day says otherwise than the series: the rest goes on following it. */
export function changesOf(broadcast: BroadcastAnswer, draft: BroadcastDraft): DayChanges {
  const placement = placementOf(draft.placement);
  const { title, items } = draft;
  return {
    ...(title.trim() === broadcast.title ? {} : { title }),
    ...(isSame(placement, broadcast.placement) ? {} : { placement }),
    ...(isSame(items, broadcast.items) ? {} : { items }),
  };
}

/** A series of which one day airs on another day instead, with what it has otherwise. */
export function movedDay(
  broadcast: BroadcastAnswer,
  { from, to, changes }: { from: LocalDate; to: LocalDate; changes: DayChanges },
): BroadcastBody {
  const body = fieldsOf(broadcast);
  const others = body.overrides.filter(({ date }) => date !== from && date !== to);
  const isChanged = Object.keys(changes).length > 0;
  const overrides = isChanged ? [...others, { ...changes, date: to }] : others;
  const without = { ...body.dates, ...exceptionsOf(broadcast, { add: from, drop: to }) };
  // Where the rule has that day, no longer leaving it out is enough.
  const rdates = occursOn(without, to) ? without.rdates : [...without.rdates, to].sort();
  return { ...body, dates: { ...without, rdates }, overrides: overrides.sort(byDate) };
}

/** A series that is on again on a day on which it was left out. */
export function broughtBack(broadcast: BroadcastAnswer, date: LocalDate): BroadcastBody {
  const body = fieldsOf(broadcast);
  const { exdates } = exceptionsOf(broadcast, { add: null, drop: date });
  return { ...body, dates: { ...body.dates, exdates } };
}

function exceptionsOf(
  { dates }: BroadcastAnswer,
  { add, drop }: { add: LocalDate | null; drop: LocalDate },
) {
  const kept = dates.exdates.filter((date) => date !== drop);
  const exdates = add === null || kept.includes(add) ? kept : [...kept, add].sort();
  return { exdates, rdates: dates.rdates.filter((date) => date !== add) };
}

/** A broadcast as a request that changes nothing of it. */
export function fieldsOf(broadcast: BroadcastAnswer): BroadcastBody {
  const { id: _id, state: _state, version: _version, ...rest } = broadcast;
  const { predecessorId: _before, urgentSince: _urgent, ...more } = rest;
  const { authorId: _author, updatedAt: _at, ...fields } = more;
  return { ...fields, replaces: [] };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function byDate(a: { date: LocalDate }, b: { date: LocalDate }): number {
  return a.date < b.date ? -1 : 1;
}
