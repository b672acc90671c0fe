import type { PlanLineAnswer, PlanProblemAnswer } from '../../contract/http/plans.ts';
import { inWords, type Language } from '../../core/recurrence/in-words.ts';
import type { LinePlace, Places, UnderstoodLine } from '../../core/week-plan/plan-line.ts';
import { planWords } from '../../core/week-plan/plan-words.ts';
import type { Problem } from '../../core/week-plan/problem.ts';
import type { LineParts } from './drafts-of-line.ts';
import type { PlanGround } from './plan-ground.ts';

export function keyOfLine({ line, column, part }: LinePlace): string {
  return `${line}-${column ?? 0}-${part}`;
}

/** What a line was understood as, in words. */
export function describeLine(
  line: UnderstoodLine,
  parts: LineParts,
  { context, recordings }: PlanGround,
  language: Language,
): NonNullable<PlanLineAnswer['understood']> {
  const [item] = parts.items;
  const id = item?.type === 'recording' ? item.recordingId : null;
  const sessionName = (key: string) => context.sessions.find((one) => one.key === key)?.name ?? key;
  const programme = context.programmes.find((one) => one.id === parts.programmeId);
  return {
    days: parts.dates && inWords(parts.dates, language),
    first: parts.dates?.first ?? null,
    airings: line.airings.map(({ time, session }) => ({
      time: time?.value ?? null,
      session: session && sessionName(session.value),
    })),
    title: parts.title,
    programme: programme?.name ?? null,
    recording: id === null ? null : { id, name: recordings.get(id)?.title ?? id },
    lengthMs:
      line.lengthMs?.value ?? (id === null ? null : (recordings.get(id)?.durationMs ?? null)),
    places: line.places && placesText(line.places.value, context.areas, language),
    class: line.class?.value ?? 'normal',
  };
}

/** A problem with the values that its words need, and the recordings that may be meant. */
export function describeProblem(
  problem: Problem,
  { recordings, context }: PlanGround,
  language: Language,
): PlanProblemAnswer {
  const { date } = planWords[language];
  const named = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const name = recordings.get(id)?.title;
      return name === undefined ? [] : [{ id, name }];
    });
  const { code } = problem;
  const none = { code, values: {}, recordings: [] };
  switch (problem.code) {
    case 'day_missing':
    case 'time_missing':
    case 'title_missing':
      return none;
    case 'recording_unknown':
      return { code, values: { value: problem.value }, recordings: named(problem.nearest) };
    case 'recording_ambiguous':
      return { code, values: { value: problem.value }, recordings: named(problem.candidates) };
    case 'session_ambiguous':
    case 'programme_ambiguous':
    case 'place_ambiguous': {
      const all = [...context.sessions, ...context.programmes, ...context.areas];
      const nameOf = (id: string) =>
        all.find((one) => ('key' in one ? one.key : one.id) === id)?.name ?? id;
      const names = problem.candidates.map(nameOf).join(', ');
      return { ...none, values: { value: problem.value, names } };
    }
    case 'weekday_date_mismatch': {
      const weekday = planWords[language].weekday(problem.weekday);
      return { ...none, values: { value: problem.value, date: date(problem.date), weekday } };
    }
    case 'in_past':
      return { ...none, values: { value: problem.dates.map(date).join(', ') } };
    case 'time_session_mismatch':
      return { ...none, values: { value: problem.value, session: problem.session } };
    case 'length_mismatch': {
      const { against, saidMs, otherMs } = problem;
      return { ...none, values: { against, saidMs, otherMs } };
    }
    case 'duplicate_line':
      return { ...none, values: { line: problem.line } };
    default:
      return { ...none, values: { value: problem.value } };
  }
}

function placesText(
  { everywhere, areaIds, exceptIds }: Places,
  areas: PlanGround['context']['areas'],
  language: Language,
): string {
  const nameOf = (id: string) => areas.find((area) => area.id === id)?.name ?? id;
  const words = planWords[language];
  const where =
    areaIds.length > 0 && !everywhere ? areaIds.map(nameOf).join(', ') : words.everywhere;
  return exceptIds.length > 0 ? words.except(where, exceptIds.map(nameOf).join(', ')) : where;
}
