import { computed } from 'vue';
import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import { occurrenceRoutes } from '../../../contract/http/occurrences.ts';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import { everyPage } from '../../api/every-page.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { inService } from '../../../core/today/standing.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';

/** Days that are looked at for the next air, and of whose sessions is told. */
export const daysTold = 7;

/** Of so many stations at most only theirs is read; who works in more of them reads all that there is. */
const fewStations = 8;

/** All that the first page of a commune's operator shows of their own stations, read anew every few seconds. */
export function useToday(stationIdsOf: () => readonly string[]) {
  const api = useApi();
  const places = usePlaces();
  const clock = useNow();
  const today = computed(() => localDateOf(clock.now, places.zone));
  const own = computed(() => {
    const ids = stationIdsOf();
    return ids.length <= fewStations ? ids.join(',') : '';
  });

  async function readEndpoints(signal: AbortSignal): Promise<EndpointAnswer[]> {
    const asked = own.value === '' ? [{}] : own.value.split(',').map((id) => ({ stationId: id }));
    const lists = await Promise.all(
      asked.map((which) =>
        everyPage((page) =>
          api.call(endpointRoutes.list, { query: { ...page, ...which }, signal }),
        ),
      ),
    );
    return lists.flat();
  }

  return useLoad(
    async (signal) => {
      const from = today.value;
      const [timetable, endpoints] = await Promise.all([
        api.call(occurrenceRoutes.list, {
          query: {
            ...{ from, to: addDays(from, daysTold - 1) },
            ...(own.value === '' ? {} : { stationId: own.value }),
          },
          signal,
        }),
        readEndpoints(signal),
      ]);
      return {
        today: from,
        occurrences: timetable.items,
        sessions: timetable.sessions,
        endpoints: inService(endpoints),
      };
    },
    { everyMs: 5000, on: [today, own], keepAs: 'own-days' },
  );
}

export type Today = NonNullable<ReturnType<typeof useToday>['value']['value']>;
