import { templateRoutes as contract } from '../../contract/http/templates.ts';
import type { WeekEntry } from '../../core/template/week-entry.ts';
import type { PlanDeps } from '../history/plan.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { bringBack } from './bring-back.ts';
import { copyWeek } from './copy-week.ts';
import { listTemplates } from './repo.ts';
import { createTemplatesService } from './service.ts';

export function templateRoutes(deps: PlanDeps): BoundRoute[] {
  const templates = createTemplatesService(deps);
  return [
    handle(contract.list, ({ principal, query }) => listTemplates(deps.db, principal, query)),
    handle(contract.get, async ({ principal, params }) => {
      const { template, entries } = await templates.get(principal, params.id);
      return { template, entries: entries.map(toAnswer) };
    }),
    handle(contract.create, ({ principal, body }) => templates.create(principal, body)),
    handle(contract.update, ({ principal, params, body }) =>
      templates.rename(principal, params.id, body),
    ),
    handle(contract.remove, async ({ principal, params, query }) => {
      await templates.remove(principal, params.id, query.version);
      return null;
    }),
    handle(contract.bringBack, ({ principal, params }) => bringBack(deps, principal, params.id)),
    handle(contract.apply, ({ principal, params, query, body }) =>
      templates.apply(principal, params.id, { ...query, ...body }),
    ),
    handle(contract.copyWeek, ({ principal, query, body }) =>
      copyWeek(deps, principal, { ...query, ...body }),
    ),
  ];
}

function toAnswer(entry: WeekEntry) {
  if (entry.kind === 'broadcast')
    return { kind: entry.kind, title: entry.body.title, days: [...entry.days] };
  return { kind: entry.kind, title: entry.title, days: [entry.day] };
}
