import type { RequestHandler } from 'express';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import { requestIdOf } from './request-id.ts';

/** One line a request when it has ended. Queries are left out: they may carry tokens. */
export function logRequests(log: Logger, clock: Clock): RequestHandler {
  return (request, response, next) => {
    const begun = clock.monotonic();
    const { method, path } = request;
    response.once('close', () => {
      const line = {
        requestId: requestIdOf(response),
        method,
        path,
        status: response.statusCode,
        ms: Math.round(clock.monotonic() - begun),
        ...(response.writableFinished ? {} : { cut: true }),
      };
      // What is asked all the time says nothing while all is well.
      if (method === 'GET' && response.statusCode < 500) log.debug(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}
