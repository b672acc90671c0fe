import { campaignRoutes as contract } from '../../contract/http/campaigns.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { CampaignsService } from './service.ts';

export function campaignRoutes({ campaigns }: { campaigns: CampaignsService }): BoundRoute[] {
  return [
    handle(contract.list, ({ query }) => campaigns.list(query)),
    handle(contract.create, ({ principal, body }) => campaigns.create(principal, body)),
    handle(contract.update, ({ principal, params: { id }, body }) =>
      campaigns.update(principal, id, body),
    ),
  ];
}
