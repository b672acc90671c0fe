import { z } from 'zod';
import { epochMs, id, localDate } from '../scalar.ts';

/** In which language words are wanted. */
export const language = z.enum(['vi', 'en']).default('vi');

/** What is heard otherwise in the days that are compiled ahead, said in words. */
export const airChanges = z.object({
  /** How many stations were compared. */
  stations: z.int(),
  /** All lines there are; the answer has the first of them. */
  total: z.int(),
  lines: z.array(z.object({ kind: z.string(), text: z.string() })),
});
export type AirChangesAnswer = z.output<typeof airChanges>;

/** What cannot be as it was asked for, or will not be heard. */
export const changeNote = z.object({
  code: z.string(),
  /** Of the broadcast. */
  title: z.string(),
  date: localDate.nullable(),
  /** Titles of the recordings that it is about. */
  recordings: z.array(z.string()),
});
export type ChangeNote = z.output<typeof changeNote>;

/** What a change of many broadcasts does or would do. */
export const timetableChange = z.object({
  made: z.int(),
  changed: z.int(),
  withdrawn: z.int(),
  /** What is there already and is not doubled. */
  already: z.int(),
  /** In words, the first of them. */
  broadcasts: z.array(z.object({ title: z.string(), changes: z.array(z.string()) })),
  /** `null` where it was carried out: the timetable itself says it then. */
  air: airChanges.nullable(),
  notes: z.array(changeNote),
  /** Names the newest change that this knows of: to be given back when it is carried out. */
  seen: id.nullable(),
  /** Names what was changed together, to be taken back by it; `null` where nothing was saved. */
  change: id.nullable(),
  /** When and by whom the same was laid there before, where it was. */
  before: z.object({ userName: z.string().nullable(), at: epochMs }).nullable(),
});
export type TimetableChange = z.output<typeof timetableChange>;

/** With every change of many broadcasts. */
export const carryOut = {
  /** Tells what it would do and saves nothing. */
  dryRun: z.boolean().default(false),
  /** As the preview gave it; refused where somebody has changed something since. */
  seen: id.nullable().default(null),
};
