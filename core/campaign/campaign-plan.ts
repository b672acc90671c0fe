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
  kind: CampaignKind;
  /** Of a plan of a year; `null`: of none, or nobody said of which. */
  year: number | null;
  events: readonly CampaignEvent[];
}

/** Days that are asked; all days where they are left out. */
export type OutcomeDays = { from: LocalDate; to: LocalDate } | undefined;

/** Of what a plan's money and targets are; `noYear`: of a year that nobody said, where years are asked. */
export const planScopes = ['ofYears', 'whole', 'otherYears', 'noYear'] as const;
export type PlanScope = (typeof planScopes)[number];

export function planScope(
  { kind, year }: Pick<CampaignPlan, 'kind' | 'year'>,
  days: OutcomeDays,
): PlanScope {
  if (kind !== 'year_plan') return 'whole';
  if (!days) return 'ofYears';
  if (year === null) return 'noYear';
  const [from, to] = [days.from, days.to].map((day) => Number(day.slice(0, 4)));
  return year >= (from ?? year) && year <= (to ?? year) ? 'ofYears' : 'otherYears';
}

/** Whether an event lies in the days. */
export function isHeldIn({ date }: Pick<CampaignEvent, 'date'>, days: OutcomeDays): boolean {
  return !days || (date >= days.from && date <= days.to);
}

/** What two targets have in common that are one. */
export function targetKey({ name, unit }: Pick<CampaignTarget, 'name' | 'unit'>): string {
  return `${name.toLocaleLowerCase('vi')} ${unit.toLocaleLowerCase('vi')}`;
}
