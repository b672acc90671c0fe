import { weekOfDay, dayOf } from '../../recurrence/civil.ts';
import { fold } from '../../text/fold.ts';
import type { LocalDate } from '../../time/zoned.ts';
import type { DayFrame } from '../line/spoken-date.ts';
import { mondayOf, spanOf } from '../line/spoken-date.ts';
import type { PlanNames } from '../names/plan-names.ts';
import type { CellRef } from '../plan-line.ts';
import { alignText } from '../words/aligned-text.ts';
import { tokensOfCell } from '../words/find-tokens.ts';
import { cellText } from './cell-words.ts';
import { cellRef } from './row-cells.ts';
import type { TableRow } from './split-cells.ts';

const titleWords = /\b(?:tuan|lich|chuong trinh|ke hoach|tu ngay|week|from)\b/;

export interface StatedWeek {
  /** `null` where the plan is for several weeks. */
  monday: LocalDate | null;
  cell: CellRef;
}

/** The week that the rows above a plan name: "Từ ngày 23/11 đến ngày 29/11/2026". */
export function statedWeek(
  rows: readonly TableRow[],
  frame: DayFrame,
  names: PlanNames,
): StatedWeek | null {
  for (const row of rows)
    for (const [column, cell] of row.cells.entries()) {
      const text = cellText(cell);
      const span = titleWords.test(fold(text)) ? spanIn(text, frame, names) : null;
      if (!span) continue;
      const isOne = weekOfDay(dayOf(span.from)) === weekOfDay(dayOf(span.to));
      return { monday: isOne ? mondayOf(span.from) : null, cell: cellRef(row, column) };
    }
  return null;
}

function spanIn(text: string, frame: DayFrame, names: PlanNames) {
  for (const token of tokensOfCell(alignText(text), names)) {
    const span = token.kind === 'dates' ? spanOf(token, frame) : null;
    if (span) return span;
  }
  return null;
}
