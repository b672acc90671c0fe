import { todayRoutes as contract } from '../../contract/http/today.ts';
import type { Clock } from '../../runtime/clock.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Asker } from '../questions/ask-aside.ts';
import { shareAnswers } from '../questions/share-answers.ts';

export function todayRoutes({ asker, clock }: { asker: Asker; clock: Clock }): BoundRoute[] {
  const share = shareAnswers(clock);
  return [
    handle(contract.show, ({ principal, query }) =>
      share({ principal, query }, () => asker.ask('today', { principal, query })),
    ),
  ];
}
