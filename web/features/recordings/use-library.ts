import type { Ref } from 'vue';
import { onScopeDispose, ref, watch } from 'vue';
import type { LiveEvent } from '../../../contract/http/live.ts';
import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { useApi } from '../../api/use-api.ts';
import { useLive } from '../../api/use-live.ts';
import { usePlaces } from '../places/use-places.ts';
import type { LibraryFilter } from './library-filter.ts';
import { toListQuery } from './library-filter.ts';
import { usePages } from './use-pages.ts';

const pageSize = 50;
/** A net below the live events. */
const refreshMs = 60_000;
/** Many changes at once, as after a bulk change, are read together. */
const gatherMs = 400;

/** The part of the library that fits a filter, page by page, kept up to date by live events. */
export function useLibrary(filter: Ref<LibraryFilter>) {
  const api = useApi();
  const places = usePlaces();
  const pages = usePages<RecordingAnswer>((cursor, signal) => {
    const query = {
      ...toListQuery(filter.value, places.zone),
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    };
    return api.call(recordingRoutes.list, { query, signal });
  });
  /** Shares of the checks that live events have told, by recording. */
  const progress = ref(new Map<string, number>());
  const changed = new Set<string>();
  let gathering: ReturnType<typeof setTimeout> | undefined;

  function onEvent(event: LiveEvent): void {
    if (event.type === 'recording.progress') {
      progress.value.set(event.recordingId, event.progress);
      return;
    }
    if (event.type !== 'recording.changed') return;
    progress.value.delete(event.recordingId);
    changed.add(event.recordingId);
    gathering ??= setTimeout(() => void takeUp(), gatherMs);
  }

  /** Reads what changed: the first page, and what is shown behind it one by one, unless that is much. */
  async function takeUp(): Promise<void> {
    gathering = undefined;
    const ids = new Set(changed);
    changed.clear();
    await pages.reload();
    const behind = pages.value.value?.items.slice(pageSize).filter(({ id }) => ids.has(id)) ?? [];
    for (const { id } of behind.slice(0, pageSize)) {
      const one = await api.call(recordingRoutes.get, { params: { id } }).catch(() => null);
      if (one) pages.replace(one);
    }
  }

  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') void pages.reload();
  }, refreshMs);
  watch(filter, () => void pages.begin());
  useLive(onEvent, () => void pages.reload());
  void pages.begin();
  onScopeDispose(() => {
    clearInterval(timer);
    clearTimeout(gathering);
  });
  return { ...pages, progress };
}
