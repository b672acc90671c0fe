import type { DraftLine } from '../line/draft-line.ts';
import { readSentence } from '../words/sentence.ts';
import type { Placed } from '../words/token.ts';
import { topicOf } from '../words/token.ts';
import { takeAsides } from './asides.ts';
import type { Carry } from './carry.ts';
import { carriedFor, carryOn, carrySection } from './carry.ts';
import { cellText, isFooter, isNoBroadcast, isRemark } from './cell-words.ts';
import type { RoughLine, RoughRows } from './list-rows.ts';
import { isDraft, sharedLine, skippedRow } from './list-rows.ts';
import type { PlanReading } from './plan-reading.ts';
import { cellRef } from './row-cells.ts';
import { severalIn } from './row-drafts.ts';
import { readSection } from './section.ts';
import type { TableRow } from './split-cells.ts';

const bullet = /^\s*(?:[-–—+*•▪●◦✓]|\d{1,2}[.)])\s*\p{L}/u;

/** Reads a plan that is no table: a line for each item, under headings for days and sessions. */
export function textLines(
  rows: readonly TableRow[],
  before: Carry,
  reading: PlanReading,
): RoughRows {
  let carry = before;
  // Under a heading each line is an item; behind a line that says its own day, only those that are marked.
  let isUnderHeading = before.parts.length + before.times.length > 0;
  const lines: RoughLine[] = [];
  for (const row of rows) {
    const text = cellText(row.cells.join(' '));
    const place = cellRef(row, 0);
    const section = text === '' ? null : readSection(text, place, reading);
    if (section) {
      carry = carrySection(section, carry);
      isUnderHeading = section.airings.length > 0;
    }
    if (text === '' || section || isFooter(text) || isRemark(text)) {
      lines.push(skippedRow(row, text === '' ? 'blank' : section ? 'section' : 'footer'));
      continue;
    }
    const { tokens, title } = readSentence(text, reading.names, ['day', 'time', 'part'], 'start');
    const placed = tokens.map((token): Placed => ({ ...token, cell: place, certainty: 'stated' }));
    const own = {
      days: placed.filter((token) => topicOf(token) === 'day'),
      airings: placed.filter((token) => topicOf(token) !== 'day'),
    };
    const isInside = isUnderHeading || (carry.days.length > 0 && bullet.test(text));
    if (placed.length === 0 && !isInside) {
      lines.push(skippedRow(row, lines.some(isDraft) ? 'heading' : 'title'));
      continue;
    }
    if (own.days.length > 0) isUnderHeading = false;
    const carried = carriedFor(own, carry, reading.names.sessions);
    carry = carryOn(own, carry, reading.names.sessions);
    if (isNoBroadcast(title)) {
      lines.push(skippedRow(row, 'no_broadcast'));
      continue;
    }
    const last = lines.at(-1);
    if (carried.isFollower && last && isDraft(last))
      lines[lines.length - 1] = sharedLine(last, reading);
    lines.push(draftOf(row, text, title, carried, reading));
  }
  return { lines, carry };
}

function draftOf(
  row: TableRow,
  text: string,
  title: string,
  when: { days: readonly Placed[]; airings: readonly Placed[] },
  { names }: PlanReading,
): DraftLine {
  const cell = cellRef(row, 0);
  const isTimed = when.airings.some(({ kind }) => kind === 'time');
  const topics = ['length', 'places', 'class'] as const;
  const taken = takeAsides(title, isTimed ? topics : [...topics, 'time'], cell, names);
  const times = taken.asides.filter(({ kind }) => kind === 'time');
  return {
    ...{ line: row.line, column: null, part: 1, text },
    days: when.days,
    airings: [...when.airings, ...times],
    title: taken.title === '' ? null : { text: taken.title, cell, certainty: 'stated' },
    ...{ programme: null, length: null, places: null, class: null, contributor: null, note: null },
    asides: taken.asides,
    isShared: false,
    isTyped: false,
    problems: severalIn(text),
  };
}
