import type { CampaignPlanAnswer, PlanContent } from '../../../contract/http/campaign-plans.ts';
import type { CampaignKind, EventKind } from '../../../core/campaign/campaign-plan.ts';

/** A plan as its form has it: numbers are text until they are saved. */
export interface PlanDraft {
  kind: CampaignKind;
  lead: string;
  leadAreaId: string;
  partnerIds: string[];
  funds: Record<'central' | 'counterpart', Record<'planned' | 'spent', string>>;
  targets: { name: string; unit: string; planned: string; reached: string }[];
  events: { kind: EventKind; title: string; date: string; place: string; attendance: string }[];
}

const numbers = new Intl.NumberFormat('vi-VN');
const shown = (value: number) => (value === 0 ? '' : numbers.format(value));

export function draftOfPlan(plan: CampaignPlanAnswer): PlanDraft {
  const fund = ({ planned, spent }: { planned: number; spent: number }) => ({
    ...{ planned: shown(planned), spent: shown(spent) },
  });
  return {
    ...{ kind: plan.kind, lead: plan.lead ?? '', leadAreaId: plan.leadAreaId ?? '' },
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

/** `1.250.000` as people type it; nothing is 0, and `null` is no number. */
export function typedCount(text: string): number | null {
  const digits = text.replace(/[\s.,]/g, '');
  if (digits === '') return 0;
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

/** What is saved; `null` where something is no number, or a name or a day is missing. */
export function planOfDraft(draft: PlanDraft): PlanContent | null {
  let isWhole = true;
  const count = (text: string) => {
    const value = typedCount(text);
    isWhole &&= value !== null;
    return value ?? 0;
  };
  const fund = ({ planned, spent }: { planned: string; spent: string }) => ({
    ...{ planned: count(planned), spent: count(spent) },
  });
  const plan: PlanContent = {
    kind: draft.kind,
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
  isWhole &&= plan.targets.every(({ name, unit }) => name !== '' && unit !== '');
  isWhole &&= plan.events.every(({ title, date }) => title !== '' && date !== '');
  return isWhole ? plan : null;
}
