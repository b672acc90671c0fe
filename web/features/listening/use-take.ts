import { computed, watch } from 'vue';
import { takeMs } from '../../../core/listening/listening.ts';
import { useLevel } from '../recorder/use-level.ts';
import { useMicrophone } from '../recorder/use-microphone.ts';

/** Records ten seconds and hands them over; a microphone that is lost gives what it heard until then. */
export function useTake(onTaken: (sound: Blob, endedAt: number) => void) {
  let pieces: Blob[] = [];
  let isWanted = false;
  const microphone = useMicrophone((piece) => pieces.push(piece));
  const { level, reset } = useLevel(microphone.samples);
  const { state, problem, elapsedMs } = microphone;

  async function start(): Promise<void> {
    pieces = [];
    isWanted = true;
    reset();
    await microphone.start();
    // Whoever was asked for the microphone may have thought better of it.
    if (!isWanted) await microphone.stop();
  }

  async function drop(): Promise<void> {
    isWanted = false;
    await microphone.stop();
  }

  watch(elapsedMs, (ms) => {
    if (state.value === 'recording' && ms >= takeMs) void microphone.stop();
  });
  watch(state, (now) => {
    if (now !== 'done') return;
    const [first] = pieces;
    if (isWanted && first) onTaken(new Blob(pieces, { type: first.type }), performance.now());
    isWanted = false;
    const why = problem.value;
    microphone.reset();
    problem.value = why;
  });
  const secondsLeft = computed(() => Math.ceil(Math.max(0, takeMs - elapsedMs.value) / 1000));
  const isBusy = computed(() => state.value === 'asking' || state.value === 'recording');
  return { problem, elapsedMs, secondsLeft, isBusy, level, start, drop };
}
