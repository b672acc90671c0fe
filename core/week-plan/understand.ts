import { finishLine } from './line/finish-line.ts';
import { markDuplicates } from './line/mark-duplicates.ts';
import type { DayFrame } from './line/spoken-date.ts';
import { mondayOf } from './line/spoken-date.ts';
import type { PlanNames } from './names/plan-names.ts';
import { planNames } from './names/plan-names.ts';
import type { PlanContext } from './plan-context.ts';
import type { CellRef, PlanLine } from './plan-line.ts';
import type { Carry } from './table/carry.ts';
import { freshCarry } from './table/carry.ts';
import { isDraft } from './table/list-rows.ts';
import type { PlanReading } from './table/plan-reading.ts';
import type { TableRow } from './table/split-cells.ts';
import { statedWeek } from './table/stated-week.ts';
import { readStretch, stretchesOf } from './table/stretches.ts';
import { alignText } from './words/aligned-text.ts';
import { isMonthFirst } from './words/date-words.ts';

export interface Understanding {
  /** In the order of the plan; each line that is not blank is accounted for once. */
  lines: readonly PlanLine[];
  /**
   * Monday of the week that weekdays without a date were taken for: the one that the plan's own title names
   * in `cell`, else the one in view. `null` where the title names several weeks.
   */
  week: { monday: string | null; cell: CellRef | null };
}

/**
 * Says how each line of a pasted plan is understood. Nothing is guessed in silence: what is not clear is
 * left out and named as a problem.
 */
export function understand(
  rows: readonly TableRow[],
  context: PlanContext,
  names: PlanNames = planNames(context),
): Understanding {
  const inView: DayFrame = {
    today: context.today,
    monday: mondayOf(context.weekOf),
    reading: 'week',
  };
  const isEitherWay = rows.some(({ cells }) => cells.some((cell) => isMonthFirst(alignText(cell))));
  const first: PlanReading = { names, frame: inView, isMonthFirst: isEitherWay };
  const stretches = stretchesOf(rows, first);
  const week = statedWeek(stretches[0]?.kind === 'plain' ? stretches[0].rows : [], inView, names);
  const frame = week ? { ...inView, monday: week.monday } : inView;
  const reading: PlanReading = { ...first, frame };
  let carry: Carry = freshCarry;
  const lines = stretches.flatMap((stretch) => {
    const read = readStretch(stretch, carry, reading);
    carry = read.carry;
    return read.lines;
  });
  const finished = lines.map((line) => (isDraft(line) ? finishLine(line, frame, names) : line));
  return {
    lines: markDuplicates(finished),
    week: { monday: frame.monday, cell: week?.cell ?? null },
  };
}
