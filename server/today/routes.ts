import { todayRoutes as contract } from '../../contract/http/today.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Asker } from '../questions/ask-aside.ts';
import type { SharedAnswers } from '../questions/share-answers.ts';

export function todayRoutes({
  asker,
  todayAnswers: { share },
}: {
  asker: Asker;
  todayAnswers: SharedAnswers;
}): BoundRoute[] {
  return [
    handle(contract.show, ({ principal, query }) =>
      share({ principal, query }, () => asker.ask('today', { principal, query })),
    ),
  ];
}
