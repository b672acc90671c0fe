import type { LocalDate } from '../time/zoned.ts';

export const campaignKinds = ['programme', 'project', 'year_plan', 'other'] as const;
export type CampaignKind = (typeof campaignKinds)[number];

/** Where money comes from: the state's budget (trung ương), or what the place adds (đối ứng). */
export const fundSources = ['central', 'counterpart'] as const;
export type FundSource = (typeof fundSources)[number];

export const eventKinds = ['class', 'conference', 'other'] as const;
export type EventKind = (typeof eventKinds)[number];

/** In đồng. */
export interface Fund {
  planned: number;
  spent: number;
}

/** Something to be counted: 2,000 booklets, of which so many were made. */
export interface CampaignTarget {
  name: string;
  unit: string;
  planned: number;
  reached: number;
}

/** A training class or a conference, and how many came. */
export interface CampaignEvent {
  kind: EventKind;
  title: string;
  date: LocalDate;
  place: string;
  attendance: number;
}

/** Money and targets. */
export interface PlanMeans {
  funds: Record<FundSource, Fund>;
  targets: readonly CampaignTarget[];
}

export interface CampaignPlan extends PlanMeans {
  /** Of a plan of a year; `null`: its money and targets are those of all its years. */
  year: number | null;
  events: readonly CampaignEvent[];
}

/** Money and targets of several plans, added up. */
export interface OutcomeMeans extends PlanMeans {
  targets: CampaignTarget[];
}

/** What came of one or several plans. */
export interface CampaignOutcome {
  /** Of the plans of the years that are asked; `null`: none of them tells of any. */
  ofYears: OutcomeMeans | null;
  /** Of programmes and projects as a whole, which no year has by itself. */
  whole: OutcomeMeans | null;
  events: { kind: EventKind; count: number; attendance: number }[];
}

/** Days that are asked; all days where they are left out. */
export type OutcomeDays = { from: LocalDate; to: LocalDate } | undefined;

/** Of what a plan's money and targets are: of the years asked, of the whole, or of other years. */
export function planScope(
  { year }: Pick<CampaignPlan, 'year'>,
  days: OutcomeDays,
): 'ofYears' | 'whole' | 'otherYears' {
  if (year === null) return 'whole';
  const isAsked =
    !days || (year >= Number(days.from.slice(0, 4)) && year <= Number(days.to.slice(0, 4)));
  return isAsked ? 'ofYears' : 'otherYears';
}

/** Whether an event lies in the days. */
export function isHeldIn({ date }: Pick<CampaignEvent, 'date'>, days: OutcomeDays): boolean {
  return !days || (date >= days.from && date <= days.to);
}

/**
 * Adds up plans; targets of the same name and unit are one. Events count where they lie in the days; money and
 * targets of plans of a year with those of their year, and those of a whole apart from them: a project's plan is
 * what its yearly plans divide, and both together would tell it twice.
 */
export function addUpPlans(plans: readonly CampaignPlan[], days?: OutcomeDays): CampaignOutcome {
  const meansOf = (scope: 'ofYears' | 'whole') =>
    addUpMeans(plans.filter((plan) => planScope(plan, days) === scope));
  const events = plans.flatMap((plan) => plan.events).filter((event) => isHeldIn(event, days));
  return {
    ...{ ofYears: meansOf('ofYears'), whole: meansOf('whole') },
    events: eventKinds.map((kind) => {
      const held = events.filter((event) => event.kind === kind);
      const attendance = held.reduce((sum, event) => sum + event.attendance, 0);
      return { kind, count: held.length, attendance };
    }),
  };
}

/** What two targets have in common that are one. */
export function targetKey({ name, unit }: Pick<CampaignTarget, 'name' | 'unit'>): string {
  return `${name.toLocaleLowerCase('vi')} ${unit.toLocaleLowerCase('vi')}`;
}

function addUpMeans(plans: readonly PlanMeans[]): OutcomeMeans | null {
  const funds = { central: { planned: 0, spent: 0 }, counterpart: { planned: 0, spent: 0 } };
  const targets = new Map<string, CampaignTarget>();
  for (const plan of plans) {
    for (const source of fundSources) {
      funds[source].planned += plan.funds[source].planned;
      funds[source].spent += plan.funds[source].spent;
    }
    for (const target of plan.targets) {
      const { name, unit, planned, reached } = target;
      const key = targetKey(target);
      const sum = targets.get(key) ?? { name, unit, planned: 0, reached: 0 };
      targets.set(key, { ...sum, planned: sum.planned + planned, reached: sum.reached + reached });
    }
  }
  const isSaid = fundSources.some((one) => funds[one].planned > 0 || funds[one].spent > 0);
  return isSaid || targets.size > 0 ? { funds, targets: [...targets.values()] } : null;
}
