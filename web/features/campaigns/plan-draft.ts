import type { CampaignPlanAnswer, PlanContent } from '../../../contract/http/campaign-plans.ts';
import type { CampaignKind, EventKind } from '../../../core/campaign/campaign-plan.ts';
import {
  typedCount,
  typedFund,
  type Typed,
  type TypedFault,
} from '../../../core/text/typed-number.ts';

/** A plan as its form has it: numbers are text until they are saved. */
export interface PlanDraft {
  kind: CampaignKind;
  year: string;
  lead: string;
  leadAreaId: string;
  partnerIds: string[];
  funds: Record<'central' | 'counterpart', Record<'planned' | 'spent', string>>;
  targets: { name: string; unit: string; planned: string; reached: string }[];
  events: { kind: EventKind; title: string; date: string; place: string; attendance: string }[];
}

/** What keeps a plan from being saved, and what was typed there. */
export interface PlanFault {
  fault: TypedFault | 'no_year' | 'half_said';
  text: string;
}

const numbers = new Intl.NumberFormat('vi-VN');
const shown = (value: number) => (value === 0 ? '' : numbers.format(value));

export function draftOfPlan(plan: CampaignPlanAnswer): PlanDraft {
  const fund = ({ planned, spent }: { planned: number; spent: number }) => ({
    ...{ planned: shown(planned), spent: shown(spent) },
  });
  return {
    ...{ kind: plan.kind, year: plan.year === null ? '' : String(plan.year) },
    ...{ lead: plan.lead ?? '', leadAreaId: plan.leadAreaId ?? '' },
    partnerIds: [...plan.partnerIds],
    funds: { central: fund(plan.funds.central), counterpart: fund(plan.funds.counterpart) },
    targets: plan.targets.map(({ planned, reached, ...rest }) => ({
      ...{ ...rest, planned: shown(planned), reached: shown(reached) },
    })),
    events: plan.events.map(({ attendance, ...rest }) => ({
      ...{ ...rest, attendance: shown(attendance) },
    })),
  };
}

/** What is saved, or the first thing that keeps it from being saved. */
export function planOfDraft(
  draft: PlanDraft,
): { content: PlanContent; fault: null } | { content: null; fault: PlanFault } {
  const faults: PlanFault[] = [];
  const read = (typed: (text: string) => Typed) => (text: string) => {
    const { value, fault } = typed(text);
    if (fault !== null) faults.push({ fault, text });
    return value ?? 0;
  };
  const [count, money] = [read(typedCount), read(typedFund)];
  const fund = ({ planned, spent }: { planned: string; spent: string }) => ({
    ...{ planned: money(planned), spent: money(spent) },
  });
  const content: PlanContent = {
    ...{ kind: draft.kind, year: draft.kind === 'year_plan' ? yearOf(draft.year) : null },
    lead: draft.lead.trim() === '' ? null : draft.lead.trim(),
    leadAreaId: draft.leadAreaId === '' ? null : draft.leadAreaId,
    partnerIds: [...draft.partnerIds],
    funds: { central: fund(draft.funds.central), counterpart: fund(draft.funds.counterpart) },
    targets: draft.targets.map(({ name, unit, planned, reached }) => ({
      ...{ name: name.trim(), unit: unit.trim(), planned: count(planned), reached: count(reached) },
    })),
    events: draft.events.map(({ kind, title, date, place, attendance }) => ({
      ...{ kind, title: title.trim(), date, place: place.trim(), attendance: count(attendance) },
    })),
  };
  if (content.kind === 'year_plan' && content.year === null)
    faults.push({ fault: 'no_year', text: draft.year });
  const isWhole =
    content.targets.every(({ name, unit }) => name !== '' && unit !== '') &&
    content.events.every(({ title, date }) => title !== '' && date !== '');
  if (!isWhole) faults.push({ fault: 'half_said', text: '' });
  const [fault] = faults;
  return fault ? { content: null, fault } : { content, fault: null };
}

function yearOf(text: string): number | null {
  return /^20\d\d$/.test(text.trim()) ? Number(text) : null;
}
