import type { Ref } from 'vue';
import { computed } from 'vue';
import { occurrenceRoutes } from '../../../contract/http/occurrences.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { weekOf } from './week.ts';

/** The compiled week around a day, of one station or all; an answer tells for which days it is. */
export function useTimetable(date: Ref<LocalDate>, stationId: Ref<string>) {
  const api = useApi();
  const days = computed(() => weekOf(date.value));
  const monday = computed(() => days.value[0] ?? date.value);
  const load = useLoad(
    async (signal) => {
      const asked = days.value;
      const query = {
        from: monday.value,
        to: asked.at(-1) ?? monday.value,
        ...(stationId.value === '' ? {} : { stationId: stationId.value }),
      };
      return { ...(await api.call(occurrenceRoutes.list, { query, signal })), days: asked };
    },
    { everyMs: 20_000, on: [monday, stationId] },
  );
  return { days, load };
}
