import type { BroadcastClass } from '../playlist/playlist.ts';
import type { Recurrence } from '../recurrence/recurrence.ts';
import type { LocalDate, LocalTime } from '../time/zoned.ts';
import type { Problem } from './problem.ts';

/** A cell of what was pasted; line and column count from 1. */
export interface CellRef {
  line: number;
  column: number;
}

/**
 * How a value came about: `stated` in so many words where it belongs; `carried` from a cell further up;
 * `inferred` from less, as a day without its year or a title that is one in part.
 */
export type Certainty = 'stated' | 'carried' | 'inferred';

export interface Told<T> {
  value: T;
  certainty: Certainty;
  cell: CellRef;
}

export type Days =
  /** In order, each once. */
  { kind: 'dates'; dates: readonly LocalDate[] } | { kind: 'repeated'; recurrence: Recurrence };

/** One of the times of a day at which a line airs: at a time, in a session (by its key), or both as written. */
export interface Airing {
  time: Told<LocalTime> | null;
  session: Told<string> | null;
}

/** `exceptIds` are taken off; `everywhere` is wherever the plan is for. */
export interface Places {
  everywhere: boolean;
  areaIds: readonly string[];
  exceptIds: readonly string[];
}

/** Where a line stood: `column` is `null` for a whole row, `part` counts the lines of a cell from 1. */
export interface LinePlace {
  line: number;
  column: number | null;
  part: number;
  /** As it was written. */
  text: string;
}

/** What one line says. What is not said is `null`; what is not clear is `null` and stands in `problems`. */
export interface UnderstoodLine extends LinePlace {
  kind: 'item';
  days: Told<Days> | null;
  /** Empty where neither time nor session is known. */
  airings: readonly Airing[];
  title: Told<string> | null;
  programmeId: Told<string> | null;
  recordingId: Told<string> | null;
  /** Carries another station's sound, so that it has no recording. */
  isRelay: boolean;
  lengthMs: Told<number> | null;
  places: Told<Places> | null;
  class: Told<BroadcastClass> | null;
  contributor: Told<string> | null;
  note: Told<string> | null;
  problems: readonly Problem[];
}

/** `title`: above the table; `section`: a day or session for what follows; `footer`: signatures, sums, remarks. */
export type SkipReason = 'blank' | 'title' | 'heading' | 'section' | 'no_broadcast' | 'footer';

export interface SkippedLine extends LinePlace {
  kind: 'skipped';
  reason: SkipReason;
}

export type PlanLine = UnderstoodLine | SkippedLine;
