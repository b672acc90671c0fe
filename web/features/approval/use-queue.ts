import { computed, ref, watch } from 'vue';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { useApi } from '../../api/use-api.ts';
import { useLive } from '../../api/use-live.ts';
import { useLoad } from '../../api/use-load.ts';

/** As many as anybody hears in a day; the rest comes when these are decided. */
const most = 100;

/** What waits for this person's decision, oldest first, and which of it is open. */
export function useQueue(openId: () => string | null, open: (id: string | null) => void) {
  const api = useApi();
  const load = useLoad(
    (signal) =>
      api.call(recordingRoutes.list, { query: { decidable: 'true', limit: most }, signal }),
    { everyMs: 60_000 },
  );
  const items = computed(() => [...(load.value.value?.items ?? [])].reverse());
  const index = computed(() => items.value.findIndex(({ id }) => id === openId()));
  const current = computed(() => items.value[index.value] ?? null);
  /** Where the open one stood, for the one that takes its place. */
  const lastIndex = ref(0);

  function move(by: number): void {
    const to = items.value[index.value + by];
    if (to) open(to.id);
  }

  /** The one that waits after the decided one opens; at the end of the queue the first. */
  async function goOn(): Promise<void> {
    const following = items.value[index.value + 1] ?? items.value[index.value - 1];
    await load.reload();
    const isThere = items.value.some(({ id }) => id === following?.id);
    open(isThere && following ? following.id : (items.value[0]?.id ?? null));
  }

  watch(index, (now) => {
    if (now >= 0) lastIndex.value = now;
  });
  watch(
    [items, openId],
    () => {
      const first = items.value[Math.min(lastIndex.value, items.value.length - 1)];
      if (first && index.value === -1) open(first.id);
    },
    { immediate: true },
  );
  useLive(
    (event) => event.type === 'recording.changed' && load.soon(),
    () => void load.reload(),
  );
  return { load, items, index, current, move, goOn };
}
