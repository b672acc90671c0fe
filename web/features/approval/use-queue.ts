import { computed, ref, shallowRef, watch } from 'vue';
import { approvalRoutes, type WaitingRecording } from '../../../contract/http/approvals.ts';
import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { isUnreachable } from '../../api/problem-text.ts';
import { useApi } from '../../api/use-api.ts';
import { useLive } from '../../api/use-live.ts';
import { useLoad } from '../../api/use-load.ts';

/** So many are shown at first, and so many more whenever somebody asks for them. */
const step = 50;

interface Queue {
  items: WaitingRecording[];
  next: string | null;
  total: number;
}

/**
 * What waits for this person's decision, what sounds first first, and which of it is open. What somebody
 * else decided on stays open until the person goes on.
 */
export function useQueue(openId: () => string | null, open: (id: string | null) => void) {
  const api = useApi();
  const wanted = ref(step);
  const load = useLoad((signal) => readQueue(api, wanted.value, signal), { everyMs: 60_000 });
  const items = computed(() => load.value.value?.items ?? []);
  const total = computed(() => load.value.value?.total ?? 0);
  const hasMore = computed(() => (load.value.value?.next ?? null) !== null);
  const index = computed(() => items.value.findIndex((one) => one.recording.id === openId()));
  const listed = computed(() => items.value[index.value] ?? null);
  const aside = useAside(
    () => (load.value.value !== null && index.value === -1 ? openId() : null),
    () => open(items.value[0]?.recording.id ?? null),
  );
  /** As it was when it was last seen: it stays on the page while it is read again. */
  const seen = shallowRef<RecordingAnswer | null>(null);
  const current = computed(() => {
    const known = [listed.value?.recording, aside.value.value, seen.value];
    return known.find((one) => one?.id === openId()) ?? null;
  });
  /** Where the open one stood, for the one that takes its place. */
  const lastIndex = ref(0);

  async function more(): Promise<void> {
    wanted.value += step;
    await load.reload();
  }

  async function move(by: 1 | -1): Promise<void> {
    // Where the open one has left, the next one stands in its place already.
    const from = index.value === -1 ? lastIndex.value - (by === 1 ? 1 : 0) : index.value;
    if (from + by >= items.value.length && hasMore.value) await more();
    const to = items.value[from + by];
    if (to) open(to.recording.id);
  }

  /** The one that waits after the decided one opens; at the end of the queue the first. */
  async function goOn(): Promise<void> {
    const following = items.value[index.value + 1] ?? items.value[index.value - 1];
    await load.reload();
    const [first] = items.value;
    const isThere = items.value.some((one) => one.recording.id === following?.recording.id);
    open((isThere ? following : first)?.recording.id ?? null);
  }

  watch(index, (now) => {
    if (now >= 0) lastIndex.value = now;
  });
  watch(current, (now) => {
    if (now) seen.value = now;
  });
  watch(
    [items, openId],
    () => {
      const [first] = items.value;
      if (first && openId() === null) open(first.recording.id);
    },
    { immediate: true },
  );
  useLive(
    (event) => {
      if (event.type !== 'recording.changed') return;
      load.soon();
      aside.soon();
    },
    () => void load.reload(),
  );
  return { load, items, total, hasMore, index, listed, current, more, move, goOn };
}

/** So many of those that wait, or all, and how many there are. */
async function readQueue(
  api: Pick<ReturnType<typeof useApi>, 'call'>,
  wanted: number,
  signal: AbortSignal,
): Promise<Queue> {
  const items: WaitingRecording[] = [];
  for (let next: string | null = null; ;) {
    const query = { limit: step, ...(next === null ? {} : { cursor: next }) };
    const page: Queue = await api.call(approvalRoutes.list, { query, signal });
    // Deadlines move while it is read: what was on the page before may come again.
    const known = new Set(items.map((one) => one.recording.id));
    items.push(...page.items.filter((one) => !known.has(one.recording.id)));
    next = page.next;
    if (next === null || items.length >= wanted) return { ...page, items };
  }
}

/** One that is open and does not wait in the list, e.g. because somebody else decided on it. */
function useAside(id: () => string | null, onMissing: () => void) {
  const api = useApi();
  const load = useLoad(
    async (signal) => {
      const wanted = id();
      if (wanted === null) return null;
      return await api.call(recordingRoutes.get, { params: { id: wanted }, signal });
    },
    { on: [id] },
  );
  watch(load.problem, (problem) => {
    if (problem !== null && !isUnreachable(problem)) onMissing();
  });
  return load;
}
