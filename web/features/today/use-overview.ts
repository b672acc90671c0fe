import type { Ref } from 'vue';
import { todayRoutes } from '../../../contract/http/today.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { keepValue } from '../../kept/kept-values.ts';

/** So many stations are shown at first. */
export const firstStations = 40;

const keptName = 'overview';

/**
 * What all stations of the person do now and next, read anew every few seconds; what a search left of them is
 * not kept for when there is no network.
 */
export function useOverview(q: Ref<string>, limit: Ref<number>) {
  const api = useApi();
  return useLoad(
    (signal) => api.call(todayRoutes.show, { query: { q: q.value, limit: limit.value }, signal }),
    { everyMs: 5000, on: [q, limit], keepAs: keptName, isWhole: () => q.value === '' },
  );
}

/**
 * Reads the same once and keeps it, so that it can be read without a network by whoever did not look before.
 * @throws ProblemError when it is refused; TypeError when the server cannot be reached
 */
export async function keepOverview(
  api: ReturnType<typeof useApi>,
  signal: AbortSignal,
): Promise<void> {
  const query = { q: '', limit: firstStations };
  await keepValue(keptName, await api.call(todayRoutes.show, { query, signal }), Date.now());
}
