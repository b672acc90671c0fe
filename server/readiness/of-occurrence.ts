import type { Kysely } from 'kysely';
import type { ReadinessAnswer } from '../../contract/http/readiness.ts';
import type { Tree } from '../../core/area/tree.ts';
import { occursOn } from '../../core/recurrence/occurs-on.ts';
import { parseOccurrenceId } from '../../core/recurrence/occurrence-id.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import { addDays } from '../../core/time/zoned.ts';
import { AppError } from '../../runtime/error.ts';
import { toBroadcast } from '../broadcasts/broadcast-row.ts';
import { hearingOf } from '../stops/hearing.ts';
import type { Database } from '../store/schema.ts';
import { readConcerned, type Concerned, type ConcernedFilter } from './concerned.ts';
import { answerOf, judge } from './judge.ts';

type Db = Kysely<Database>;

export interface OccurrenceQuestion {
  occurrence: string;
  isMeant: NonNullable<ConcernedFilter['isMeant']>;
  tree: Tree;
  now: EpochMs;
}

/**
 * Who will sound an occurrence, of those that it is meant for; where it was stopped it is nobody's concern.
 * @throws AppError `occurrence_not_found`
 */
export async function occurrenceReadiness(
  db: Db,
  { occurrence, isMeant, tree, now }: OccurrenceQuestion,
): Promise<ReadinessAnswer> {
  const { broadcast, date } = await requireOccurrence(db, occurrence);
  const hearing = await hearingOf(db, {
    ...{ scope: { kind: 'everywhere' }, occurrence, broadcast, date, tree },
  });
  if (hearing.length === 0 && !occursOn(broadcast.dates, date))
    throw new AppError('occurrence_not_found', `there is no occurrence ${occurrence}`);
  const meant = { isMeant, endpointIds: hearing.map(({ endpointId }) => endpointId), now };
  const own = await readConcerned(db, { ...meant, date });
  // What found no room may sound on the next day.
  const next = new Map(
    (await readConcerned(db, { ...meant, date: addDays(date, 1) })).map((one) => [
      one.endpointId,
      one,
    ]),
  );
  const stopped = await stoppedAt(db, occurrence);
  const wanted = new Set([occurrence]);
  const judged = own
    .filter(({ endpointId }) => !stopped.has(endpointId))
    .map((one) => {
      const later = next.get(one.endpointId);
      const isLater = !sounds(one, occurrence) && later && sounds(later, occurrence);
      return judge(isLater ? later : one, wanted, now);
    });
  return answerOf(judged, tree.on(date));
}

function sounds({ entries }: Concerned, occurrence: string): boolean {
  return entries.some((entry) => entry.occurrence === occurrence);
}

async function requireOccurrence(db: Db, occurrence: string) {
  const parsed = parseOccurrenceId(occurrence);
  const row = await db
    .selectFrom('broadcast')
    .selectAll()
    .where('id', '=', parsed?.broadcastId ?? '')
    .executeTakeFirst();
  if (!parsed || !row)
    throw new AppError('occurrence_not_found', `there is no occurrence ${occurrence}`);
  return { broadcast: toBroadcast(row), date: parsed.date };
}

async function stoppedAt(db: Db, occurrence: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('stop')
    .select('endpoint_id')
    .where('occurrence', '=', occurrence)
    .execute();
  return new Set(rows.map(({ endpoint_id: id }) => id));
}
