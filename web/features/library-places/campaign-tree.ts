import type { CampaignAnswer } from '../../../contract/http/campaigns.ts';

export interface CampaignLine {
  campaign: CampaignAnswer;
  depth: number;
  /** With the names of those above it: `Nông thôn mới › Nước sạch`. */
  path: string;
}

/** Campaigns beneath those that they belong to, by name; what belongs to none that is known stands at the top. */
export function campaignTree(campaigns: readonly CampaignAnswer[]): CampaignLine[] {
  const known = new Set(campaigns.map(({ id }) => id));
  const parentOf = ({ parentId }: CampaignAnswer) =>
    parentId !== null && known.has(parentId) ? parentId : null;
  const byName = (a: CampaignAnswer, b: CampaignAnswer) => a.name.localeCompare(b.name, 'vi');
  const lines = (parentId: string | null, depth: number, above: string): CampaignLine[] =>
    campaigns
      .filter((one) => parentOf(one) === parentId)
      .sort(byName)
      .flatMap((campaign) => {
        const path = above === '' ? campaign.name : `${above} › ${campaign.name}`;
        return [{ campaign, depth, path }, ...lines(campaign.id, depth + 1, path)];
      });
  return lines(null, 0, '');
}

/** Where a campaign may be put: anywhere but into itself or what is beneath it. */
export function possibleParents(tree: readonly CampaignLine[], id: string | null): CampaignLine[] {
  const at = tree.findIndex(({ campaign }) => campaign.id === id);
  const own = tree[at];
  const rest = own ? tree.slice(at + 1).findIndex(({ depth }) => depth <= own.depth) : -1;
  const end = rest === -1 ? tree.length : at + 1 + rest;
  return tree.filter(
    ({ campaign }, index) => campaign.archivedAt === null && !(own && index >= at && index < end),
  );
}
