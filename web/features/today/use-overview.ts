import type { Ref } from 'vue';
import { todayRoutes } from '../../../contract/http/today.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

/** So many stations are shown at first. */
export const firstStations = 40;

/** What all stations of the person do now and next, read anew every few seconds. */
export function useOverview(q: Ref<string>, limit: Ref<number>) {
  const api = useApi();
  return useLoad(
    (signal) => api.call(todayRoutes.show, { query: { q: q.value, limit: limit.value }, signal }),
    { everyMs: 5000, on: [q, limit], keepAs: 'now-and-next' },
  );
}
