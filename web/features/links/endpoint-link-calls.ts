import type { Client } from '../../../contract/client.ts';
import { declarationRoutes } from '../../../contract/http/declarations.ts';
import { listeningRoutes } from '../../../contract/http/listening.ts';
import { playerLinkRoutes } from '../../../contract/http/player-links.ts';
import type { LinkCalls, LinkKind } from './link-calls.ts';

export type EndpointLinkKind = Exclude<LinkKind, 'calendar'>;

/** How each kind of link to a loudspeaker is read, made and ended. */
export function endpointLinkCalls({
  call,
}: Pick<Client, 'call'>): Record<EndpointLinkKind, LinkCalls> {
  return {
    player: {
      list: (id, signal) => call(playerLinkRoutes.list, { params: { id }, signal }),
      make: (id, name) => call(playerLinkRoutes.create, { params: { id }, body: { name } }),
      revoke: (id) => call(playerLinkRoutes.revoke, { params: { id } }),
    },
    declare: {
      list: (id, signal) => call(declarationRoutes.listLinks, { params: { id }, signal }),
      make: (id, name) => call(declarationRoutes.createLink, { params: { id }, body: { name } }),
      revoke: (id) => call(declarationRoutes.revokeLink, { params: { id } }),
    },
    listen: {
      list: (id, signal) => call(listeningRoutes.listLinks, { params: { id }, signal }),
      make: (id, name) => call(listeningRoutes.createLink, { params: { id }, body: { name } }),
      revoke: (id) => call(listeningRoutes.revokeLink, { params: { id } }),
    },
  };
}
