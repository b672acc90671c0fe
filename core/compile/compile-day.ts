import type { Entry } from '../playlist/playlist.ts';
import { least } from '../guard/least.ts';
import type { PlacementInput } from '../placement/placement.ts';
import { addDays } from '../time/zoned.ts';
import type { Asked } from './asked.ts';
import type { Candidate } from './candidate.ts';
import { candidateOf, isUrgent } from './candidate.ts';
import type { CompiledDay, DayInput, Ruling } from './day.ts';
import type { Guest } from './guest.ts';
import { settleDecisions } from './decisions.ts';
import { entriesOf } from './entries-of.ts';
import { fillsOf, ownEntries } from './fills.ts';
import type { HeldSession } from './held-session.ts';
import { heldSessions, toPlaced } from './held-session.ts';
import { interrupt } from './interrupt.ts';
import type { Kept } from './kept.ts';
import { keptOf } from './kept.ts';
import { refusalToAir } from './may-air.ts';
import { pickedSession } from './offer-answer.ts';
import { offersOf } from './offers.ts';
import { poweredIn } from './powered.ts';
import { rulingOfLeft, rulingOfRefused, rulingOfSeat } from './ruling-of.ts';
import type { Seating } from './seat.ts';
import { seat, withSeated } from './seat.ts';
import { signaturesOf } from './signatures.ts';
import { whyLeft } from './why-left.ts';

/**
 * One day of the endpoints that hear the same: same input, same bytes. What may not air is ruled out first;
 * what is frozen stays; the rest is placed by ADR 16, what people made urgent before the rest.
 */
export function compileDay(input: DayInput): CompiledDay {
  const sessions = heldSessions(input);
  const asked = askedIn(input);
  const refusals = new Map(asked.map((one) => [one.id, refusalToAir(one, input)]));
  const mayAir = ({ id }: Asked) => refusals.get(id) === null;
  const before = keptOf(input, { asked, sessions, mayAir });
  const kept = interrupt(before, asked.filter(mayAir), input);

  const rulings = new Map<string, Ruling>(kept.rulings);
  const candidates: Candidate[] = [];
  for (const one of asked) {
    if (rulings.has(one.id)) continue;
    const refusal = refusals.get(one.id);
    if (!refusal) candidates.push(candidateOf(one, sessions, input));
    // A guest that may not air any more had its ruling on its own day.
    else if (!one.guest) rulings.set(one.id, rulingOfRefused(one, refusal));
  }
  const settled = settleDecisions(candidates, sessions, input);
  const { seated, left } = seatAll(settled.candidates, { sessions, kept, input });
  for (const one of seated) rulings.set(one.candidate.asked.id, rulingOfSeat(one, sessions));
  for (const one of left) {
    const { asked: seeker } = one.candidate;
    if (!seeker.guest)
      rulings.set(seeker.id, rulingOfLeft(one.candidate, whyLeft(one, sessions, input), sessions));
  }

  const items = [...kept.entries, ...seated.flatMap((one) => entriesOf(one, input))].sort(inAir);
  const own = ownEntries(items, rulings, sessions);
  const entries = [...items, ...signaturesOf(sessions, own, items, input)].sort(inAir);
  const sorted = [...rulings.values()].sort((a, b) => (a.occurrence < b.occurrence ? -1 : 1));
  const fills = fillsOf(sessions, sorted, entries, input);
  return {
    playlist: {
      v: 1,
      date: input.date,
      zone: input.zone.name,
      entries,
      powered: poweredIn(entries, sessions),
    },
    record: {
      rulings: sorted,
      sessions: fills,
      guests: guestsOf(left, input),
      asks: [...settled.asks, ...offersOf(left, asked, { refusals, sessions, fills, input })],
    },
  };
}

/** All that ask: those of the day, and guests of earlier days. */
function askedIn({ broadcasts, guests, asking, date }: DayInput): Asked[] {
  const own = broadcasts.flatMap((broadcast) => asking.on(broadcast, date));
  const invited = guests.flatMap((guest) => {
    const host = broadcasts.find(({ id }) => id === guest.broadcastId);
    const asked = host && guest.untilDate >= date ? asking.guest(guest, host) : null;
    return asked ?? [];
  });
  return [...own, ...invited];
}

function inAir(a: Entry, b: Entry): number {
  return a.startsAt - b.startsAt || (a.key < b.key ? -1 : 1);
}

/** Urgent candidates find their air from `urgentFrom` on, around what is frozen; the rest after the freeze. */
function seatAll(
  candidates: readonly Candidate[],
  given: { sessions: readonly HeldSession[]; kept: Kept; input: DayInput },
): Seating {
  const { kept, input } = given;
  const urgent = candidates.filter((one) => isUrgent(one, input));
  if (urgent.length === 0) return seat(candidates, airOf(kept, given));
  const first = seat(urgent, { ...airOf(kept, given), fromMs: input.urgentFrom });
  const rest = candidates.filter((one) => !isUrgent(one, input));
  const { seated, left } = seat(rest, airOf(withSeated(kept, first.seated, given.sessions), given));
  return { seated: [...first.seated, ...seated], left: [...first.left, ...left] };
}

function airOf(
  kept: Pick<Kept, 'spans' | 'partMs' | 'sessionMs'>,
  { sessions, input }: { sessions: readonly HeldSession[]; input: DayInput },
): Omit<PlacementInput, 'blocks'> {
  const { limits, mode } = input;
  const keptMs = kept.spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const dayCapMs = least(limits.dayCapMs, mode?.dayCapMs ?? null);
  return {
    fromMs: input.frozenUntil,
    midnightMs: input.zone.startOfDay(addDays(input.date, 1)),
    kept: kept.spans,
    sessions: sessions.map((held) => toPlaced(held, kept, input)),
    quiet: input.quiet,
    dayCapMs: dayCapMs === null ? null : Math.max(0, dayCapMs - keptMs),
  };
}

/** What the next days may still take in. */
function guestsOf(left: Seating['left'], input: DayInput): Guest[] {
  const { date } = input;
  const guests = left.flatMap(({ candidate: { asked }, outcome }): Guest[] => {
    if (asked.guest) return asked.guest.untilDate > date ? [asked.guest] : [];
    const { overflow, id: broadcastId, version } = asked.broadcast;
    if (overflow.kind !== 'next' || overflow.withinDays === 0) return [];
    if (asked.content.placement.kind !== 'session' || !leavesForRoom.has(outcome.reason)) return [];
    // The commune said where.
    if (pickedSession(asked, input) !== null) return [];
    const untilDate = addDays(date, overflow.withinDays);
    return [{ occurrence: asked.id, broadcastId, version, untilDate }];
  });
  return guests.sort((a, b) => (a.occurrence < b.occurrence ? -1 : 1));
}

/** It was not refused: there was no room. */
const leavesForRoom: ReadonlySet<string> = new Set([
  'part_full',
  'session_full',
  'session_cap',
  'no_session',
]);
