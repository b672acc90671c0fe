import {
  eventKinds,
  isHeldIn,
  planScope,
  type CampaignPlan,
  type EventKind,
  type OutcomeDays,
} from './campaign-plan.ts';
import {
  nestedMeans,
  plansOf,
  tellsMeans,
  type CampaignBranch,
  type NestedMeans,
} from './nested-means.ts';

/** What came of a campaign with everything beneath it. */
export interface CampaignOutcome {
  /** Of the plans of the years that are asked; `null`: none of them tells of any. */
  ofYears: NestedMeans | null;
  /** Of programmes and projects as a whole, with what their yearly plans divide; `null`: none of them tells of any. */
  whole: NestedMeans | null;
  events: { kind: EventKind; count: number; attendance: number }[];
}

/**
 * Events count where they lie in the days; money and targets of plans of a year with those of their year, each year by
 * itself, and those of a whole apart from them: a project's plan is what its yearly plans divide.
 */
export function campaignOutcome(root: CampaignBranch, days?: OutcomeDays): CampaignOutcome {
  const plans = plansOf(root);
  const events = plans.flatMap((plan) => plan.events).filter((event) => isHeldIn(event, days));
  return {
    ...{ ofYears: meansOfYears(root, days), whole: meansOfWhole(root) },
    events: eventKinds.map((kind) => {
      const held = events.filter((event) => event.kind === kind);
      const attendance = held.reduce((sum, event) => sum + event.attendance, 0);
      return { kind, count: held.length, attendance };
    }),
  };
}

function meansOfYears(root: CampaignBranch, days: OutcomeDays): NestedMeans | null {
  const isAsked = (plan: CampaignPlan) => planScope(plan, days) === 'ofYears';
  const years = new Set(
    plansOf(root)
      .filter(isAsked)
      .map(({ year }) => year),
  );
  return nestedMeans(
    root,
    [...years].map((year) => (plan: CampaignPlan) => isAsked(plan) && plan.year === year),
  );
}

/** A yearly plan divides the whole that it nests in; by itself it is none. */
function meansOfWhole(root: CampaignBranch): NestedMeans | null {
  const isWhole = ({ kind }: CampaignPlan) => kind !== 'year_plan';
  if (!plansOf(root).some((plan) => isWhole(plan) && tellsMeans(plan))) return null;
  const isOfYear = root.plan !== null && !isWhole(root.plan);
  return nestedMeans(root, [isOfYear ? isWhole : () => true]);
}
