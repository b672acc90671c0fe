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

export interface CampaignPlan {
  funds: Record<FundSource, Fund>;
  targets: readonly CampaignTarget[];
  events: readonly CampaignEvent[];
}

/** What came of one or several plans. */
export interface CampaignOutcome {
  funds: Record<FundSource, Fund>;
  targets: CampaignTarget[];
  events: { kind: EventKind; count: number; attendance: number }[];
}

/**
 * Adds up plans; targets of the same name and unit are one. Events count where they lie in the days, all of them
 * where `days` is left out; money and targets are those of the plans as a whole.
 */
export function addUpPlans(
  plans: readonly CampaignPlan[],
  days?: { from: LocalDate; to: LocalDate },
): CampaignOutcome {
  const funds = { central: { planned: 0, spent: 0 }, counterpart: { planned: 0, spent: 0 } };
  const targets = new Map<string, CampaignTarget>();
  for (const plan of plans) {
    for (const source of fundSources) {
      funds[source].planned += plan.funds[source].planned;
      funds[source].spent += plan.funds[source].spent;
    }
    for (const { name, unit, planned, reached } of plan.targets) {
      const key = `${name.toLocaleLowerCase('vi')} ${unit.toLocaleLowerCase('vi')}`;
      const sum = targets.get(key) ?? { name, unit, planned: 0, reached: 0 };
      targets.set(key, { ...sum, planned: sum.planned + planned, reached: sum.reached + reached });
    }
  }
  const events = plans
    .flatMap((plan) => plan.events)
    .filter(({ date }) => !days || (date >= days.from && date <= days.to));
  return {
    funds,
    targets: [...targets.values()],
    events: eventKinds.map((kind) => {
      const held = events.filter((event) => event.kind === kind);
      const attendance = held.reduce((sum, event) => sum + event.attendance, 0);
      return { kind, count: held.length, attendance };
    }),
  };
}
