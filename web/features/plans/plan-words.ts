import type { PlanLineAnswer, PlanProblemAnswer } from '../../../contract/http/plans.ts';
import { lengthText } from '../../../core/history/length-text.ts';

type Translate = (key: string, values?: Record<string, unknown>) => string;

/** A problem of a line as a sentence. */
export function problemWords({ code, values }: PlanProblemAnswer, t: Translate): string {
  const { saidMs, otherMs } = values;
  const lengths =
    typeof saidMs === 'number' && typeof otherMs === 'number'
      ? { said: lengthText(saidMs), other: lengthText(otherMs) }
      : {};
  return t(`plan.problem.${code}`, { ...values, ...lengths });
}

/** What a line was understood as, beside its title: `Ngày 24/11/2026 · 17:00 · 8′ · Xóm 4 · tin bài “Vay vốn”`. */
export function understoodWords(
  {
    days,
    airings,
    lengthMs,
    places,
    programme,
    recording,
    ...said
  }: NonNullable<PlanLineAnswer['understood']>,
  t: Translate,
): string {
  const when = airings.map(({ time, session }) => [time, session].filter(Boolean).join(' '));
  const parts = [
    ...[days, when.join(', '), lengthMs === null ? null : lengthText(lengthMs), programme, places],
    said.class === 'priority' ? t('plan.priority') : null,
    recording === null ? null : t('plan.recording', { name: recording.name }),
  ];
  return parts.filter(Boolean).join(' · ');
}
