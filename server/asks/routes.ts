import { decisionRoutes } from '../../contract/http/decisions.ts';
import { offerRoutes } from '../../contract/http/offers.ts';
import { standingAnswerRoutes } from '../../contract/http/standing-answers.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { AsksService } from './service.ts';
import type { StandingAnswers } from './standing-service.ts';

export function askRoutes({
  asks,
  standing,
}: {
  asks: AsksService;
  standing: StandingAnswers;
}): BoundRoute[] {
  return [
    handle(offerRoutes.list, ({ principal, query }) => asks.offers(principal, query)),
    handle(offerRoutes.answer, ({ principal, params, body }) =>
      asks.answerOffer(principal, params.id, body),
    ),
    handle(decisionRoutes.list, ({ principal, query }) => asks.decisions(principal, query)),
    handle(decisionRoutes.answer, ({ principal, params, body }) =>
      asks.answerDecision(principal, params.id, body),
    ),
    handle(standingAnswerRoutes.list, ({ principal, query }) => standing.list(principal, query)),
    handle(standingAnswerRoutes.end, async ({ principal, params }) => {
      await standing.end(principal, params.id);
      return null;
    }),
  ];
}
