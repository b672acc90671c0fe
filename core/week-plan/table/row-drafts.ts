import type { CellText, DraftLine } from '../line/draft-line.ts';
import type { Problem } from '../problem.ts';
import { readSentence } from '../words/sentence.ts';
import type { Placed, Topic } from '../words/token.ts';
import { takeAsides } from './asides.ts';
import { followers, leader } from './carry.ts';
import { cellItems, cellLines, cellText, isSeveral, rowText } from './cell-words.ts';
import type { Layout } from './layout.ts';
import type { PlanReading } from './plan-reading.ts';
import type { RowCells } from './row-cells.ts';
import { cellRef } from './row-cells.ts';
import type { TableRow } from './split-cells.ts';

/** What a line of its own may say in its title, where no column says it. */
const ofTitle = ['length', 'places', 'class'] as const;

/** The items of a row: mostly one, or one for each marked line of its title. */
export function draftsOf(
  row: TableRow,
  cells: RowCells,
  when: { days: readonly Placed[]; airings: readonly Placed[] },
  layout: Layout,
  reading: PlanReading,
): DraftLine[] {
  const { title } = cells;
  const items = title ? cellItems(title.text) : [];
  const count = Math.max(1, items.length);
  const topics = ofTitle.filter((topic) => !layout.meanings.includes(topic));
  const mayBeTimed = !layout.meanings.some((meaning) => meaning === 'time' || meaning === 'when');
  return Array.from({ length: count }, (_, index) => {
    const cell = title ?? { text: '', cell: cellRef(row, 0), certainty: 'stated' as const };
    const item = readItem(
      { ...cell, text: items[index] ?? '' },
      mayBeTimed || count > 1,
      topics,
      reading,
    );
    const length = cells.length && partOf(cells.length, index, count);
    const isWhole =
      length !== null && count > 1 && length.text === cellText(cells.length?.text ?? '');
    return {
      line: row.line,
      column: null,
      part: index + 1,
      text: count > 1 ? (items[index] ?? '') : rowText(row.cells),
      days: when.days,
      airings: airingsOfItem(item.times, when.airings, { index, count }, reading),
      title: title && item.title !== '' ? { ...title, text: item.title } : null,
      programme: cells.programme && partOf(cells.programme, index, count),
      length: length && !isWhole ? { ...length, unit: layout.unit } : null,
      places: cells.places && partOf(cells.places, index, count),
      class: cells.class && partOf(cells.class, index, count),
      contributor: cells.contributor && partOf(cells.contributor, index, count),
      note: cells.note && partOf(cells.note, index, count),
      asides: item.asides,
      isShared: count > 1,
      isTyped: false,
      problems: [
        ...severalIn(count > 1 ? (items[index] ?? '') : cell.text),
        // One length for several items says nothing of each.
        ...(isWhole ? [{ code: 'length_unclear', value: length.text } as const] : []),
      ],
    };
  });
}

/** What is to be said of a text that seems to hold several items. */
export function severalIn(text: string): Problem[] {
  return isSeveral(text) ? [{ code: 'several_items', value: cellText(text) }] : [];
}

export interface ReadItem {
  title: string;
  times: readonly Placed[];
  asides: readonly Placed[];
}

/** A title with what is set apart behind it and, where it may hold it, the time in front of it. */
export function readItem(
  { text, cell, certainty }: CellText,
  mayBeTimed: boolean,
  topics: readonly Topic[],
  { names }: PlanReading,
): ReadItem {
  const sentence = mayBeTimed ? readSentence(text, names, ['time', 'part'], 'start') : null;
  const isRead =
    sentence?.tokens.some(({ kind }) => kind === 'time' || kind === 'unclear') === true;
  const times = isRead ? sentence.tokens : [];
  const taken = takeAsides(isRead ? sentence.title : text, topics, cell, names);
  return {
    title: taken.title,
    times: times.map((token) => ({ ...token, cell, certainty })),
    asides: taken.asides,
  };
}

/**
 * When one of several items under one time airs: the first then, the others after it, in the session that
 * begins then. An item with a time of its own keeps the session around it.
 */
export function airingsOfItem(
  own: readonly Placed[],
  around: readonly Placed[],
  { index, count }: { index: number; count: number },
  { names }: PlanReading,
): readonly Placed[] {
  const parts = around.filter(({ kind }) => kind === 'dayPart' || kind === 'session');
  if (own.some(({ kind }) => kind === 'dayPart' || kind === 'session')) return own;
  if (own.length > 0) return [...(parts.length === 1 ? parts : []), ...own];
  if (index === 0) return count > 1 ? leader(around, names.sessions) : around;
  const times = around.filter(({ kind }) => kind === 'time');
  const unclear = around.filter(({ kind }) => kind === 'unclear');
  return unclear.length > 0 || parts.length > 0
    ? [...parts, ...unclear]
    : followers(times, names.sessions);
}

/** The line of a cell that belongs to one of several items, or the whole where lines and items differ. */
function partOf(cell: CellText, index: number, count: number): CellText {
  const lines = cellLines(cell.text);
  const isEach = count > 1 && lines.length === count;
  return { ...cell, text: isEach ? (lines[index] ?? '') : cellText(cell.text) };
}
