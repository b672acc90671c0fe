import type { Kysely } from 'kysely';
import type { LackingEndpoint } from '../../contract/http/readiness.ts';
import { rollUp } from '../../core/readiness/roll-up.ts';
import { isNoteDue } from '../../core/readiness/subjects.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import type { Database } from '../store/schema.ts';
import { lackingOf } from './judge.ts';
import { stationSubjects } from './of-day.ts';

/** What is to be written down of a station before something sounds. */
export interface NewNote {
  stationId: string;
  subject: string;
  startsAt: number;
  ready: number;
  notReady: number;
  unknown: number;
  lacking: LackingEndpoint[];
}

/** Who is ready for what sounds at some stations within the next half hour. */
export async function newNotes(
  db: Kysely<Database>,
  { date, stationIds, now }: { date: LocalDate; stationIds: readonly string[]; now: number },
): Promise<NewNote[]> {
  const subjects = await stationSubjects(db, { date, stationIds, now });
  return subjects
    .filter(({ subject }) => isNoteDue(subject, now))
    .map(({ stationId, subject, judged }) => {
      const { ready, notReady, unknown } = rollUp(
        judged.map(({ endpoint, readiness: { state, reason } }) => ({
          ...{ endpointId: endpoint.endpointId, stationId, areaId: endpoint.areaId },
          ...{ state, reason },
        })),
      );
      const { key, startsAt } = subject;
      const lacking = lackingOf(judged);
      return { stationId, subject: key, startsAt, ready, notReady, unknown, lacking };
    });
}
