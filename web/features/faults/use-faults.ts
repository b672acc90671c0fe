import { faultRoutes } from '../../../contract/http/faults.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

/** What was reported of loudspeakers and is not settled yet. */
export function useFaults() {
  const api = useApi();
  return useLoad(
    async (signal) => {
      const { items } = await api.call(faultRoutes.list, { query: { limit: 500 }, signal });
      return items;
    },
    { everyMs: 15_000 },
  );
}
