import { computed } from 'vue';
import type { EndpointTroubleAnswer } from '../../../contract/http/today.ts';
import { outageRoutes } from '../../../contract/http/outages.ts';
import { useApi } from '../../api/use-api.ts';
import { useLive } from '../../api/use-live.ts';
import { useLoad } from '../../api/use-load.ts';

/** Who is away together, and who is lately back. */
export function useOutages() {
  const api = useApi();
  const load = useLoad((signal) => api.call(outageRoutes.list, { signal }), { everyMs: 30_000 });
  useLive(({ type }) => {
    if (type === 'readiness.noted' || type === 'outage.changed') load.soon();
  }, load.soon);
  const all = computed(() => load.value.value?.items ?? []);
  const open = computed(() => all.value.filter(({ endedAt }) => endedAt === null));

  return {
    /** Who went at once: whole areas, and stations but for those of which a line of their own tells it. */
    together: (told: readonly string[]) =>
      open.value.filter(
        ({ level, subjectId }) =>
          level === 'area' || (level === 'station' && !told.includes(subjectId)),
      ),
    /** Of those who went at once: a single one was never told of so. */
    back: computed(() =>
      all.value.filter(({ level, endedAt }) => level !== 'endpoint' && endedAt !== null),
    ),
    /** What is known of the absence of a station's loudspeakers beyond that they are away. */
    of({ stationId, endpoints }: EndpointTroubleAnswer) {
      const ids = endpoints.map(({ id }) => id);
      const own = open.value.filter(({ level, subjectId }) =>
        level === 'station' ? subjectId === stationId : ids.includes(subjectId),
      );
      return {
        isTogether: own.some(({ level }) => level === 'station'),
        drops: own.reduce((most, { drops }) => Math.max(most, drops), 0),
      };
    },
  };
}
