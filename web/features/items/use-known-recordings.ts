import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { useApi } from '../../api/use-api.ts';

/** Recordings that were seen, so that a chosen one has its title and its length. */
export const useKnownRecordings = defineStore('knownRecordings', () => {
  const api = useApi();
  const known = ref(new Map<string, RecordingAnswer>());

  function remember(all: readonly RecordingAnswer[]): void {
    for (const one of all) known.value.set(one.id, one);
  }

  /** Asks for those that were never seen; one that may not be seen stays unnamed. */
  async function want(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (known.value.has(id)) continue;
      const one = await api.call(recordingRoutes.get, { params: { id } }).catch(() => null);
      if (one) remember([one]);
    }
  }

  function titleOf(id: string): string {
    return known.value.get(id)?.title ?? '…';
  }

  /** Of the approved version, in ms; 0 where nobody knows. */
  function lengthOf(id: string): number {
    const one = known.value.get(id);
    return (one?.onAir ?? one?.latest)?.renditions[0]?.durationMs ?? 0;
  }

  return { remember, want, titleOf, lengthOf };
});
