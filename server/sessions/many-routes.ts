import { sessionRoutes as contract } from '../../contract/http/sessions.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { changeManySessions, type ManySessionsDeps } from './change-many.ts';

/** The same change of sessions at many stations. */
export function manySessionsRoutes(deps: ManySessionsDeps): BoundRoute[] {
  return [
    handle(contract.changeMany, ({ principal, query: { dryRun }, body }) =>
      changeManySessions(deps, principal, { ...body, dryRun }),
    ),
  ];
}
