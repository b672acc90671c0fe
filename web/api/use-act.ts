import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { faultyFields, problemText } from './problem-text.ts';

/** Runs one change at a time and keeps its refusal in plain words. */
export function useAct() {
  const { t } = useI18n();
  const isBusy = ref(false);
  const problem = ref<string | null>(null);
  const fields = ref<string[]>([]);

  /** Whether the change was made. */
  async function act(change: () => Promise<void>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = null;
    fields.value = [];
    try {
      await change();
      return true;
    } catch (error) {
      problem.value = problemText(error, t);
      fields.value = faultyFields(error);
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  return { isBusy, problem, fields, act };
}
