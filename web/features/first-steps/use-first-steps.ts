import { computed } from 'vue';
import { firstSteps, firstStepsRoutes } from '../../../contract/http/first-steps.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

/** Where each step is taken. */
const places: Record<(typeof firstSteps)[number], string> = {
  areas: '/places?tab=areas',
  stations: '/places?tab=stations',
  people: '/people',
  recording: '/recordings',
  endpoint: '/endpoints',
  broadcast: '/timetable/new',
};

/** How far a new installation has come. */
export function useFirstSteps() {
  const api = useApi();
  const load = useLoad((signal) => api.call(firstStepsRoutes.show, { signal }), {
    everyMs: 15_000,
  });
  const steps = computed(() =>
    firstSteps.map((name) => ({
      ...{ name, to: places[name] },
      isDone: load.value.value?.done[name] === true,
    })),
  );
  const isWanted = computed(
    () =>
      load.value.value !== null &&
      !load.value.value.isDismissed &&
      steps.value.some(({ isDone }) => !isDone),
  );
  return { load, steps, isWanted };
}
