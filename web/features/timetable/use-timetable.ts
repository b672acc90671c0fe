import type { Ref } from 'vue';
import { computed, onScopeDispose, watch } from 'vue';
import { mostStations, occurrenceRoutes } from '../../../contract/http/occurrences.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import type { StationWeek } from './day-plan.ts';
import { stationWeeks } from './day-plan.ts';
import { weekOf } from './week.ts';

const freshMs = 20_000;
/** Whoever scrolls asks where they come to rest, ms. */
const settleMs = 80;

/** The days that are told of, and what is known of them. */
interface Told {
  days: LocalDate[];
  weeks: ReadonlyMap<string, StationWeek>;
}

/**
 * The compiled week around a day, of the stations that are in sight; what was told of the others stays as it
 * was. An answer tells for which days it is.
 */
export function useTimetable(date: Ref<LocalDate>, inSight: Ref<readonly string[]>) {
  const api = useApi();
  const days = computed(() => weekOf(date.value));
  const monday = computed(() => days.value[0] ?? date.value);
  /** Told before this moment is to be told anew. */
  let oldBefore = 0;
  let told: Told | null = null;
  let settling: ReturnType<typeof setTimeout> | undefined;

  function knownOf(asked: readonly LocalDate[]): Told['weeks'] {
    return told && told.days[0] === asked[0] ? told.weeks : new Map<string, StationWeek>();
  }

  /** Those in sight of whom nothing newer than this is known, ms. */
  function dueIn(known: Told['weeks'], forMs: number): string[] {
    const before = Math.max(oldBefore, Date.now() - forMs);
    return inSight.value.filter((id) => (known.get(id)?.toldAt ?? -1) < before);
  }

  const load = useLoad<Told>(
    async (signal) => {
      const asked = days.value;
      const known = knownOf(asked);
      const due = dueIn(known, freshMs / 2);
      const news = await ask(asked, due, signal);
      const answer = { days: asked, weeks: new Map([...known, ...news]) };
      if (!signal.aborted) told = answer;
      return answer;
    },
    { everyMs: freshMs, on: [monday], isReady: () => inSight.value.length > 0 },
  );
  // Where it takes rows to know who is in sight, they are there to be drawn before anything is told.
  if (inSight.value.length === 0) load.value.value = { days: days.value, weeks: new Map() };

  async function ask(
    asked: readonly LocalDate[],
    stations: readonly string[],
    signal: AbortSignal,
  ) {
    const toldAt = Date.now();
    const [from = date.value] = asked;
    const range = { from, to: asked.at(-1) ?? from };
    const answers = await Promise.all(
      chunksOf(stations, mostStations).map(async (some) => {
        const query = { ...range, stationId: some.join(',') };
        const compiled = await api.call(occurrenceRoutes.list, { query, signal });
        return stationWeeks(some, compiled, toldAt);
      }),
    );
    return answers.flat();
  }

  watch(inSight, () => {
    const known = knownOf(days.value);
    if (dueIn(known, freshMs).length === 0) return;
    clearTimeout(settling);
    settling = setTimeout(() => void load.reload(), known.size === 0 ? 0 : settleMs);
  });
  onScopeDispose(() => clearTimeout(settling));

  /** Something was changed: what is in sight is asked anew, however new it is. */
  function reload(): Promise<void> {
    oldBefore = Date.now();
    return load.reload();
  }

  return { days, load: { ...load, reload } };
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
