import type { OccurrenceRow } from '../../../contract/http/occurrences.ts';
import type { ProgrammeAnswer } from '../../../contract/http/programmes.ts';
import type { LocalDate } from '../../../core/time/zoned.ts';

/** What a programme has on some days. */
export interface ProgrammeRow {
  /** `null`: what belongs to none that is known. */
  programme: ProgrammeAnswer | null;
  days: ReadonlyMap<LocalDate, readonly OccurrenceRow[]>;
}

/** Lines apart by programme and day, by name; what belongs to none comes last. */
export function programmeRows(
  lines: readonly OccurrenceRow[],
  programmes: ReadonlyMap<string, ProgrammeAnswer>,
): ProgrammeRow[] {
  const rows = new Map<string, { programme: ProgrammeAnswer | null; days: DayLines }>();
  for (const line of lines) {
    const programme = programmes.get(line.programmeId ?? '') ?? null;
    const row = rows.get(programme?.id ?? '') ?? { programme, days: new Map() };
    rows.set(programme?.id ?? '', row);
    const day = row.days.get(line.date);
    if (day) day.push(line);
    else row.days.set(line.date, [line]);
  }
  return [...rows.values()].sort(
    ({ programme: a }, { programme: b }) =>
      Number(a === null) - Number(b === null) || (a?.name ?? '').localeCompare(b?.name ?? '', 'vi'),
  );
}

type DayLines = Map<LocalDate, OccurrenceRow[]>;
