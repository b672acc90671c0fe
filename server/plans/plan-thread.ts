import { parentPort } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/universal';
import { planNames } from '../../core/week-plan/names/plan-names.ts';
import type { PlanContext } from '../../core/week-plan/plan-context.ts';
import type { PlanLine } from '../../core/week-plan/plan-line.ts';
import { quickLine } from '../../core/week-plan/quick-line.ts';
import { readTable } from '../../core/week-plan/read-table.ts';
import { understand } from '../../core/week-plan/understand.ts';
import { AppError } from '../../runtime/error.ts';
import { cellText } from './cell-text.ts';
import { fitting, type PlanRow } from './fitting.ts';
import { repackSheet } from './unpack-sheet.ts';

/** What is asked of the thread. */
export type PlanTask =
  | { kind: 'sheet'; file: Uint8Array }
  | { kind: 'text'; text: string }
  /** Rows go before the text. */
  | { kind: 'plan'; text: string; rows: readonly PlanRow[]; context: PlanContext }
  | { kind: 'line'; text: string; context: PlanContext };

/** The rows of a file or text. */
export interface ReadRows {
  rows: PlanRow[];
}

/** A plan, understood. */
export interface ReadPlan extends ReadRows {
  lines: readonly PlanLine[];
  monday: string | null;
}

/** A typed line, understood. */
export interface ReadTyped {
  line: PlanLine;
}

/** What the thread answers: what was asked for, or why there is none. */
export type PlanOutcome =
  | { value: ReadRows | ReadPlan | ReadTyped }
  | { code: 'plan_unreadable' | 'plan_too_long'; detail: string };

async function carryOut(task: PlanTask): Promise<ReadRows | ReadPlan | ReadTyped> {
  switch (task.kind) {
    case 'sheet': {
      const clean = repackSheet(Buffer.from(task.file));
      const sheet = await readSheet(new Uint8Array(clean).buffer);
      const rows = sheet.map((cells) => cells.map((cell) => cellText(cell as unknown)));
      return { rows: fitting(rows.map((cells, index) => ({ line: index + 1, cells }))) };
    }
    case 'text':
      return { rows: fitting(readTable(task.text)) };
    case 'plan': {
      const rows = fitting(task.rows.length > 0 ? task.rows : readTable(task.text));
      const { lines, week } = understand(rows, task.context, planNames(task.context));
      return { rows, lines, monday: week.monday };
    }
    case 'line':
      return { line: quickLine(task.text, task.context, planNames(task.context)) };
  }
}

async function answer(task: PlanTask): Promise<PlanOutcome> {
  try {
    return { value: await carryOut(task) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'plan_too_long')
      return { code: error.code, detail: error.detail };
    // Of what readers of sheets throw nothing helps a person.
    if (error instanceof AppError || task.kind === 'sheet') {
      const detail = error instanceof AppError ? error.detail : 'the workbook is damaged';
      return { code: 'plan_unreadable', detail };
    }
    throw error;
  }
}

parentPort?.on('message', (task: PlanTask) => {
  // What is our own fault ends the thread, and is told so.
  void answer(task).then((outcome) => parentPort?.postMessage(outcome));
});
