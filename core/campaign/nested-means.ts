import {
  fundSources,
  targetKey,
  type CampaignPlan,
  type CampaignTarget,
  type Fund,
  type FundSource,
} from './campaign-plan.ts';

/** A campaign, what it sets out to do (`null`: nobody has written it), and what nests in it. */
export interface CampaignBranch {
  campaignId: string;
  campaignName: string;
  plan: CampaignPlan | null;
  beneath: readonly CampaignBranch[];
}

/** What is planned, and what was spent or reached of it. */
export interface Amount {
  planned: number;
  done: number;
}

/** What one campaign has of a figure. */
export interface AmountPart extends Amount {
  campaignId: string;
  campaignName: string;
}

/** A figure, and what is written of it one step beneath: its allotments, which need not come to it. */
interface Nested extends Amount {
  parts: AmountPart[];
}

/** Money and targets of a campaign with all that nests in it. */
export interface NestedMeans {
  funds: Record<FundSource, Fund & { parts: AmountPart[] }>;
  targets: (CampaignTarget & { parts: AmountPart[] })[];
}

/** Plans that divide each other, and no plans of another layer. */
export type Layer = (plan: CampaignPlan) => boolean;

/** What a plan says of one figure; zero: it says nothing. */
type Say = (plan: CampaignPlan) => Amount;

const nothing: Amount = { planned: 0, done: 0 };

/**
 * Adds up layers, one after another. In each, what a campaign says of a figure itself is that figure, and what nests
 * in it says how that is divided; a campaign that says nothing of it has the sum of what nests in it.
 * @returns `null` where no plan of these layers tells of money or targets
 */
export function nestedMeans(root: CampaignBranch, layers: readonly Layer[]): NestedMeans | null {
  const figure = (say: Say) =>
    joined(
      layers.map((isMeant) => figureOf(root, (plan) => (isMeant(plan) ? say(plan) : nothing))),
    );
  const fund = (source: FundSource) => {
    const { planned, done, parts } = figure(({ funds }) => ({
      ...{ planned: funds[source].planned, done: funds[source].spent },
    }));
    return { planned, spent: done, parts };
  };
  const plans = plansOf(root).filter((plan) => layers.some((isMeant) => isMeant(plan)));
  const named = new Map<string, CampaignTarget>();
  for (const target of plans.flatMap(({ targets }) => targets))
    if (!named.has(targetKey(target))) named.set(targetKey(target), target);
  const targets = [...named].map(([key, { name, unit }]) => {
    const { planned, done, parts } = figure((plan) => targetOf(plan, key));
    return { name, unit, planned, reached: done, parts };
  });
  const funds = { central: fund('central'), counterpart: fund('counterpart') };
  const isSaid = fundSources.some((one) => funds[one].planned > 0 || funds[one].spent > 0);
  return isSaid || targets.length > 0 ? { funds, targets } : null;
}

/** What of a figure its parts do not have; less than nothing where they have more. */
export function restOf({ planned, done }: Amount, parts: readonly Amount[]): Amount {
  const sum = sumOf(parts);
  return { planned: planned - sum.planned, done: done - sum.done };
}

/** Whether a plan tells of money or targets. */
export function tellsMeans({ funds, targets }: CampaignPlan): boolean {
  const isSaid = fundSources.some((one) => funds[one].planned > 0 || funds[one].spent > 0);
  return isSaid || targets.length > 0;
}

/** Plans of a campaign and of all that nests in it, its own first. */
export function plansOf({ plan, beneath }: CampaignBranch): CampaignPlan[] {
  return [...(plan ? [plan] : []), ...beneath.flatMap(plansOf)];
}

function figureOf(branch: CampaignBranch, say: Say): Nested {
  const figure = addUp(branch, say);
  return figure.parts.length > 0 ? figure : { ...figure, parts: saidBy(branch, say) };
}

function addUp({ plan, beneath }: CampaignBranch, say: Say): Nested {
  const parts = beneath.flatMap((one) => saidBy(one, say));
  const own = plan ? say(plan) : nothing;
  const sum = sumOf(parts);
  return {
    planned: own.planned > 0 ? own.planned : sum.planned,
    done: own.done > 0 ? own.done : sum.done,
    parts,
  };
}

/** The campaign, if it says something of the figure; otherwise those beneath it that do. */
function saidBy(branch: CampaignBranch, say: Say): AmountPart[] {
  const { campaignId, campaignName, plan } = branch;
  const own = plan ? say(plan) : nothing;
  const { planned, done, parts } = addUp(branch, say);
  const isSaid = own.planned > 0 || own.done > 0;
  return isSaid ? [{ campaignId, campaignName, planned, done }] : parts;
}

function targetOf({ targets }: CampaignPlan, key: string): Amount {
  const same = targets.filter((target) => targetKey(target) === key);
  return sumOf(same.map(({ planned, reached }) => ({ planned, done: reached })));
}

function joined(figures: readonly Nested[]): Nested {
  return { ...sumOf(figures), parts: figures.flatMap(({ parts }) => parts) };
}

function sumOf(amounts: readonly Amount[]): Amount {
  return {
    planned: amounts.reduce((sum, { planned }) => sum + planned, 0),
    done: amounts.reduce((sum, { done }) => sum + done, 0),
  };
}
