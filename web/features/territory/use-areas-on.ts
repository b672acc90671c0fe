import type { WatchSource } from 'vue';
import { computed, shallowRef, watch } from 'vue';
import type { AreaAnswer } from '../../../contract/http/areas.ts';
import { areaRoutes, mostAreas } from '../../../contract/http/areas.ts';
import type { Action } from '../../../core/access/roles.ts';
import { isLocalDate } from '../../../core/recurrence/civil.ts';
import { everyPage } from '../../api/every-page.ts';
import { useApi } from '../../api/use-api.ts';
import { areaOption } from '../places/area-option.ts';
import { inTreeOrder } from '../places/tree-order.ts';
import { useRights } from '../places/use-rights.ts';

/** The areas as they are on a day, in which the person may do something, as a select shows them. */
export function useAreasOn(day: WatchSource<string>, action: Action) {
  const api = useApi();
  const rights = useRights();
  const areas = shallowRef<ReadonlyMap<string, AreaAnswer>>(new Map());
  watch(
    day,
    async (on, _before, onCleanup) => {
      if (!isLocalDate(on)) return;
      const running = new AbortController();
      onCleanup(() => running.abort());
      const { signal } = running;
      try {
        const list = await everyPage(
          (query) => api.call(areaRoutes.list, { query: { ...query, on }, signal }),
          mostAreas,
        );
        areas.value = new Map(inTreeOrder(list).map((area) => [area.id, area]));
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    { immediate: true },
  );
  const options = computed(() =>
    [...areas.value.values()]
      .filter(({ id }) => rights.canAmong(action, id, areas.value))
      .map((area) => areaOption(areas.value, area)),
  );
  return { areas, options };
}
