import type { CellRef, Certainty, LinePlace } from '../plan-line.ts';
import type { Problem } from '../problem.ts';
import type { Placed } from '../words/token.ts';

/** The text of a cell, and where it stood. */
export interface CellText {
  text: string;
  cell: CellRef;
  certainty: Certainty;
}

/** What the cells of one line hold, before it is decided what they mean together. */
export interface DraftLine extends LinePlace {
  days: readonly Placed[];
  /** Times, parts of the day and sessions. */
  airings: readonly Placed[];
  title: CellText | null;
  programme: CellText | null;
  length: (CellText & { unit: LengthUnit | null }) | null;
  places: CellText | null;
  class: CellText | null;
  contributor: CellText | null;
  note: CellText | null;
  /** What the line's own words say of length, places and class. */
  asides: readonly Placed[];
  /** Its time stands for several lines, so that what stands as its end is not the end of this one. */
  isShared: boolean;
  /** Typed by itself, so that its first words may name a programme in part. */
  isTyped: boolean;
  /** What was seen where it stood. */
  problems: readonly Problem[];
}

export type LengthUnit = 'minutes' | 'seconds';
