import type { Kysely } from 'kysely';
import type { EndpointAnswer } from '../../contract/http/endpoints.ts';
import type { TodayAnswer } from '../../contract/http/today.ts';
import type { Area } from '../../core/area/area.ts';
import type { LocalDate } from '../../core/time/zoned.ts';
import { endpointTroubles, type Verdict } from '../../core/today/troubles.ts';
import type { Principal } from '../http/principal.ts';
import { readKeyholders } from '../stations/keyholder.ts';
import type { Database } from '../store/schema.ts';

/** So many lines are told of what is not ready for the coming air, and so many places are named in one. */
const linesShown = 8;
const placesShown = 3;

interface Asked {
  principal: Principal;
  areas: ReadonlyMap<string, Area>;
  today: LocalDate;
  /** What is known for the coming air of the endpoints that are to sound it. */
  coming: ReadonlyMap<string, Verdict>;
}

/** What is wrong with the loudspeakers, and whom to call. */
export async function troublesOf(
  db: Kysely<Database>,
  endpoints: readonly EndpointAnswer[],
  { principal, areas, today, coming }: Asked,
): Promise<Pick<TodayAnswer, 'endpointTroubles' | 'moreAtRisk'>> {
  const troubles = endpointTroubles(endpoints, { today, coming });
  const atRisk = troubles.filter(({ stationId }) => stationId !== null);
  const told = atRisk.slice(0, linesShown);
  const stationIds = told.flatMap(({ stationId }) => stationId ?? []);
  const keyholders = new Map(
    (await readKeyholders(db, { principal, areas, stationIds })).map(
      (one) => [one.stationId, one.keyholder] as const,
    ),
  );
  const shown = [...told, ...troubles.slice(atRisk.length)];
  return {
    endpointTroubles: shown.map(({ reason, isKnown, stationId, endpoints: all }) => ({
      ...{ reason, isKnown, stationId, count: all.length },
      keyholder: stationId === null ? null : (keyholders.get(stationId) ?? null),
      endpoints: all.slice(0, placesShown).map(troubled),
    })),
    moreAtRisk: atRisk.slice(linesShown).reduce((sum, { endpoints: all }) => sum + all.length, 0),
  };
}

function troubled({ id, name, stationId, lastSeenAt, health }: EndpointAnswer) {
  const { unheard, unheardBy } = health;
  return {
    ...{ id, name, stationId, lastSeenAt, unheardAt: unheard?.at ?? null },
    unheardBy: unheardBy && { at: unheardBy.at, by: unheardBy.by },
  };
}
