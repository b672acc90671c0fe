import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/universal';
import { AppError } from '../../runtime/error.ts';
import { cellText } from './cell-text.ts';
import { repackSheet } from './unpack-sheet.ts';

/** What the thread answers: the cells of the first sheet, or why it gives none. */
export type SheetOutcome =
  { rows: string[][] } | { code: 'plan_unreadable' | 'plan_too_long'; detail: string };

async function read(file: Uint8Array): Promise<SheetOutcome> {
  try {
    const clean = repackSheet(Buffer.from(file));
    const sheet = await readSheet(new Uint8Array(clean).buffer);
    return { rows: sheet.map((cells) => cells.map((cell) => cellText(cell as unknown))) };
  } catch (error) {
    const known = error instanceof AppError && error.code === 'plan_too_long';
    const detail = error instanceof AppError ? error.detail : 'the workbook is damaged';
    return { code: known ? 'plan_too_long' : 'plan_unreadable', detail };
  }
}

parentPort?.postMessage(await read(workerData as Uint8Array));
