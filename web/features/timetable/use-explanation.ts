import { useI18n } from 'vue-i18n';
import type { z } from 'zod';
import type { occurrenceRoutes } from '../../../contract/http/occurrences.ts';
import { useWords } from '../shell/use-words.ts';

type Answer = Exclude<typeof occurrenceRoutes.explain.answer, string>;
export type ExplainStep = z.output<Answer>['steps'][number];

/** What a step of an explanation says in plain words. */
export function useExplanation() {
  const { t, te } = useI18n();
  const words = useWords();

  function textOf(step: ExplainStep): string {
    const key = keyOf(step);
    const text = te(key) ? t(key) : t('explain.code.unheard_of');
    const { startsAt, startErrorMs, reason, by, at, deadline } = step.detail;
    if (typeof by === 'string' && typeof at === 'number')
      return `${text} (${by}, ${words.moment(at)})`;
    if (typeof deadline === 'number') return `${text} (${words.moment(deadline)})`;
    if (typeof startsAt === 'number') return `${text} (${words.clock(startsAt)})`;
    if (typeof startErrorMs === 'number') return `${text} (${words.deviation(startErrorMs)})`;
    if (typeof reason === 'string' && te(`playReason.${reason}`))
      return `${text} (${t(`playReason.${reason}`).toLowerCase()})`;
    return text;
  }

  return { textOf };
}

function keyOf({ step, code }: ExplainStep): string {
  switch (step) {
    case 'rule':
    case 'targets':
    case 'delivered':
      return `explain.code.${code}`;
    case 'approval':
    case 'offer':
    case 'decision':
      return `explain.said.${code}`;
    case 'placement':
      return code === 'not_compiled' ? 'explain.code.not_compiled' : `ruling.${code}`;
    case 'verdict':
      return `verdict.${code}`;
  }
}
