import type { Ref } from 'vue';
import { computed } from 'vue';
import { weekRoutes } from '../../../contract/http/weeks.ts';
import type { WeekAnswer } from '../../../contract/http/weeks.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { mondayOf } from '../../../core/week/monday-of.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

/** The programme of an area in the week around a day; nothing where no area is named. */
export function useWeek(areaId: Ref<string>, date: Ref<LocalDate>) {
  const api = useApi();
  const monday = computed(() => mondayOf(date.value));
  const load = useLoad(
    (signal): Promise<WeekAnswer | null> => {
      const params = { areaId: areaId.value, monday: monday.value };
      if (params.areaId === '') return Promise.resolve(null);
      return api.call(weekRoutes.get, { params, signal });
    },
    { everyMs: 30_000, on: [areaId, monday] },
  );
  return { monday, load };
}
