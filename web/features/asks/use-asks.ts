import { decisionRoutes } from '../../../contract/http/decisions.ts';
import { offerRoutes } from '../../../contract/http/offers.ts';
import { everyPage } from '../../api/every-page.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

/** What stations are asked and nobody has answered yet, the nearest deadline first. */
export function useAsks() {
  const api = useApi();
  return useLoad(
    async (signal) => {
      const [offers, decisions] = await Promise.all([
        everyPage((query) => api.call(offerRoutes.list, { query, signal })),
        everyPage((query) => api.call(decisionRoutes.list, { query, signal })),
      ]);
      return { offers, decisions };
    },
    { everyMs: 20_000 },
  );
}
