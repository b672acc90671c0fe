import { computed } from 'vue';
import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

/** What the newest version is compared with: the one on the air, or else the one before it. */
export function useEarlierVersion(recording: () => RecordingAnswer) {
  const api = useApi();
  const load = useLoad(
    async (signal) => {
      const { id, latest, onAir } = recording();
      if (latest.number === 1 || (onAir && onAir.id !== latest.id)) return null;
      const { items } = await api.call(recordingRoutes.listVersions, { params: { id }, signal });
      return items.find(({ number }) => number < latest.number) ?? null;
    },
    { on: [() => recording().latest.id] },
  );
  return computed(() => {
    const { latest, onAir } = recording();
    return onAir && onAir.id !== latest.id ? onAir : load.value.value;
  });
}
