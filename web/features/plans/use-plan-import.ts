import { computed, ref, shallowRef, watch } from 'vue';
import type { PlanLineAnswer, PlanPreview } from '../../../contract/http/plans.ts';
import { planRoutes } from '../../../contract/http/plans.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';
import { useAct } from '../../api/use-act.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../history/use-language.ts';
import { askLatest } from './ask-latest.ts';
import { sendPlanFile } from './send-plan-file.ts';
import { usePlanAnswers } from './use-plan-answers.ts';

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
  const { rows, choices, accept, drop, edit, forget } = usePlanAnswers();
  const preview = shallowRef<PlanPreview | null>(null);
  const open = computed(() => (preview.value?.lines ?? []).filter(isOpen).length);
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

  const latest = askLatest(
    () => send({ dryRun: true, seen: null, plan: null }),
    (shown) => {
      preview.value = shown;
      rows.value = shown.rows;
    },
  );

  /**
   * Asks how the plan is understood now, and again where something was answered or edited meanwhile: what was
   * asked before that is not shown. Of a file that could not be shown nothing is kept.
   */
  async function look(): Promise<boolean> {
    if (latest.want()) return false;
    const isShown = await act(latest.run);
    if (!isShown && preview.value === null) rows.value = [];
    return isShown;
  }

  /** Reads a file in place of what was pasted. */
  function take(file: File): Promise<boolean> {
    return act(async () => {
      rows.value = await sendPlanFile(file, api.me);
    });
  }

  /** Back to an empty field, and to no answers. */
  function clear(): void {
    forget();
    preview.value = null;
    problem.value = null;
  }

  /** Saves what was shown; `null` where it was refused. */
  async function save(): Promise<Pick<PlanPreview, 'made' | 'change'> | null> {
    const { seen = null, plan = null } = preview.value ?? {};
    let saved: PlanPreview | null = null;
    await act(async () => {
      saved = await send({ dryRun: false, seen, plan });
    });
    return saved;
  }

  return {
    ...{ text, rows, choices, accept, drop, preview, open },
    ...{ isBusy, problem, look, take, edit, clear, save },
  };
}

function isOpen({ state }: PlanLineAnswer): boolean {
  return state === 'question' || state === 'unfit';
}

export type PlanImport = ReturnType<typeof usePlanImport>;
