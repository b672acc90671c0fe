import { fold } from '../../text/fold.ts';
import type { LocalTime } from '../../time/zoned.ts';
import { secondsOf } from '../../time/zoned.ts';
import type { PlanSession } from '../plan-context.ts';
import type { AlignedText } from '../words/aligned-text.ts';
import { partOfHour } from '../words/clock-time.ts';
import type { DayPart, Token } from '../words/token.ts';
import { tokenOf } from '../words/token.ts';
import type { NameList } from '../words/word-list.ts';
import { nameList, namesAt, wordsOf } from '../words/word-list.ts';

export interface SessionNames {
  sessions: readonly PlanSession[];
  names: NameList<string>;
}

const partWords: Readonly<Record<DayPart, readonly string[]>> = {
  morning: ['sang', 'morning'],
  noon: ['trua', 'noon'],
  afternoon: ['chieu', 'afternoon'],
  evening: ['toi', 'evening'],
  night: ['dem', 'night'],
};

/** The sessions that a plan may name, each key once. */
export function sessionNames(given: readonly PlanSession[]): SessionNames {
  const sessions = [...new Map(given.map((session) => [session.key, session])).values()];
  const named = sessions.flatMap(({ key, name }) =>
    [name, key]
      .map((each) => wordsOf(fold(each)).map(({ word }) => word))
      .map((words) => ({ words, of: key })),
  );
  return { sessions, names: nameList(named) };
}

/** A session by its name or key; in a sentence only by a name of several words. */
export function sessionAt(
  { names }: SessionNames,
  text: AlignedText,
  at: number,
  isStrict: boolean,
): Token | null {
  const words = wordsOf(text.folded.slice(at, at + 120));
  const match = namesAt(names, words, 0);
  const last = words[(match?.count ?? 0) - 1];
  if (!match || !last || words[0]?.from !== 0 || (isStrict && match.count < 2)) return null;
  const keys = [...new Set(match.found.map((each) => each.of))];
  return tokenOf(text, at, at + last.to, { kind: 'session', keys }, keys.length === 1);
}

/** The sessions that a part of the day may mean: by their name, else by a word of it, else by their start. */
export function sessionsOfPart(
  { sessions }: SessionNames,
  part: DayPart,
): { keys: string[]; isPlain: boolean } {
  const words = partWords[part];
  const exact = sessions.filter(({ key, name }) => {
    const folded = fold(name).replace(/^buoi (?:phat )?/, '');
    return words.includes(folded) || words.includes(fold(key));
  });
  if (exact.length > 0) return { keys: exact.map(({ key }) => key), isPlain: true };
  const named = sessions.filter(({ name }) =>
    wordsOf(fold(name)).some(({ word }) => words.includes(word)),
  );
  const found =
    named.length > 0 ? named : sessions.filter(({ startsAt }) => partOfStart(startsAt) === part);
  return { keys: found.map(({ key }) => key), isPlain: false };
}

/** The one session that begins at a time, or `null`. */
export function sessionStarting({ sessions }: SessionNames, time: LocalTime): string | null {
  const [only, ...others] = sessions.filter(
    ({ startsAt }) => secondsOf(startsAt) === secondsOf(time),
  );
  return only && others.length === 0 ? only.key : null;
}

/** The part of the day in which a session begins. */
export function partOfSession({ sessions }: SessionNames, key: string): DayPart | null {
  const session = sessions.find((each) => each.key === key);
  return session ? partOfStart(session.startsAt) : null;
}

function partOfStart(startsAt: string): DayPart {
  return partOfHour(Math.floor(secondsOf(startsAt) / 3600));
}
