import type { Request, Response } from 'express';
import { calendarRoutes as contract } from '../../contract/http/calendars.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { handle, handlePublic, type BoundRoute } from '../http/handler.ts';
import { stationCalendar, type FeedDeps } from './feed.ts';
import { createCalendarLinks } from './links.ts';

export function calendarRoutes(deps: FeedDeps): BoundRoute[] {
  const links = createCalendarLinks(deps);
  return [
    handle(contract.list, async ({ principal, params }) => ({
      items: await links.list(principal, params.id),
    })),
    handle(contract.create, ({ principal, params, body }) =>
      links.create(principal, params.id, body.name),
    ),
    handle(contract.revoke, async ({ principal, params }) => {
      await links.revoke(principal, params.id);
      return null;
    }),
    handlePublic(contract.feed, async ({ params, query, request, response }) => {
      const address = request.ip ?? '';
      const station = await links.open({ stationId: params.id, token: query.token, address });
      sendCalendar(request, response, await stationCalendar(deps, station, query.language));
    }),
  ];
}

/** Programs ask every hour: what they have already is not sent again. */
function sendCalendar(request: Request, response: Response, text: string): void {
  response.set({
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="timetable.ics"',
    'cache-control': 'private, no-cache',
    etag: `"${sha256(text)}"`,
  });
  if (request.fresh) response.status(304).end();
  else response.end(text);
}
