import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { isAreaValid, isInArea } from '../../../core/area/area.ts';
import { localDateOf } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';
import { useRulePlaces } from './use-rule-places.ts';

/** What can belong to a group. */
export interface Member {
  id: string;
  name: string;
  /** The field's word for what it is. */
  kind: string;
}

/** Areas, stations and loudspeakers in an area, today. */
export function useMembers(areaIdOf: () => string) {
  const { t } = useI18n();
  const places = usePlaces();
  const clock = useNow();
  const endpoints = useRulePlaces(areaIdOf);
  const isIn = (areaId: string) => isInArea(places.areas, areaId, areaIdOf());
  const today = computed(() => localDateOf(clock.now, places.zone));

  return computed((): Member[] => [
    ...[...places.areas.values()]
      .filter((area) => isAreaValid(area, today.value) && isIn(area.id))
      .map(({ id, name, kind }) => ({ id, name, kind })),
    ...[...places.stations.values()]
      .filter(({ areaId }) => isIn(areaId))
      .map(({ id, name }) => ({ id, name, kind: t('station.one') })),
    ...endpoints.inArea.value.map((one) => ({
      id: one.id,
      name: endpoints.nameOf(one),
      kind: t('group.endpoint'),
    })),
  ]);
}
