import { broadcast } from '../../contract/http/broadcasts.ts';
import type { QuickLineAnswer } from '../../contract/http/plans.ts';
import { recurrence } from '../../contract/recurrence.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import type { Principal } from '../http/principal.ts';
import { partsOfLine } from './drafts-of-line.ts';
import { readPlanGround, type GroundDeps, type PlanPlace } from './plan-ground.ts';
import type { PlanReader } from './plan-reader.ts';
import { skipped, toldLine } from './read-lines.ts';

/** Its order among the items of a session, where the editor would put a new one. */
const order = 10;

/**
 * Understands one typed line; what it says of a broadcast is for the editor to be filled with.
 * @throws AppError `area_not_found`, `station_not_found`, `not_allowed`
 */
export async function understandLine(
  deps: GroundDeps & { reader: PlanReader },
  principal: Principal,
  { text, language, ...place }: PlanPlace & { text: string; language: Language },
): Promise<QuickLineAnswer> {
  const ground = await readPlanGround(deps, principal, place);
  const { line } = await deps.reader.line(text, ground.context);
  if (line.kind === 'skipped') {
    const targets = { areas: [], stations: [], endpoints: [], groups: [], except: [] };
    const none = { title: null, programmeId: null, class: null, placement: null, dates: null };
    return { line: skipped(line), draft: { ...none, items: [], targets } };
  }
  const meant = { ground, chosenId: null, order };
  const { title, programmeId, dates, placements, items, targets } = partsOfLine(line, meant);
  const [placement = null] = placements;
  return {
    line: toldLine(line, { ...meant, language }),
    draft: {
      title: title === '' ? null : title,
      ...{ programmeId, class: line.class?.value ?? null },
      // What no broadcast can hold is the line's fault, and for the person to fill in.
      items: items.length === 0 ? [] : (broadcast.shape.items.safeParse(items).data ?? []),
      placement: broadcast.shape.placement.safeParse(placement).data ?? null,
      dates: recurrence.safeParse(dates).data ?? null,
      targets: broadcast.shape.targets.parse(targets),
    },
  };
}
