import type { TimetableChange } from '../../contract/http/timetable-change.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import { airOf, rowAfter, type Plan, type PlanDeps } from './plan.ts';
import { versionsInWords } from './versions-in-words.ts';

/** So many broadcasts are told one by one. */
const mostTold = 200;

/** What a plan does, in words; with the air, also what would be heard otherwise. */
export async function tellPlan(
  deps: PlanDeps,
  plan: Plan,
  { language, withAir }: { language: Language; withAir: boolean },
): Promise<TimetableChange> {
  const { writes, notes, seen } = plan;
  const areas = await deps.access.areas();
  const told = writes.slice(0, mostTold);
  const words = await versionsInWords(
    { db: deps.db, areas },
    told.map((write) => ({ before: write.before, after: rowAfter(write) })),
    language,
  );
  const isWithdrawal = ({ before, columns }: Plan['writes'][number]) =>
    before?.state === 'active' && columns.state === 'withdrawn';
  const made = writes.filter(({ before }) => before === null).length;
  const withdrawn = writes.filter(isWithdrawal).length;
  return {
    made,
    changed: writes.length - made - withdrawn,
    withdrawn,
    already: 0,
    broadcasts: told.map(({ columns }, index) => ({
      title: columns.title,
      changes: words[index] ?? [],
    })),
    air: withAir ? await airOf(deps, writes, language) : null,
    notes: [...notes],
    seen,
    change: null,
    before: null,
  };
}
