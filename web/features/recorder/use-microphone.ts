import { onScopeDispose, ref } from 'vue';
import type { Capture } from './capture.ts';
import { openCapture, surroundings } from './capture.ts';
import { holdScreenAwake } from './hold-screen-awake.ts';
import type { RecorderProblem } from './recorder-problem.ts';
import { problemBefore, problemOfRefusal } from './recorder-problem.ts';
import { useElapsed } from './use-elapsed.ts';

/** The microphone: asked for, recorded, paused, stopped. */
export function useMicrophone(onPiece: (piece: Blob, elapsedMs: number) => void) {
  const state = ref<'idle' | 'asking' | 'recording' | 'paused' | 'done'>('idle');
  const problem = ref<RecorderProblem | null>(null);
  const elapsed = useElapsed();
  let capture: Capture | null = null;
  let letSleep: (() => void) | null = null;

  /** @returns the format of the pieces; `null` where there is nothing to record with */
  async function start(): Promise<string | null> {
    problem.value = problemBefore(surroundings());
    if (problem.value !== null) return null;
    state.value = 'asking';
    elapsed.reset();
    try {
      capture = await openCapture({
        onPiece: (piece) => onPiece(piece, elapsed.read()),
        onBroken: () => end('failed'),
      });
    } catch (error) {
      problem.value = problemOfRefusal(error);
      state.value = 'idle';
      return null;
    }
    letSleep = holdScreenAwake();
    resume();
    return capture.mimeType;
  }

  function pause(): void {
    capture?.pause();
    elapsed.halt();
    state.value = 'paused';
  }

  function resume(): void {
    if (state.value === 'paused') capture?.resume();
    elapsed.go();
    state.value = 'recording';
  }

  async function stop(): Promise<void> {
    elapsed.halt();
    await capture?.stop();
    end(null);
  }

  function end(why: RecorderProblem | null): void {
    elapsed.halt();
    capture = null;
    letSleep?.();
    letSleep = null;
    problem.value = why;
    state.value = 'done';
  }

  function reset(): void {
    problem.value = null;
    state.value = 'idle';
    elapsed.reset();
  }

  onScopeDispose(() => {
    void capture?.stop();
    letSleep?.();
  });
  const samples = () => (state.value === 'recording' ? (capture?.samples() ?? null) : null);
  return { state, problem, elapsedMs: elapsed.ms, samples, start, pause, resume, stop, reset };
}
