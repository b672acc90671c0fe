import { computed } from 'vue';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';
import { decodePeaks } from './decode-peaks.ts';
import type { TrackName } from './tracks.ts';

/** The outline of a version's sound, as the server measured it. */
export function usePeaks(recordingId: string, versionId: string, of: TrackName) {
  const api = useApi();
  const load = useLoad((signal) =>
    api.call(recordingRoutes.getPeaks, {
      params: { id: recordingId },
      query: { of, versionId },
      signal,
    }),
  );
  const peaks = computed(() => (load.value.value ? decodePeaks(load.value.value.peaks) : null));
  return { peaks, problem: load.problem };
}
