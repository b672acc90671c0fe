import type { Kysely } from 'kysely';
import type { EndpointAnswer } from '../../contract/http/endpoints.ts';
import type { OccurrenceAnswer, SessionFillAnswer } from '../../contract/http/occurrences.ts';
import type { TodayAir } from '../../contract/http/today.ts';
import type { EpochMs } from '../../core/time/zoned.ts';
import { goesOnAt, stationIdsOf, subjectOf, titlesOf, type Air } from '../../core/today/air.ts';
import { occurrenceOf } from '../../core/today/station-now.ts';
import type { ConcernedFilter } from '../readiness/concerned.ts';
import type { Judged } from '../readiness/judge.ts';
import { stationSubjects } from '../readiness/of-day.ts';
import type { Database } from '../store/schema.ts';

const titlesShown = 5;

/** The endpoints that are to sound an air, each with how ready it is, as the page of its readiness has them. */
export async function judgeAir(
  db: Kysely<Database>,
  air: Air,
  { isMeant, now }: Pick<ConcernedFilter, 'isMeant' | 'now'>,
): Promise<Judged[]> {
  const [first] = air.occurrences;
  if (!first) return [];
  const filter = { isMeant, now, date: first.date, stationIds: stationIdsOf(air) };
  const subjects = await stationSubjects(db, filter);
  return subjects
    .filter(({ subject }) => subject.key === subjectOf(first))
    .flatMap(({ judged }) => judged);
}

interface Known {
  items: readonly OccurrenceAnswer[];
  sessions: readonly SessionFillAnswer[];
  endpoints: readonly EndpointAnswer[];
  judged: readonly Judged[];
  isPlaying: boolean;
  now: EpochMs;
}

export function airOf(
  shown: Air<OccurrenceAnswer>,
  { items, sessions, endpoints, judged, isPlaying, now }: Known,
): TodayAir | null {
  const [first] = shown.occurrences;
  if (!first) return null;
  const { stationId, date } = first;
  const isThere = (one: { stationId: string; date: string; sessionKey: string | null }) =>
    one.stationId === stationId && one.date === date && one.sessionKey === shown.sessionKey;
  const titles = titlesOf(shown);
  const fills = sessions.filter(isThere).sort((a, b) => a.leftMs - b.leftMs);
  return {
    ...{ sessionKey: shown.sessionKey, subject: subjectOf(first), isPlaying },
    ...{ startsAt: shown.startsAt, endsAt: shown.endsAt },
    continuesAt: !isPlaying && shown.startsAt <= now ? goesOnAt(shown, now) : null,
    ...{ titles: titles.slice(0, titlesShown), titleCount: titles.length },
    stationCount: stationIdsOf(shown).length,
    first: {
      ...{ stationId, date, fill: fills[0] ?? null },
      items: items
        .filter(isThere)
        .map(({ part, durationMs, airs, reason }) => ({ part, durationMs, airs, reason })),
    },
    endpointCount: judged.length,
    saySo: sayingSo(shown, endpoints, judged),
    ...countsOf(judged),
  };
}

/** How many of those that are to sound it say that they do. */
function sayingSo(
  { occurrences }: Air,
  endpoints: readonly EndpointAnswer[],
  judged: readonly Judged[],
): number {
  const due = new Set(judged.map(({ endpoint }) => endpoint.endpointId));
  const ids = new Set(occurrences.map(({ id }) => id));
  return endpoints.filter(
    ({ id, playing, presence }) =>
      due.has(id) && presence === 'online' && playing !== null && ids.has(occurrenceOf(playing)),
  ).length;
}

function countsOf(judged: readonly Judged[]) {
  const count = (state: Judged['readiness']['state']) =>
    judged.filter(({ readiness }) => readiness.state === state).length;
  return { ready: count('ready'), notReady: count('not_ready'), unknown: count('unknown') };
}
