import { z } from 'zod';
import { epochMs, id, localDate, occurrenceId } from '../scalar.ts';

/** An occurrence that a change of rules takes from the coming week, or gives to it. */
const ruleLine = z.object({
  stationId: id,
  stationName: z.string(),
  date: localDate,
  occurrence: occurrenceId,
  title: z.string(),
  /** When it is to air now, or would after the change. */
  startsAt: epochMs,
  /** The ruling that the change gives it. */
  reason: z.string(),
  /** At how many of the station's endpoints. */
  endpoints: z.int(),
});
export type RuleLine = z.output<typeof ruleLine>;

/** What a change of rules would do to what airs until the end of the days compiled ahead. */
export const ruleOutlook = z.object({
  lostCount: z.int(),
  gainedCount: z.int(),
  /** The first of them, in order of time. */
  lost: z.array(ruleLine),
  gained: z.array(ruleLine),
});
export type RuleOutlook = z.output<typeof ruleOutlook>;

export const dryRunQuery = z.object({
  /** Nothing is saved: the answer says what it would do to the coming week. */
  dryRun: z.stringbool().default(false),
});

/** What was saved, or with `dryRun` what saving would do. */
export function ruleChange<Saved extends z.ZodType>(saved: Saved) {
  return z.object({ saved: saved.nullable(), outlook: ruleOutlook.nullable() });
}

export const ruleRemoval = z.object({ saved: z.null(), outlook: ruleOutlook.nullable() });
