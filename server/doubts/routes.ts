import { doubtRoutes as contract } from '../../contract/http/doubts.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { decideDoubtful, type DecideDeps } from './decide.ts';
import { listDoubtful, listGaps } from './list-doubtful.ts';

export function doubtRoutes(deps: DecideDeps): BoundRoute[] {
  const { db, clock } = deps;
  return [
    handle(contract.list, ({ principal, query }) => listDoubtful(db, principal, query)),
    handle(contract.gaps, async ({ principal }) => ({
      items: await listGaps(db, principal, clock.now()),
    })),
    handle(contract.decide, async ({ principal, params, body }) => {
      await decideDoubtful(deps, principal, { id: params.id, decision: body.decision });
      return null;
    }),
  ];
}
