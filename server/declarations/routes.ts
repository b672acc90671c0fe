import { declarationRoutes as contract } from '../../contract/http/declarations.ts';
import { handle, handlePublic, type BoundRoute } from '../http/handler.ts';
import { declare, declareDay } from './declare.ts';
import { createDeclareLinks, type DeclareLinksDeps } from './links.ts';

/** People who play by hand, and say what was aired. */
export function declarationRoutes(deps: DeclareLinksDeps): BoundRoute[] {
  const links = createDeclareLinks(deps);
  return [
    handle(contract.listLinks, async ({ principal, params }) => ({
      items: await links.list(principal, params.id),
    })),
    handle(contract.createLink, ({ principal, params, body }) =>
      links.create(principal, params.id, body.name),
    ),
    handle(contract.revokeLink, async ({ principal, params }) => {
      await links.revoke(principal, params.id);
      return null;
    }),
    handlePublic(contract.day, async ({ body, request }) =>
      declareDay(deps, await links.open(body.token, request.ip ?? ''), body.date),
    ),
    handlePublic(contract.declare, async ({ body, request }) =>
      declare(deps, await links.open(body.token, request.ip ?? ''), body),
    ),
  ];
}
