import { useI18n } from 'vue-i18n';
import { minutesText } from '../reports/line-figures.ts';
import { useWords } from '../shell/use-words.ts';
import type { FigureWords } from './outcome-figures.ts';

/** The figures of a campaign in the person's language. */
export function useFigureWords(): FigureWords {
  const { t, n, locale } = useI18n();
  const words = useWords();
  const minutes = (ms: number) => t('report.minutes', { minutes: minutesText(ms, locale.value) });
  const people = (count: number) => t('campaignPlan.people', { count: n(count) });
  return {
    fund: (source) => t(`campaignPlan.fund.${source}.name`),
    spent: ({ spent, planned }) =>
      t('campaignPlan.spentOf', { spent: n(spent), planned: n(planned) }),
    reached: ({ reached, planned, unit }) => `${n(reached)} / ${n(planned)} ${unit}`,
    rest: {
      amount: (amount, unit) =>
        unit === null ? t('campaignPlan.rest.dong', { amount: n(amount) }) : `${n(amount)} ${unit}`,
      planned: (amount) => t('campaignPlan.rest.planned', { amount }),
      done: (amount) => t('campaignPlan.rest.done', { amount }),
      plannedOver: (amount) => t('campaignPlan.rest.plannedOver', { amount }),
      doneOver: (amount) => t('campaignPlan.rest.doneOver', { amount }),
    },
    event: (kind) => t(`campaignPlan.event.${kind}`),
    held: ({ count, attendance }) =>
      t('campaignPlan.held', { count: n(count), attendance: n(attendance) }),
    people,
    day: (date) => words.day(date),
    aired: t('campaignPlan.aired'),
    minutes,
    communes: {
      name: t('campaignPlan.heardIn'),
      text: (count) => t('campaignPlan.communes', { count: n(count) }),
    },
    documents: {
      name: t('campaignPlan.material.title'),
      text: (sum) => t('campaignPlan.material.count', sum),
    },
    fetched: (count) =>
      count === 0
        ? t('campaignPlan.material.unfetched')
        : t('campaignPlan.material.fetched', { count }),
  };
}
