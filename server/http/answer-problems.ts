import type { ErrorRequestHandler, RequestHandler } from 'express';
import { AppError } from '../../runtime/error.ts';
import type { Logger } from '../../runtime/log.ts';
import { toProblem } from './problem.ts';
import { requestIdOf } from './request-id.ts';

/** Whatever no route has taken. */
export const refuseUnknownRoute: RequestHandler = ({ method, path }) => {
  throw new AppError('route_not_found', `there is no ${method} ${path}`);
};

/** Every refusal and failure leaves through here. */
export function answerProblems(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const requestId = requestIdOf(response);
    const { status, headers, body } = toProblem(error, requestId);
    if (status >= 500 && body.code !== 'time_limit') {
      log.error({ err: error, requestId, method: request.method, path: request.path }, 'failed');
    }
    if (response.headersSent) {
      // The answer was under way: only its sudden end tells that it is not whole.
      response.destroy();
      return;
    }
    // Express would add a charset, which JSON does not have.
    response.setHeaders(new Map(Object.entries(headers)));
    response.status(status).end(JSON.stringify(body));
  };
}
