import type { SessionNames } from '../names/session-names.ts';
import { partOfSession, sessionsOfPart } from '../names/session-names.ts';
import type { Airing, Certainty, Told } from '../plan-line.ts';
import type { Problem } from '../problem.ts';
import { clockTime, secondOf, toLocalTime } from '../words/clock-time.ts';
import type { DayPart, Placed, SpokenTime, Token, TokenOf } from '../words/token.ts';

export interface FoundAirings {
  airings: Airing[];
  /** From the start to the end that stood beside it; `null` unless one such span was said. */
  spanMs: Told<number> | null;
  problems: Problem[];
}

type Time = Placed<TokenOf<'time'>>;
type Part = Placed<PartToken>;
type PartToken = TokenOf<'dayPart'> | TokenOf<'session'>;

/** No item lasts longer, so that 05:15-05:00 is a slip and 23:50-00:10 is not. */
const longestSpanSeconds = 4 * 3600;
const daySeconds = 86_400;

/** At which times and in which sessions a line airs, from all that its cells say of it. */
export function airingsOf(tokens: readonly Placed[], names: SessionNames): FoundAirings {
  const unclear = tokens.filter(({ kind }) => kind === 'unclear');
  const problems = unclear.map((token): Problem =>
    token.kind === 'unclear' && token.about === 'session'
      ? { code: 'session_unknown', value: token.raw }
      : { code: 'time_unclear', value: token.raw },
  );
  if (problems.length > 0) return { airings: [], spanMs: null, problems };
  const times = onceEach(tokens.filter((token): token is Time => token.kind === 'time'));
  const parts = tokens.filter(
    (token): token is Part => token.kind === 'dayPart' || token.kind === 'session',
  );
  const pairs = pairUp(times, parts, names);
  if (pairs === null)
    return {
      airings: [],
      spanMs: null,
      problems: [{ code: 'time_unclear', value: tokens.map(({ raw }) => raw).join(' ') }],
    };
  const found = pairs.map(([time, part]) => airingOf(time, part, names));
  const airings = found.flatMap(({ airing }) => airing ?? []);
  const all = found.flatMap((each) => each.problems);
  const [span] = found.length === 1 ? (found[0]?.spans ?? []) : [];
  return { airings: all.length > 0 ? [] : airings, spanMs: span ?? null, problems: all };
}

/** The same time said twice, as in "Sáng 5h00" beside "5h00", is one. */
function onceEach(times: readonly Time[]): Time[] {
  const same = (a: Time, b: Time) =>
    secondOf(a.time) === secondOf(b.time) && (a.end === null) === (b.end === null);
  return times.filter((time, at) => times.findIndex((other) => same(other, time)) === at);
}

/** Which time goes with which part of the day or session; `null` where that is open. */
function pairUp(
  times: readonly Time[],
  parts: readonly Part[],
  names: SessionNames,
): [Time | null, Part | null][] | null {
  const [part = null] = parts;
  if (times.length === 0) return parts.map((each) => [null, each]);
  if (parts.length <= 1) return times.map((time) => [time, part]);
  if (times.length !== parts.length) return null;
  const pairs = times.map((time, index): [Time, Part | null] => [time, parts[index] ?? null]);
  const areAll = pairs.every(([time, each]) => {
    const of = each && partOf(each, names);
    return clockTime(time.time, time.time.part ?? of) !== null;
  });
  return areAll ? pairs : null;
}

interface OneAiring {
  airing: Airing | null;
  spans: Told<number>[];
  problems: Problem[];
}

function airingOf(time: Time | null, part: Part | null, names: SessionNames): OneAiring {
  const { keys, isPlain: isNamed } = part ? keysOf(part, names) : { keys: [], isPlain: false };
  const [key] = keys;
  const isOne = keys.length === 1 && key !== undefined;
  if (part && !isOne && !time)
    return { airing: null, spans: [], problems: [sessionFault(part, keys)] };
  const session = part && isOne ? toldAs(part, key, isNamed) : null;
  if (!time) return { airing: session && { time: null, session }, spans: [], problems: [] };
  const of = part && partOf(part, names);
  const start = clockTime(time.time, time.time.part ?? of);
  // A session that was only carried down says nothing of a line with a time of its own.
  if (part && !fits(start, of)) {
    const isCarried = part.certainty === 'carried' && time.certainty !== 'carried';
    if (isCarried) return airingOf(time, null, names);
    const problem = { code: 'time_session_mismatch', value: time.raw, session: part.raw } as const;
    return { airing: null, spans: [], problems: [problem] };
  }
  if (!start) return unclear(time);
  const end = time.end && endAfter(start, time.end);
  if (time.end && end === null) return unclear(time);
  const isPlain = time.isPlain && start.hour === time.time.hour;
  const told = toldAs(time, toLocalTime(start), isPlain || time.time.part !== null);
  // What was carried down ends something else, and "Sáng (5h00 - 5h45)" is the span of the session.
  const isOwn = time.certainty !== 'carried' && !(part && isSameCell(time, part));
  const spans =
    end === null || !isOwn ? [] : [{ ...told, certainty: inferred(told.certainty), value: end }];
  return { airing: { time: told, session }, spans, problems: [] };
}

/** Whether a time lies in a part of the day; a session's own start says only where it begins. */
function fits(start: SpokenTime | null, part: DayPart | null): boolean {
  return start !== null && (part === null || clockTime(start, part)?.hour === start.hour);
}

function partOf(part: PartToken, names: SessionNames): DayPart | null {
  if (part.kind === 'dayPart') return part.part;
  const [key] = part.keys;
  return key === undefined ? null : partOfSession(names, key);
}

function keysOf(part: Part, names: SessionNames): { keys: readonly string[]; isPlain: boolean } {
  if (part.kind === 'dayPart') return sessionsOfPart(names, part.part);
  return { keys: part.keys, isPlain: part.isPlain };
}

function sessionFault(part: Part, keys: readonly string[]): Problem {
  return keys.length > 1
    ? { code: 'session_ambiguous', value: part.raw, candidates: [...keys] }
    : { code: 'session_unknown', value: part.raw };
}

function isSameCell(time: Time, part: Part): boolean {
  return time.cell.line === part.cell.line && time.cell.column === part.cell.column;
}

/** Whether a time can be in the part of the day or session beside it. */
export function isInPart(time: TokenOf<'time'>, part: Token, names: SessionNames): boolean {
  if (part.kind !== 'dayPart' && part.kind !== 'session') return true;
  const of = partOf(part, names);
  return fits(clockTime(time.time, time.time.part ?? of), of);
}

/** Ms from start to end, or `null` where the end comes too late to be one. */
function endAfter(start: SpokenTime, end: SpokenTime): number | null {
  const later = { ...end, part: end.part ?? start.part };
  const times = [clockTime(later, later.part), end, { ...end, hour: end.hour + 12 }];
  for (const time of times) {
    if (time === null || time.hour > 23) continue;
    const seconds = (secondOf(time) - secondOf(start) + daySeconds) % daySeconds;
    if (seconds > 0 && seconds <= longestSpanSeconds) return seconds * 1000;
  }
  return null;
}

function toldAs<T>(token: Placed, value: T, isPlain: boolean): Told<T> {
  const certainty = isPlain ? token.certainty : inferred(token.certainty);
  return { value, certainty, cell: token.cell };
}

function inferred(certainty: Certainty): Certainty {
  return certainty === 'stated' ? 'inferred' : certainty;
}

function unclear(time: Time): OneAiring {
  return { airing: null, spans: [], problems: [{ code: 'time_unclear', value: time.raw }] };
}
