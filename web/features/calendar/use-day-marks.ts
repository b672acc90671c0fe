import { computed } from 'vue';
import type { DayMark } from '../../../contract/http/day-marks.ts';
import { dayMarkRoutes } from '../../../contract/http/day-marks.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

export interface MarkedDays {
  from: LocalDate;
  to: LocalDate;
  /** Whose modes; of every area where it is left out. */
  areaId?: string | undefined;
}

/** Finds what a calendar says of a day: nothing of an ordinary one, or until it is known. */
export type MarkOf = (date: LocalDate) => DayMark | undefined;

const everyMs = 300_000;

/** Days off and modes of some days, as the server has them. */
export function useDayMarks(days: () => MarkedDays) {
  const api = useApi();
  const query = computed(days);
  const key = computed(() => [query.value.from, query.value.to, query.value.areaId].join());
  const load = useLoad(
    async (signal) => (await api.call(dayMarkRoutes.list, { query: query.value, signal })).items,
    { everyMs, on: [key] },
  );
  const byDate = computed(() => new Map(load.value.value?.map((mark) => [mark.date, mark])));
  const markOf: MarkOf = (date) => byDate.value.get(date);
  return { markOf, marks: computed(() => load.value.value ?? []) };
}
