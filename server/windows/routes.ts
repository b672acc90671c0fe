import { windowRoutes as contract } from '../../contract/http/windows.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { WindowsService } from './service.ts';

export function windowRoutes({ windows }: { windows: WindowsService }): BoundRoute[] {
  return [
    handle(contract.list, ({ principal, query }) => windows.list(principal, query)),
    handle(contract.create, ({ principal, body }) => windows.create(principal, body)),
    handle(contract.remove, async ({ principal, params }) => {
      await windows.end(principal, params.id);
      return null;
    }),
    handle(contract.people, ({ principal, query }) => windows.people(principal, query)),
  ];
}
