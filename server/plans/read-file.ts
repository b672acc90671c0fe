import type { Readable } from 'node:stream';
import { readTable } from '../../core/week-plan/read-table.ts';
import { AppError } from '../../runtime/error.ts';
import { decodeText } from './decode-text.ts';
import { sheetLimits } from './unpack-sheet.ts';

/** A file of a plan, at the most. */
export const planFileBytes = 5 * 1024 * 1024;
/** So many characters are read of a plan, all cells together. */
export const planCharacters = 400_000;

export interface PlanRow {
  line: number;
  cells: string[];
}

/**
 * The rows of an uploaded plan: .xlsx, CSV or text as Word and Excel copy it.
 * @throws AppError `plan_unreadable`, `plan_too_long`, `too_many_requests`
 */
export async function readPlanFile(
  bytes: Readable,
  readSheet: (file: Buffer) => Promise<string[][]>,
): Promise<PlanRow[]> {
  const file = await collect(bytes);
  if (file.subarray(0, 2).toString('latin1') !== 'PK') return fitting(readTable(decodeText(file)));
  const cells = await readSheet(file);
  return fitting(cells.map((row, index) => ({ line: index + 1, cells: row })));
}

/** Whoever does not say how long a file is gets no more room either. */
async function collect(bytes: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let left = planFileBytes;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    left -= chunk.length;
    if (left < 0) throw new AppError('upload_too_large', 'no plan of a week is so large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws AppError `plan_too_long` */
export function fitting(rows: readonly { line: number; cells: readonly string[] }[]): PlanRow[] {
  const filled = rows.map(({ line, cells }) => ({ line, cells: withoutEnd(cells) }));
  const used = filled.filter(({ cells }) => cells.length > 0);
  const characters = used.reduce((sum, { cells }) => sum + cells.join('').length, 0);
  const isTooLong =
    used.length > sheetLimits.rows ||
    characters > planCharacters ||
    used.some(({ cells }) => cells.length > sheetLimits.columns);
  if (isTooLong) throw new AppError('plan_too_long', 'it holds more than a plan of a week');
  return used;
}

/** Without the empty cells that a sheet has on its right. */
function withoutEnd(cells: readonly string[]): string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);
}
