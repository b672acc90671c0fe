import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { CampaignAnswer } from '../../../contract/http/campaigns.ts';
import { campaignRoutes } from '../../../contract/http/campaigns.ts';
import type { PartnerAnswer } from '../../../contract/http/partners.ts';
import { partnerRoutes } from '../../../contract/http/partners.ts';
import { everyPage } from '../../api/every-page.ts';
import { useApi } from '../../api/use-api.ts';
import { campaignTree } from './campaign-tree.ts';

/** Under what recordings are filed beside their programme: partners and campaigns, archived ones too. */
export const useFiling = defineStore('filing', () => {
  const api = useApi();
  const partners = shallowRef<readonly PartnerAnswer[]>([]);
  const campaigns = shallowRef<readonly CampaignAnswer[]>([]);
  let loading: Promise<void> | null = null;

  async function read(): Promise<void> {
    [partners.value, campaigns.value] = await Promise.all([
      everyPage((query) => api.call(partnerRoutes.list, { query })),
      everyPage((query) => api.call(campaignRoutes.list, { query })),
    ]);
  }

  /** Reads them once, however many ask. */
  function load(): Promise<void> {
    loading ??= read().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  }

  /** Reads them again after a change. */
  function refresh(): Promise<void> {
    loading = null;
    return load();
  }

  const tree = computed(() => campaignTree(campaigns.value));

  function partnerName(id: string | null): string | null {
    return partners.value.find((one) => one.id === id)?.name ?? null;
  }

  function campaignName(id: string | null): string | null {
    return tree.value.find(({ campaign }) => campaign.id === id)?.path ?? null;
  }

  /** What can be chosen; an archived one only where it is chosen already. */
  function partnerOptions(chosen: string | null) {
    return partners.value
      .filter(({ id, archivedAt }) => archivedAt === null || id === chosen)
      .map(({ id, name }) => ({ value: id, label: name }));
  }

  function campaignOptions(chosen: string | null) {
    return tree.value
      .filter(({ campaign }) => campaign.archivedAt === null || campaign.id === chosen)
      .map(({ campaign, path }) => ({ value: campaign.id, label: path }));
  }

  return {
    partners,
    campaigns,
    tree,
    load,
    refresh,
    partnerName,
    campaignName,
    partnerOptions,
    campaignOptions,
  };
});
