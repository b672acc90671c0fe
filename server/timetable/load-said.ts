import type { Kysely } from 'kysely';
import type { CompileContext } from '../../core/compile/compile-station.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { addDays } from '../../core/time/zoned.ts';
import { loadAnswers } from '../asks/load-answers.ts';
import type { Database } from '../store/schema.ts';
import { loadApproved } from '../weeks/load-approved.ts';
import type { Supposition } from './shared-input.ts';
import type { LoadedStation } from './station-input.ts';

/** What people said of stations, as the compile reads it. */
export type Said = Pick<CompileContext, 'answers' | 'approved'>;

/** Guests come from so many days before. */
const guestDays = 7;

/** Answers and approvals of some stations for the days from `since` on. */
export async function loadSaid(
  db: Kysely<Database>,
  stations: readonly LoadedStation[],
  { since, suppose }: { since: LocalDate; suppose: Supposition },
): Promise<Said> {
  const ids = stations.map(({ id }) => id);
  return {
    answers: await loadAnswers(db, ids, addDays(since, -guestDays)),
    approved: await loadApproved(db, stations, { since, suppose }),
  };
}
