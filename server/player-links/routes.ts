import type { Request } from 'express';
import { playerLinkRoutes as contract } from '../../contract/http/player-links.ts';
import { signedHead } from '../../contract/station/head.ts';
import { m3uOf } from '../../core/playlist/m3u.ts';
import { plainList } from '../../core/playlist/plain-list.ts';
import { AppError } from '../../runtime/error.ts';
import { createEndpointLinks, type EndpointLinksDeps, type LinkKind } from '../endpoints/links.ts';
import { handle, handlePublic, type BoundRoute } from '../http/handler.ts';
import { readObjects } from '../objects/objects.ts';
import type { EndpointCache } from '../station-api/endpoint-cache.ts';
import { serveMedia, type MediaDeps } from '../station-api/serve-media.ts';
import { readPlaylist } from '../timetable/stored-day.ts';
import { createLinkOpener, type OpenLink } from './open-link.ts';

export interface PlayerRoutesDeps extends EndpointLinksDeps, MediaDeps {
  cache: EndpointCache;
  /** As stations reach the server; `null`: as this one did. */
  url: string | null;
}

const linkKind: LinkKind = {
  table: 'player_link',
  prefix: 'ply_',
  pathOf: (token) => `/station/v1/playlist.m3u8?token=${token}`,
};

/** Lists for players that know nothing but playlists, and their files. */
export function playerLinkRoutes(deps: PlayerRoutesDeps): BoundRoute[] {
  const links = createEndpointLinks(deps, linkKind);
  const opener = createLinkOpener(deps);
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
    handlePublic(contract.playlist, async ({ query, request, response }) => {
      const link = await opener.byToken(query.token, request.ip ?? '');
      const text = await listOf(deps, link, { part: query.part, origin: originOf(deps, request) });
      response.set({
        // Not the type of HLS, whose lists are another thing.
        'content-type': 'audio/x-mpegurl; charset=utf-8',
        'content-disposition': 'inline; filename="playlist.m3u8"',
        'cache-control': 'private, no-store',
      });
      response.end(text);
    }),
    handlePublic(contract.sound, async ({ params, query, request, response }) => {
      const sha256 = params.file.slice(0, -'.mp3'.length);
      const address = request.ip ?? '';
      const { endpointId } = await opener.bySoundToken(query.token, { sha256, address });
      await serveMedia(deps, await known(deps, endpointId), sha256, { request, response });
    }),
  ];
}

async function listOf(
  deps: PlayerRoutesDeps,
  link: OpenLink,
  { part, origin }: { part: 'now' | 'next'; origin: string },
): Promise<string> {
  const { head } = await known(deps, link.endpointId);
  const { days, stopped } = head
    ? signedHead.parse(JSON.parse(head.bytes.toString()))
    : { days: [], stopped: [] };
  const objects = await readObjects(
    deps.db,
    days.map(({ playlist }) => playlist),
  );
  const playlists = days.flatMap(({ playlist }) => readPlaylist(objects.get(playlist)) ?? []);
  const now = deps.clock.now();
  return m3uOf(plainList(playlists, { now, stopped: new Set(stopped), part }), {
    name: link.endpointName,
    urlOf: (sha256) => `${origin}/station/v1/sounds/${sha256}.mp3?token=${link.soundToken(sha256)}`,
  });
}

async function known({ cache }: PlayerRoutesDeps, endpointId: string) {
  const endpoint = await cache.find(endpointId);
  if (!endpoint) throw new AppError('player_link_not_found', 'the endpoint is gone');
  return endpoint;
}

function originOf({ url }: PlayerRoutesDeps, request: Request): string {
  return url ?? `${request.protocol}://${request.get('host') ?? 'localhost'}`;
}
