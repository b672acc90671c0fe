import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import { isInArea } from '../../../core/area/area.ts';
import { inService } from '../../../core/today/standing.ts';
import { useApi } from '../../api/use-api.ts';
import { usePlaces } from '../places/use-places.ts';
import { useFound } from '../shell/use-found.ts';

/** Loudspeakers that a rule can be set for alone: those that stand in an area or beneath it, as a search finds them. */
export function useRulePlaces(areaIdOf: () => string) {
  const { t } = useI18n();
  const api = useApi();
  const places = usePlaces();
  const found = useFound(
    async (page, signal) => {
      const areaId = areaIdOf();
      if (areaId === '') return { items: [], next: null };
      const query = { ...page, areaId, state: 'in_use' as const };
      return await api.call(endpointRoutes.list, { query, signal });
    },
    [areaIdOf],
  );
  // What was found in another area is not offered until the answer for this one is there.
  const inArea = computed(() =>
    inService(found.items.value).filter((one) => isInArea(places.areas, one.areaId, areaIdOf())),
  );
  const options = computed(() => [
    { value: '', label: t('rule.wholeArea') },
    ...inArea.value.map((one) => ({ value: one.id, label: nameOf(one) })),
  ]);

  function nameOf({ name, stationId }: Pick<EndpointAnswer, 'name' | 'stationId'>): string {
    return `${name} · ${places.nameOf(stationId)}`;
  }

  return {
    query: found.query,
    hasMore: found.hasMore,
    found: found.found,
    options,
    inArea,
    nameOf,
  };
}
