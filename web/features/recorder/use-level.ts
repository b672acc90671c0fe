import { computed, onScopeDispose, ref } from 'vue';
import type { Level } from './level.ts';
import { levelOf, levelWord, loudestOf, noLevel } from './level.ts';

const lookMs = 100;
/** So many looks make the word beside the meter. */
const looksKept = 15;

const looksShown = 4;

/** Follows the loudness of what `samples` gives; `null` while nothing is to be measured. */
export function useLevel(samples: () => Float32Array | null) {
  const moments = ref<Level[]>([]);
  const loudest = ref<Level>(noLevel);

  function look(): void {
    const now = samples();
    if (now === null) return;
    const level = levelOf(now);
    moments.value = [...moments.value, level].slice(-looksKept);
    loudest.value = loudestOf([loudest.value, level]);
  }

  function reset(): void {
    moments.value = [];
    loudest.value = noLevel;
  }

  const timer = setInterval(look, lookMs);
  onScopeDispose(() => clearInterval(timer));
  return {
    /** The loudest of the last looks, so that the meter does not flicker. */
    level: computed(() => loudestOf(moments.value.slice(-looksShown))),
    word: computed(() => levelWord(moments.value)),
    /** Whether hardly anything was heard since the beginning. */
    isQuiet: computed(() => ['silent', 'quiet'].includes(levelWord([loudest.value]))),
    reset,
  };
}
