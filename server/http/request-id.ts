import type { RequestHandler, Response } from 'express';
import type { Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';

export const requestIdHeader = 'Loa-Request-Id';

/** Names each request; the name stands in the answer's header, in problems and in the log. */
export function nameRequests(clock: Clock): RequestHandler {
  return (_request, response, next) => {
    response.setHeader(requestIdHeader, newId(clock));
    next();
  };
}

export function requestIdOf(response: Response): string {
  return String(response.getHeader(requestIdHeader));
}
