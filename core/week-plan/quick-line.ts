import type { DraftLine } from './line/draft-line.ts';
import { finishLine } from './line/finish-line.ts';
import { mondayOf } from './line/spoken-date.ts';
import type { PlanNames } from './names/plan-names.ts';
import { planNames } from './names/plan-names.ts';
import type { PlanContext } from './plan-context.ts';
import type { PlanLine } from './plan-line.ts';
import { cellText, rowText } from './table/cell-words.ts';
import { severalIn } from './table/row-drafts.ts';
import { readSentence } from './words/sentence.ts';
import type { Placed, Topic } from './words/token.ts';
import { topicOf } from './words/token.ts';

const topics: readonly Topic[] = ['day', 'time', 'part', 'length', 'places', 'class', 'aside'];

/**
 * Understands one line typed by an operator: "17h t3 t5 giảm nghèo xóm 4", "sáng mai thông báo lịch tiêm".
 * Days said without a date lie ahead of today, or in the week in view where that does; several weekdays
 * come back each week. What is left of the words is the title.
 */
export function quickLine(
  typed: string,
  context: PlanContext,
  names: PlanNames = planNames(context),
): PlanLine {
  const text = cellText(typed);
  const place = { line: 1, column: null, part: 1, text: rowText([typed]) };
  if (text === '') return { kind: 'skipped', reason: 'blank', ...place };
  const cell = { line: 1, column: 1 };
  const sentence = readSentence(text, names, topics, 'anywhere');
  const placed = sentence.tokens.map((token): Placed => ({ ...token, cell, certainty: 'stated' }));
  const isAbout = (...wanted: Topic[]) => placed.filter((each) => wanted.includes(topicOf(each)));
  const draft: DraftLine = {
    ...place,
    days: isAbout('day'),
    airings: isAbout('time', 'part'),
    title: sentence.title === '' ? null : { text: sentence.title, cell, certainty: 'stated' },
    ...{ programme: null, length: null, places: null, class: null, contributor: null, note: null },
    asides: isAbout('length', 'places', 'class'),
    isShared: false,
    isTyped: true,
    problems: severalIn(text),
  };
  const frame = {
    today: context.today,
    monday: mondayOf(context.weekOf),
    reading: 'open',
  } as const;
  return finishLine(draft, frame, names);
}
