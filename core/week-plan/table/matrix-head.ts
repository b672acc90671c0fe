import type { Placed } from '../words/token.ts';
import { isBlank } from './cell-words.ts';
import { readHeading } from './headings.ts';
import type { PlanReading } from './plan-reading.ts';
import { cellRef } from './row-cells.ts';
import type { TableRow } from './split-cells.ts';
import type { WhenCell } from './when-cell.ts';
import { readWhenCell } from './when-cell.ts';

/** Columns that each stand for a day, or for a session or time; columns count from 0 here. */
export interface MatrixHead {
  of: 'days' | 'airings';
  columns: readonly { column: number; when: WhenCell }[];
}

const fewestDays = 3;
const fewestAirings = 2;
const longestHead = 60;

/** The head of a table with days across, or with sessions or times across; `null` for any other row. */
export function matrixHeadOf(row: TableRow, reading: PlanReading): MatrixHead | null {
  const filled = row.cells.flatMap((text, column) => (isBlank(text) ? [] : [{ text, column }]));
  if (filled.length < fewestAirings || filled.some(({ text }) => text.length > longestHead))
    return null;
  const read = filled.map(({ text, column }) => ({
    text,
    column,
    when: readWhenCell(text, 'when', cellRef(row, column), reading),
  }));
  const days = read.filter(({ when }) => says(when, 'days'));
  const airings = read.filter(({ when }) => says(when, 'airings'));
  const of = days.length >= fewestDays ? 'days' : 'airings';
  const columns = of === 'days' ? days : airings;
  const [first] = columns;
  if (!first || columns.length < (of === 'days' ? fewestDays : fewestAirings)) return null;
  const corner = read.filter(({ column }) => column < first.column);
  const others = read.filter(({ column }) => column >= first.column);
  const rest = others.filter((each) => !columns.includes(each));
  // Beside the days there may be a column for remarks, and nothing else.
  if (rest.some(({ text }) => readHeading(text) === null)) return null;
  if (of === 'airings' && (corner.length === 0 || !corner.every(({ text }) => isCorner(text))))
    return null;
  const kinds = new Set(columns.map(({ when }) => spell(when[of])));
  return kinds.size === columns.length ? { of, columns } : null;
}

/** "Thứ hai …" over "23/11 …": a second row of heads says more of the same columns. */
export function mergeHeads(
  upper: MatrixHead,
  row: TableRow,
  reading: PlanReading,
): MatrixHead | null {
  const filled = row.cells.flatMap((text, column) => (isBlank(text) ? [] : [{ text, column }]));
  const lower = new Map(
    filled.map(({ text, column }) => [
      column,
      readWhenCell(text, upper.of === 'days' ? 'date' : 'when', cellRef(row, column), reading),
    ]),
  );
  const areSame =
    filled.length >= fewestAirings &&
    filled.every(({ text, column }) => {
      const when = lower.get(column);
      const isHead = upper.columns.some((each) => each.column === column);
      return isHead ? when !== undefined && says(when, upper.of) : readHeading(text) !== null;
    });
  if (!areSame) return null;
  const columns = upper.columns.map(({ column, when }) => {
    const more = lower.get(column);
    return {
      column,
      when: {
        days: [...when.days, ...(more?.days ?? [])],
        airings: [...when.airings, ...(more?.airings ?? [])],
        rest: '',
      },
    };
  });
  return { of: upper.of, columns };
}

function says({ days, airings, rest }: WhenCell, of: MatrixHead['of']): boolean {
  const [own, other] = of === 'days' ? [days, airings] : [airings, days];
  return rest === '' && own.length > 0 && other.length === 0 && own.every(isClear);
}

function isClear({ kind }: Placed): boolean {
  return kind !== 'unclear';
}

function isCorner(text: string): boolean {
  return (
    readHeading(text) !== null || /^[^\p{L}]*$/u.test(text) || /th[ứu]|ngày|ngay|day/iu.test(text)
  );
}

function spell(tokens: readonly Placed[]): string {
  return tokens.map(({ raw }) => raw.toLowerCase()).join(' ');
}
