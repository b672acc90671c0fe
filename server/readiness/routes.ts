import { readinessRoutes as contract } from '../../contract/http/readiness.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Asker } from '../questions/ask-aside.ts';

export function readinessRoutes({ asker }: { asker: Asker }): BoundRoute[] {
  return [
    handle(contract.ofOccurrence, ({ principal, params }) =>
      asker.ask('occurrenceReadiness', { principal, query: params }),
    ),
    handle(contract.ofDay, ({ principal, query }) =>
      asker.ask('dayReadiness', { principal, query }),
    ),
    handle(contract.ofSubject, ({ principal, params, query }) =>
      asker.ask('subjectReadiness', { principal, query: { ...query, subject: params.subject } }),
    ),
  ];
}
