import { tokenRoutes as contract } from '../../contract/http/tokens.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Tokens } from './tokens.ts';

export function tokenRoutes({ tokens }: { tokens: Tokens }): BoundRoute[] {
  return [
    handle(contract.list, async ({ principal }) => ({ items: await tokens.list(principal) })),
    handle(contract.create, ({ principal, body }) => tokens.create(principal, body)),
    handle(contract.revoke, async ({ principal, params: { id } }) => {
      await tokens.revoke(principal, id);
      return null;
    }),
  ];
}
