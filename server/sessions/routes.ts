import { sessionRoutes as contract, type SessionAnswer } from '../../contract/http/sessions.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { KeptSession } from './repo.ts';
import type { SessionsService } from './service.ts';

export function sessionRoutes({ sessions }: { sessions: SessionsService }): BoundRoute[] {
  return [
    handle(contract.list, async ({ principal, query }) => {
      const page = await sessions.list(principal, query);
      return { ...page, items: page.items.map(toAnswer) };
    }),
    handle(contract.create, async ({ principal, body }) =>
      toAnswer(await sessions.create(principal, body)),
    ),
    handle(contract.update, async ({ principal, params, body }) =>
      toAnswer(await sessions.update(principal, params.id, body)),
    ),
    handle(contract.remove, async ({ principal, params, query }) => {
      await sessions.remove(principal, params.id, query.version);
      return null;
    }),
  ];
}

function toAnswer(session: KeptSession): SessionAnswer {
  return {
    ...session,
    weekdays: [...session.weekdays],
    parts: [...session.parts],
    stagger: [...session.stagger],
    modeKeys: [...session.modeKeys],
  };
}
