import { fold } from '../../text/fold.ts';
import type { LocalDate } from '../../time/zoned.ts';
import type { Airing, PlanLine, UnderstoodLine } from '../plan-line.ts';
import type { Problem } from '../problem.ts';

interface Occasion {
  key: string;
  date: LocalDate;
  airing: Airing;
}

/** Adds to each line that says again what an earlier one says, on any of its days, where that stands. */
export function markDuplicates(lines: readonly PlanLine[]): PlanLine[] {
  const first = new Map<string, number>();
  return lines.map((line) => {
    if (line.kind === 'skipped') return line;
    const occasions = occasionsOf(line);
    const again = occasions.find(({ key }) => first.has(key));
    for (const { key } of occasions) if (!first.has(key)) first.set(key, line.line);
    if (!again) return line;
    const problem: Problem = {
      code: 'duplicate_line',
      line: first.get(again.key) ?? line.line,
      date: again.date,
      time: again.airing.time?.value ?? null,
    };
    return { ...line, problems: [...line.problems, problem] };
  });
}

function occasionsOf({ days, airings, title, places }: UnderstoodLine): Occasion[] {
  if (days?.value.kind !== 'dates' || title === null) return [];
  const where = places ? JSON.stringify(places.value) : '';
  return days.value.dates.flatMap((date) =>
    airings.map((airing) => {
      const when = airing.time?.value ?? airing.session?.value ?? '';
      return { key: [date, when, fold(title.value), where].join('\n'), date, airing };
    }),
  );
}
