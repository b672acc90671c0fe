import type { Ref } from 'vue';
import { shallowRef, watch } from 'vue';
import type { AreaAnswer } from '../../../contract/http/areas.ts';
import { areaRoutes, mostAreas } from '../../../contract/http/areas.ts';
import { everyPage } from '../../api/every-page.ts';
import { useApi } from '../../api/use-api.ts';
import { inTreeOrder } from './tree-order.ts';
import { usePlaces } from './use-places.ts';

/** The areas of all days, read while they are wanted and after each change; `null` until they have come. */
export function useAreaHistory(isWanted: Ref<boolean>) {
  const api = useApi();
  const places = usePlaces();
  const history = shallowRef<ReadonlyMap<string, AreaAnswer> | null>(null);
  watch([isWanted, () => places.areas], async ([wanted]) => {
    if (!wanted) return;
    const list = await everyPage(
      (query) => api.call(areaRoutes.list, { query: { ...query, ended: 'true' } }),
      mostAreas,
    );
    history.value = new Map(inTreeOrder(list).map((area) => [area.id, area]));
  });
  return history;
}
