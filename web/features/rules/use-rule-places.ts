import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { EndpointAnswer } from '../../../contract/http/endpoints.ts';
import { endpointRoutes } from '../../../contract/http/endpoints.ts';
import { isInArea } from '../../../core/area/area.ts';
import { everyPage } from '../../api/every-page.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { usePlaces } from '../places/use-places.ts';

/** Loudspeakers that a rule can be set for alone: those that stand in an area or beneath it. */
export function useRulePlaces(areaIdOf: () => string) {
  const { t } = useI18n();
  const api = useApi();
  const places = usePlaces();
  const load = useLoad((signal) =>
    everyPage((query) => api.call(endpointRoutes.list, { query, signal })),
  );
  const inArea = computed(() =>
    (load.value.value ?? []).filter(
      ({ areaId, revokedAt }) => revokedAt === null && isInArea(places.areas, areaId, areaIdOf()),
    ),
  );
  const options = computed(() => [
    { value: '', label: t('rule.wholeArea') },
    ...inArea.value.map((one) => ({ value: one.id, label: nameOf(one) })),
  ]);

  function nameOf({ name, stationId }: EndpointAnswer): string {
    return `${name} · ${places.nameOf(stationId)}`;
  }

  return { options, inArea, nameOf };
}
