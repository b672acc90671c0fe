import { computed, onScopeDispose, ref, shallowRef } from 'vue';
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
  /** Recorded once more, and kept until one of them has been sent; the last one at the end. */
  const earlier = shallowRef<readonly Take[]>([]);
  const lastId = ref<string | null>(null);
  const microphone = useMicrophone((piece, durationMs) => keep(piece, durationMs));
  const level = useLevel(microphone.samples);

  async function start(): Promise<void> {
    level.reset();
    const mimeType = await microphone.start();
    if (mimeType === null) return;
    const startedAt = Date.now();
    const id = `take-${startedAt.toString(36)}`;
    const facts = { personId: api.me?.id ?? '', title: titleOf(startedAt), mimeType };
    take.value = { id, ...facts, startedAt, durationMs: 0 };
    takes.currentId = lastId.value = id;
  }

  function keep(piece: Blob, durationMs: number): void {
    if (take.value === null) return;
    take.value = { ...take.value, durationMs };
    void takes.addPiece(take.value, piece);
    void takes.put(take.value);
  }

  /** Records once more; the take is kept beside. */
  async function again(): Promise<void> {
    if (take.value !== null) earlier.value = [...earlier.value, take.value];
    clear();
    await start();
  }

  /** Takes the one before instead. */
  function takeEarlier(): void {
    const last = earlier.value.at(-1);
    if (last === undefined) return;
    earlier.value = [take.value ?? [], earlier.value.slice(0, -1)].flat();
    clear();
    take.value = last;
    takes.currentId = last.id;
    microphone.state.value = 'done';
  }

  /** One of them was sent: the others are of no use any more. */
  async function dropEarlier(): Promise<void> {
    for (const { id } of earlier.value) await takes.discard(id);
    earlier.value = [];
  }

  function clear(): void {
    take.value = null;
    takes.currentId = null;
    microphone.reset();
  }

  /** Ready for another; what was recorded is left to whoever asked. */
  function reset(): void {
    earlier.value = [];
    clear();
  }

  onScopeDispose(() => (takes.currentId = null));
  /** Whether hardly anything was heard in the take that was recorded last. */
  const isQuiet = computed(
    () => level.isQuiet.value && earlier.value.every(({ id }) => id !== lastId.value),
  );
  return {
    ...{ ...microphone, ...level, isQuiet },
    ...{ take, earlier, start, again, takeEarlier, dropEarlier, reset },
  };
}
