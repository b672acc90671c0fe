import { computed, shallowRef, watch } from 'vue';
import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import { everyPage } from '../../api/every-page.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { inService } from '../../../core/today/standing.ts';

/** The loudspeakers in service of the station that somebody looks at; none are read until there is one. */
export function useStationEndpoints(stationIdOf: () => string | null) {
  const api = useApi();
  const stationId = computed(stationIdOf);
  const load = useLoad(
    async (signal) => {
      const query = { stationId: stationId.value ?? '' };
      return inService(
        await everyPage((page) =>
          api.call(endpointRoutes.list, { query: { ...page, ...query }, signal }),
        ),
      );
    },
    { everyMs: 10_000, isReady: () => stationId.value !== null },
  );
  /** What was read of another is not shown as this one's. */
  const value = shallowRef(load.value.value);
  watch(load.value, (all) => (value.value = all));
  watch(stationId, () => {
    value.value = null;
    void load.reload();
  });
  return { ...load, value };
}
