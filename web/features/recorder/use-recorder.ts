import { onScopeDispose, shallowRef } from 'vue';
import { useApi } from '../../api/use-api.ts';
import type { Take } from './take-store.ts';
import { useLevel } from './use-level.ts';
import { useMicrophone } from './use-microphone.ts';
import { useTakes } from './use-takes.ts';

/** Records takes; what the microphone hears is kept on this device at once. */
export function useRecorder(titleOf: (at: number) => string) {
  const api = useApi();
  const takes = useTakes();
  const take = shallowRef<Take | null>(null);
  const microphone = useMicrophone((piece, durationMs) => keep(piece, durationMs));
  const level = useLevel(microphone.samples);

  async function start(): Promise<void> {
    level.reset();
    const mimeType = await microphone.start();
    if (mimeType === null) return;
    const startedAt = Date.now();
    take.value = {
      id: `take-${startedAt.toString(36)}`,
      personId: api.me?.id ?? '',
      title: titleOf(startedAt),
      mimeType,
      startedAt,
      durationMs: 0,
    };
    takes.currentId = take.value.id;
  }

  function keep(piece: Blob, durationMs: number): void {
    if (take.value === null) return;
    take.value = { ...take.value, durationMs };
    void takes.addPiece(take.value, piece);
    void takes.put(take.value);
  }

  /** Ready for another; the last take is left to whoever asked. */
  function reset(): void {
    take.value = null;
    takes.currentId = null;
    microphone.reset();
  }

  onScopeDispose(() => (takes.currentId = null));
  return { ...microphone, ...level, take, start, reset };
}
