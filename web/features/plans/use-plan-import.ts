import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type { PlanPreview, PlanRowAnswer } from '../../../contract/http/plans.ts';
import { planRoutes } from '../../../contract/http/plans.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { useAct } from '../../api/use-act.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../history/use-language.ts';
import { sendPlanFile } from './send-plan-file.ts';

/** Where a plan is for; an empty station is every one of the area. */
export interface PlanPlace {
  areaId: string;
  stationId: string;
  weekOf: LocalDate;
}

/** A plan on its way from the clipboard to the timetable, with what a person answered about its lines. */
export function usePlanImport(place: PlanPlace) {
  const api = useApi();
  const language = useLanguage();
  const { isBusy, problem, act } = useAct();
  const text = ref('');
  const rows = ref<PlanRowAnswer[]>([]);
  const choices = reactive(new Map<string, string>());
  const accept = reactive(new Set<string>());
  const drop = reactive(new Set<string>());
  const preview = shallowRef<PlanPreview | null>(null);
  const open = computed(
    () =>
      (preview.value?.lines ?? []).filter(({ state }) => state === 'question' || state === 'unfit')
        .length,
  );

  /** How often it was to be asked, and whether somebody waits for an answer. */
  let looks = 0;
  let isLooking = false;
  // What is typed or pasted after a file was read is what is meant.
  watch(text, () => (rows.value = []));

  function send(how: { dryRun: boolean; seen: string | null; plan: string | null }) {
    const { areaId, stationId, weekOf } = place;
    return api.call(planRoutes.import, {
      query: { language: language.value },
      body: {
        ...{ areaId, stationId: stationId === '' ? null : stationId, weekOf },
        ...(rows.value.length > 0 ? { rows: rows.value } : { text: text.value }),
        choices: [...choices].map(([line, recordingId]) => ({ line, recordingId })),
        ...{ accept: [...accept], drop: [...drop], leaveOut: !how.dryRun, ...how },
      },
    });
  }

  /**
   * Asks how the plan is understood now, and again where something was answered or edited meanwhile: what was
   * asked before that is not shown. Of a file that could not be shown nothing is kept.
   */
  async function look(): Promise<boolean> {
    looks += 1;
    if (isLooking) return false;
    isLooking = true;
    const isShown = await act(async () => {
      let asked = 0;
      while (asked !== looks) {
        asked = looks;
        const shown = await send({ dryRun: true, seen: null, plan: null });
        if (asked !== looks) continue;
        preview.value = shown;
        rows.value = shown.rows;
      }
    });
    isLooking = false;
    if (!isShown && preview.value === null) rows.value = [];
    return isShown;
  }

  /** What is said to a line that stands there otherwise than before is said no more: it was about the old one. */
  function edit(line: number, cells: string[]): void {
    rows.value = rows.value.map((row) => (row.line === line ? { line, cells } : row));
    for (const answers of [choices, accept])
      for (const key of [...answers.keys()])
        if (key.startsWith(`${line}-`)) answers.delete(key);
  }

  /** Reads a file in place of what was pasted. */
  function take(file: File): Promise<boolean> {
    return act(async () => {
      rows.value = await sendPlanFile(file, api.me);
    });
  }

  /** Back to an empty field, and to no answers. */
  function clear(): void {
    for (const kept of [choices, accept, drop]) kept.clear();
    rows.value = [];
    preview.value = null;
    problem.value = null;
  }

  /** Saves what was shown; gives how many broadcasts that made, or `null` where it was refused. */
  async function save(): Promise<number | null> {
    const { seen = null, plan = null } = preview.value ?? {};
    let made: number | null = null;
    await act(async () => {
      ({ made } = await send({ dryRun: false, seen, plan }));
    });
    return made;
  }

  return {
    ...{ text, rows, choices, accept, drop, preview, open },
    ...{ isBusy, problem, look, take, edit, clear, save },
  };
}

export type PlanImport = ReturnType<typeof usePlanImport>;
