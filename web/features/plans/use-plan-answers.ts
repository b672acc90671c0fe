import { reactive, ref } from 'vue';
import type { PlanRowAnswer } from '../../../contract/http/plans.ts';

/** The rows of a plan with what a person answered about its lines: which recording, a yes, or left out. */
export function usePlanAnswers() {
  const rows = ref<PlanRowAnswer[]>([]);
  const choices = reactive(new Map<string, string>());
  const accept = reactive(new Set<string>());
  const drop = reactive(new Set<string>());

  /** What is said to a line that stands there otherwise than before is said no more: it was about the old one. */
  function edit(line: number, cells: string[]): void {
    rows.value = rows.value.map((row) => (row.line === line ? { line, cells } : row));
    for (const answers of [choices, accept])
      for (const key of [...answers.keys()]) if (key.startsWith(`${line}-`)) answers.delete(key);
  }

  function forget(): void {
    for (const kept of [choices, accept, drop]) kept.clear();
    rows.value = [];
  }

  return { rows, choices, accept, drop, edit, forget };
}
