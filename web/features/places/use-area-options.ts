import { computed } from 'vue';
import type { Action } from '../../../core/access/roles.ts';
import { isAreaValid } from '../../../core/area/area.ts';
import { localDateOf } from '../../../core/time/zoned.ts';
import { useNow } from '../shell/use-now.ts';
import { areaOption } from './area-option.ts';
import { usePlaces } from './use-places.ts';
import { useRights } from './use-rights.ts';

/**
 * Areas of today in which the person may do something, as a select shows them: indented by tier. What no role
 * alone decides is asked of each area by its id.
 */
export function useAreaOptions(action: Action | ((areaId: string) => boolean)) {
  const places = usePlaces();
  const rights = useRights();
  const clock = useNow();
  const may = (areaId: string) =>
    typeof action === 'function' ? action(areaId) : rights.can(action, areaId);
  const today = computed(() => localDateOf(clock.now, places.zone));
  return computed(() =>
    [...places.areas.values()]
      .filter((area) => isAreaValid(area, today.value) && may(area.id))
      .map((area) => areaOption(places.areas, area)),
  );
}
