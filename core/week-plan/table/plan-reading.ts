import type { DayFrame } from '../line/spoken-date.ts';
import type { PlanNames } from '../names/plan-names.ts';

/** All that the cells of one plan are read with. */
export interface PlanReading {
  names: PlanNames;
  frame: DayFrame;
  /** Some of its dates are written month first, so that 3/11/2026 may be the 3rd or the 11th. */
  isMonthFirst: boolean;
}
