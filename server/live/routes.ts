import type { Request } from 'express';
import { liveRoutes as contract } from '../../contract/http/live.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Principal } from '../http/principal.ts';
import type { LiveHub } from './hub.ts';

export interface LiveRoutesDeps {
  hub: LiveHub;
  authenticate: (request: Request) => Promise<Principal | null>;
}

export function liveRoutes({ hub, authenticate }: LiveRoutesDeps): BoundRoute[] {
  return [
    handle(contract.listen, ({ principal, request, response }) => {
      hub.add(response, { principal, recheck: () => authenticate(request) });
      return Promise.resolve();
    }),
  ];
}
