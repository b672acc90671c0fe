import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { CampaignAnswer } from '../../../contract/http/campaigns.ts';
import { campaignRoutes } from '../../../contract/http/campaigns.ts';
import type { PartnerAnswer } from '../../../contract/http/partners.ts';
import { partnerRoutes } from '../../../contract/http/partners.ts';
import { everyPage } from '../../api/every-page.ts';
import { useApi } from '../../api/use-api.ts';

/** Campaigns and partners by id: few, seldom changed, named on every page of the library. */
export const useCatalogue = defineStore('catalogue', () => {
  const api = useApi();
  const campaigns = shallowRef<ReadonlyMap<string, CampaignAnswer>>(new Map());
  const partners = shallowRef<ReadonlyMap<string, PartnerAnswer>>(new Map());
  let loading: Promise<void> | null = null;

  async function read(): Promise<void> {
    const [campaignList, partnerList] = await Promise.all([
      everyPage((query) => api.call(campaignRoutes.list, { query })),
      everyPage((query) => api.call(partnerRoutes.list, { query })),
    ]);
    campaigns.value = new Map(campaignList.map((one) => [one.id, one]));
    partners.value = new Map(partnerList.map((one) => [one.id, one]));
  }

  /** Reads them once, however many ask; a failure leaves them unnamed and is tried again. */
  function load(): Promise<void> {
    loading ??= read().catch(() => {
      loading = null;
    });
    return loading;
  }

  /** Reads them again after a change. */
  function refresh(): Promise<void> {
    loading = null;
    return load();
  }

  return { campaigns, partners, load, refresh };
});
