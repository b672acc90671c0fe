import { computed } from 'vue';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';

/** The first day that nothing has aired on yet, in the zone of the air. */
export function useTomorrow() {
  const places = usePlaces();
  const clock = useNow();
  return computed(() => addDays(localDateOf(clock.now, places.zone), 1));
}
