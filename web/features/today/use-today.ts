import { computed } from 'vue';
import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import { occurrenceRoutes } from '../../../contract/http/occurrences.ts';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import { everyPage } from '../../api/every-page.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { inService } from '../../../core/today/standing.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';

/** Days that are looked at for the next air. */
const days = 7;

/** All that the page of today shows, read anew every few seconds. */
export function useToday() {
  const api = useApi();
  const places = usePlaces();
  const clock = useNow();
  const today = computed(() => localDateOf(clock.now, places.zone));

  return useLoad(
    async (signal) => {
      const from = today.value;
      const [timetable, endpoints] = await Promise.all([
        api.call(occurrenceRoutes.list, {
          query: { from, to: addDays(from, days - 1) },
          signal,
        }),
        everyPage((query) => api.call(endpointRoutes.list, { query, signal })),
      ]);
      return {
        today: from,
        occurrences: timetable.items,
        sessions: timetable.sessions,
        endpoints: inService(endpoints),
      };
    },
    { everyMs: 5000, on: [today], keepAs: 'today' },
  );
}

export type Today = NonNullable<ReturnType<typeof useToday>['value']['value']>;
