import type { Kysely, Transaction } from 'kysely';
import type { RuleOutlook } from '../../contract/http/rule-change.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Database } from '../store/schema.ts';
import { ruleOutlook } from './rule-outlook.ts';
import type { Rules } from './rules.ts';
import type { Timetable } from './service.ts';

export interface ChangeRulesDeps {
  db: Kysely<Database>;
  timetable: Timetable;
  clock: Clock;
}

/** What was saved, or what saving would do. */
export interface RuleChange<Saved> {
  saved: Saved | null;
  outlook: RuleOutlook | null;
}

/** How a change is meant. */
export interface RuleChangeHow {
  /** Nothing is saved: it is only told what it would do. */
  dryRun: boolean;
}

/** Saves a change of rules and compiles the stations that it touches, or tells what that would do. */
export async function changeRules<Saved>(
  { db, timetable, clock }: ChangeRulesDeps,
  change: RuleChangeHow & {
    stationIds: readonly string[];
    suppose: (saved: Rules) => Rules;
    save: (trx: Transaction<Database>) => Promise<Saved>;
  },
): Promise<RuleChange<Saved>> {
  const { stationIds, suppose, save } = change;
  if (change.dryRun) {
    const trials = await timetable.tryOut({ rules: suppose }, stationIds);
    return { saved: null, outlook: ruleOutlook(trials, clock.now()) };
  }
  const saved = await db.transaction().execute(save);
  if (stationIds.length > 0) await timetable.changed({ stationIds });
  return { saved, outlook: null };
}
