import { computed } from 'vue';
import type { RecordingAnswer, RecordingVersionAnswer } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { useApi } from '../../api/use-api.ts';
import { useLoad } from '../../api/use-load.ts';

/** Those that came before the newest version, newest first. */
export function useEarlierVersions(recording: () => RecordingAnswer) {
  const api = useApi();
  const load = useLoad(
    async (signal) => {
      const { id, latest } = recording();
      if (latest.number === 1) return [];
      const { items } = await api.call(recordingRoutes.listVersions, { params: { id }, signal });
      return items.filter(({ number }) => number < latest.number);
    },
    { on: [() => recording().latest.id] },
  );
  const all = computed(() => load.value.value ?? []);
  /** What the newest is compared with: the one on the air, or else the one before it. */
  const compared = computed(() => {
    const { latest, onAir } = recording();
    return onAir && onAir.id !== latest.id ? onAir : (all.value[0] ?? null);
  });
  /** The last one on which somebody noted something. */
  const noted = computed(() => all.value.find(isNoted) ?? null);
  return { compared, noted };
}

function isNoted({ decisions }: RecordingVersionAnswer): boolean {
  return decisions.some(({ note, notes }) => note !== null || notes.length > 0);
}
