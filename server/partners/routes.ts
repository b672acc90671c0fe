import { partnerRoutes as contract } from '../../contract/http/partners.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { PartnersService } from './service.ts';

export function partnerRoutes({ partners }: { partners: PartnersService }): BoundRoute[] {
  return [
    handle(contract.list, ({ query }) => partners.list(query)),
    handle(contract.create, ({ principal, body }) => partners.create(principal, body)),
    handle(contract.update, ({ principal, params: { id }, body }) =>
      partners.update(principal, id, body),
    ),
  ];
}
