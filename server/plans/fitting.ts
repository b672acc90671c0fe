import { AppError } from '../../runtime/error.ts';

/** A row as it is read; lines count from 1. */
export interface PlanRow {
  line: number;
  cells: string[];
}

/** What a plan may hold at the most; one of a week has some hundred rows. */
export const planLimits = {
  rows: 5000,
  columns: 200,
  characters: 400_000,
  cellCharacters: 10_000,
};

/**
 * The rows with something in them, without the empty cells that a sheet has on its right.
 * @throws AppError `plan_too_long`
 */
export function fitting(rows: readonly { line: number; cells: readonly string[] }[]): PlanRow[] {
  const filled = rows.map(({ line, cells }) => ({ line, cells: withoutEnd(cells) }));
  const used = filled.filter(({ cells }) => cells.length > 0);
  const { columns, cellCharacters } = planLimits;
  const characters = used.reduce((sum, { cells }) => sum + cells.join('').length, 0);
  const isTooLong =
    used.length > planLimits.rows ||
    characters > planLimits.characters ||
    used.some(({ cells }) => cells.length > columns) ||
    used.some(({ cells }) => cells.some((cell) => cell.length > cellCharacters));
  if (isTooLong) throw new AppError('plan_too_long', 'it holds more than a plan of a week');
  return used;
}

function withoutEnd(cells: readonly string[]): string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);
}
