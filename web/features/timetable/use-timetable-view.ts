import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { localDateOf } from '../../../core/time/zoned.ts';
import { usePlaces } from '../places/use-places.ts';
import { useNow } from '../shell/use-now.ts';
import { changedQuery, readTimetableView, type TimetableView } from './timetable-view.ts';

/** What the page shows: it stands in the address, so that it can be kept and sent on. */
export function useTimetableView() {
  const route = useRoute();
  const router = useRouter();
  const places = usePlaces();
  const clock = useNow();
  const today = computed(() => localDateOf(clock.now, places.zone));
  const view = computed(() => readTimetableView(route.query, today.value));

  function go(change: Partial<TimetableView>): void {
    void router.replace({ query: changedQuery(route.query, change) });
  }

  return { view, today, go };
}
