import { onMounted, ref, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { PlanLineAnswer, QuickLineAnswer } from '../../../contract/http/plans.ts';
import { planRoutes } from '../../../contract/http/plans.ts';
import { useApi } from '../../api/use-api.ts';
import { problemText } from '../../api/problem-text.ts';
import type { BroadcastDraft } from '../broadcasts/draft.ts';
import { placementDraftOf } from '../broadcasts/placement-draft.ts';
import { datesDraftOf } from '../dates/dates-draft.ts';
import { useLanguage } from '../history/use-language.ts';

/** What of a draft a typed line says; the rest stays. */
export function filledBy(draft: BroadcastDraft, said: QuickLineAnswer['draft']): BroadcastDraft {
  const { title, programmeId, placement, dates, items, targets } = said;
  return {
    ...draft,
    title: title ?? draft.title,
    programmeId: programmeId ?? draft.programmeId,
    class: said.class ?? draft.class,
    placement: placement === null ? draft.placement : placementDraftOf(placement),
    dates: dates === null ? draft.dates : datesDraftOf(dates),
    items: items.length === 0 ? draft.items : [...items],
    targets: { ...draft.targets, ...targets },
  };
}

/** Fills a new broadcast by a line that somebody typed, and keeps what was not clear in it. */
export function useQuickLine(
  draft: Ref<BroadcastDraft>,
  given: { line: string | null; stationId: string | null },
) {
  const api = useApi();
  const { t } = useI18n();
  const language = useLanguage();
  const read = shallowRef<PlanLineAnswer | null>(null);
  const problem = ref<string | null>(null);

  async function fill(text: string): Promise<void> {
    const { ownerAreaId, dates } = draft.value;
    try {
      const answer = await api.call(planRoutes.quickLine, {
        query: { language: language.value },
        body: { areaId: ownerAreaId, stationId: given.stationId, weekOf: dates.first, text },
      });
      draft.value = filledBy(draft.value, answer.draft);
      read.value = answer.line;
    } catch (error) {
      problem.value = `${t('quick.failed')} ${problemText(error, t)}`;
    }
  }

  onMounted(() => {
    if (given.line !== null && given.line.trim() !== '') void fill(given.line);
  });
  return { read, problem };
}
