import type { PlanLineAnswer } from '../../../contract/http/plans.ts';
import type { Mark } from '../../ui/shapes.ts';

type Shown = Exclude<PlanLineAnswer['state'], 'skipped'>;

const marks: Readonly<Record<Shown, Omit<Mark, 'word'>>> = {
  ready: { shape: 'done', tone: 'good' },
  question: { shape: 'half', tone: 'warn' },
  unfit: { shape: 'problem', tone: 'bad' },
  already: { shape: 'unknown', tone: 'idle' },
  dropped: { shape: 'barred', tone: 'idle' },
};

/** How the state of a plan's line is shown. */
export function lineMark(state: Shown): Mark {
  return { ...marks[state], word: `plan.state.${state}` };
}
