import { isInPart } from '../line/airings-of.ts';
import type { SessionNames } from '../names/session-names.ts';
import { sessionStarting } from '../names/session-names.ts';
import { clockTime, toLocalTime } from '../words/clock-time.ts';
import type { Placed, Token, TokenOf } from '../words/token.ts';

/** What the rows above say of those whose cells are empty, because they were merged. */
export interface Carry {
  days: readonly Placed[];
  /** Parts of the day and sessions. */
  parts: readonly Placed[];
  times: readonly Placed[];
  /** Each way of saying when within a day that was met so far. */
  said: ReadonlySet<string>;
}

export interface Carried {
  days: readonly Placed[];
  airings: readonly Placed[];
  /** Comes after another line at the time that both share. */
  isFollower: boolean;
}

export const freshCarry: Carry = { days: [], parts: [], times: [], said: new Set() };

/** What holds for a row that says these days and times itself. */
export function carriedFor(
  own: { days: readonly Placed[]; airings: readonly Placed[] },
  carry: Carry,
  names: SessionNames,
): Carried {
  const isSameDay = own.days.length === 0 || spell(own.days) === spell(carry.days);
  const days = own.days.length > 0 ? own.days : asCarried(carry.days);
  if (own.airings.length > 0) {
    const times = own.airings.filter(isTime);
    const hasParts = own.airings.some((token) => token.kind !== 'time' && token.kind !== 'unclear');
    const [part, ...others] = carry.parts;
    // A line with its day and its time beside it needs no session from above.
    const isInside =
      own.days.length === 0 &&
      !hasParts &&
      part !== undefined &&
      others.length === 0 &&
      times.every((time) => isInPart(time, part, names));
    return {
      days,
      airings: isInside ? [...asCarried([part]), ...own.airings] : own.airings,
      isFollower: false,
    };
  }
  const isOnly = carry.said.size === 1;
  if (isSameDay && carry.parts.length > 0)
    return { days, airings: asCarried(carry.parts), isFollower: carry.times.length > 0 };
  if (isSameDay && carry.times.length > 0)
    return { days, airings: followers(carry.times, names), isFollower: true };
  // On another day a merged cell can only be meant where the plan has a single time for all.
  const airings = isOnly && !isSameDay ? asCarried([...carry.parts, ...carry.times]) : [];
  return { days, airings, isFollower: false };
}

/** What the rows below inherit, once a row has been read. */
export function carryOn(
  own: { days: readonly Placed[]; airings: readonly Placed[] },
  carry: Carry,
  names: SessionNames,
): Carry {
  const isNewDay = own.days.length > 0 && spell(own.days) !== spell(carry.days);
  const days = own.days.length > 0 ? own.days : carry.days;
  if (own.airings.length === 0) {
    const isOnly = carry.said.size <= 1;
    const kept = isNewDay && !isOnly ? { parts: [], times: [] } : carry;
    return { days, parts: kept.parts, times: kept.times, said: carry.said };
  }
  const times = own.airings.filter(isTime);
  const parts = own.airings.filter((token) => token.kind === 'dayPart' || token.kind === 'session');
  const inside = carry.parts.every((part) => times.every((time) => isInPart(time, part, names)));
  const keptParts = parts.length > 0 ? parts : inside && !isNewDay ? carry.parts : [];
  return { days, parts: keptParts, times, said: new Set([...carry.said, spell(own.airings)]) };
}

/** What a heading within the plan says of all that follows. */
export function carrySection(
  own: { days: readonly Placed[]; airings: readonly Placed[] },
  carry: Carry,
): Carry {
  return {
    days: own.days.length > 0 ? own.days : carry.days,
    parts: own.airings.filter((token) => token.kind === 'dayPart' || token.kind === 'session'),
    times: own.airings.filter(isTime),
    said: own.airings.length > 0 ? new Set([...carry.said, spell(own.airings)]) : carry.said,
  };
}

/** The first of several lines that share a time: in the session of the others, where there is one. */
export function leader(airings: readonly Placed[], names: SessionNames): readonly Placed[] {
  if (airings.some(({ kind }) => kind !== 'time')) return airings;
  const session = followers(airings, names).map((token): Placed => ({
    ...token,
    certainty: 'inferred',
  }));
  return session.length === 1 ? [...session, ...airings] : airings;
}

/** Lines that share a time follow each other: they air in the session that begins then, if there is one. */
export function followers(times: readonly Placed[], names: SessionNames): Placed[] {
  return times.flatMap((time): Placed[] => {
    const start = time.kind === 'time' ? clockTime(time.time) : null;
    const key = start && sessionStarting(names, toLocalTime(start));
    if (key === null) return [];
    const { cell, from, to, raw } = time;
    return [
      { kind: 'session', keys: [key], from, to, raw, isPlain: false, cell, certainty: 'carried' },
    ];
  });
}

export function asCarried(tokens: readonly Placed[]): Placed[] {
  return tokens.map((token) => ({ ...token, certainty: 'carried' }));
}

function spell(tokens: readonly Placed[]): string {
  return tokens.map(({ raw }) => raw.toLowerCase()).join(' ');
}

function isTime(token: Token): token is Placed<TokenOf<'time'>> {
  return token.kind === 'time';
}
