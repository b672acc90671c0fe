import { occurrenceRoutes as contract } from '../../contract/http/occurrences.ts';
import { reportRoutes as sums } from '../../contract/http/reports.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { requireWeek, requireYear } from './local-days.ts';

export function reportRoutes({ asker }: { asker: Asker }): BoundRoute[] {
  return [
    handle(contract.asRun, async ({ principal, query }) => {
      requireWeek(query);
      return await asker.ask('asRun', { principal, query });
    }),
    handle(sums.plays, async ({ principal, query }) => {
      requireYear(query);
      return await asker.ask('plays', { principal, query });
    }),
  ];
}
