import type { EpochMs, LocalDate } from '../time/zoned.ts';
import { localTimeOf } from '../time/zoned.ts';
import type { Airing } from './airing.ts';
import type { Change } from './diff-airings.ts';
import type { AirWords } from './words.ts';

/** One thing that is said, of one day and some endpoints of a station. */
export interface Spoken {
  kind: Change['kind'] | 'shifted';
  /** `null` where the body tells its own time. */
  time: string | null;
  /** The day that it is about, or with which it begins. */
  date: LocalDate;
  /** Whether the body tells its own days. */
  hasOwnDays: boolean;
  body: string;
}

/** What moves by less is not told one by one, in ms. */
const leastMoveMs = 60_000;

/** Each change in words, by the clock of its zone. */
export function spokenOf(changes: readonly Change[], zone: string, words: AirWords): Spoken[] {
  const spoken: Spoken[] = [];
  const shifts = new Map<LocalDate, number>();
  for (const change of changes) {
    const { date } = change.before ?? change.after;
    if (isShift(change)) shifts.set(date, (shifts.get(date) ?? 0) + 1);
    else spoken.push(oneOf(change, zone, words));
  }
  for (const [date, count] of shifts) {
    const body = words.shifted(count);
    spoken.push({ kind: 'shifted', time: null, date, hasOwnDays: false, body });
  }
  return spoken;
}

function isShift({ kind, before, after }: Change): boolean {
  if (kind !== 'moved' || before.date !== after.date || before.sound !== after.sound) return false;
  return Math.abs((before.startsAt ?? 0) - (after.startsAt ?? 0)) < leastMoveMs;
}

function oneOf(change: Change, zone: string, words: AirWords): Spoken {
  const { date } = change.before ?? change.after;
  const startsAt = change.before?.startsAt ?? change.after?.startsAt ?? null;
  const isMove = change.kind === 'moved';
  return {
    kind: change.kind,
    time: isMove || startsAt === null ? null : timeOf(startsAt, zone),
    date,
    hasOwnDays: isMove && change.after.date !== date,
    body: bodyOf(change, zone, words),
  };
}

function bodyOf(change: Change, zone: string, words: AirWords): string {
  const whyOf = ({ why }: Airing) => words.why[why ?? 'placed'];
  switch (change.kind) {
    case 'added': {
      const { title, why } = change.after;
      return why === null ? words.added(title) : words.addedSilent(title, words.why[why]);
    }
    case 'removed': {
      const { title, why } = change.before;
      return why === null ? words.removed(title) : words.removedSilent(title);
    }
    case 'replaced': {
      const [title, by] = [change.before.title, change.after.title];
      return title === by ? words.otherSound(title) : words.replaced(title, by);
    }
    case 'moved':
      return movedBody(change.before, change.after, zone, words);
    case 'shortened':
    case 'lengthened': {
      const { kind, before, after } = change;
      return words[kind](after.title, words.length(before.soundMs), words.length(after.soundMs));
    }
    case 'renamed':
      return words.renamed(change.before.title, change.after.title);
    case 'silenced':
      return words.silenced(change.after.title, whyOf(change.after));
    case 'heard':
      return words.heard(change.after.title);
    case 'other_reason':
      return words.otherReason(change.after.title, whyOf(change.after));
  }
}

function movedBody(before: Airing, after: Airing, zone: string, words: AirWords): string {
  const isOneDay = before.date === after.date;
  const moment = ({ startsAt, date }: Airing) => {
    const time = timeOf(startsAt ?? 0, zone);
    return isOneDay ? time : words.at(time, words.day(date));
  };
  const moved = words.moved(before.title, moment(before), moment(after));
  if (before.title !== after.title) return `${moved}, ${words.renamed(before.title, after.title)}`;
  return before.sound === after.sound ? moved : `${moved}, ${words.otherSound(after.title)}`;
}

/** `17:00`, or `17:00:07` between whole minutes. */
function timeOf(at: EpochMs, zone: string): string {
  const time = localTimeOf(at, zone);
  return time.endsWith(':00') ? time.slice(0, -3) : time;
}
