import { z } from 'zod';
import { route } from '../route.ts';
import { byId, epochMs, id, label } from '../scalar.ts';

/** A link by which a player that knows only playlists (VLC, mpv, Liquidsoap) sounds what an endpoint would. */
export const playerLink = z.object({
  id,
  endpointId: id,
  /** For which player it is. */
  name: z.string(),
  /** Who made it. */
  userName: z.string(),
  createdAt: epochMs,
  /** When it was last read by, to the minute; `null`: never. */
  usedAt: epochMs.nullable(),
});
export type PlayerLinkAnswer = z.output<typeof playerLink>;

const list = route({
  method: 'GET',
  path: '/api/v1/endpoints/:id/player-links',
  summary: 'Links by which plain players play the list of an endpoint, newest first',
  access: 'endpoint.pair',
  params: byId,
  answer: z.object({ items: z.array(playerLink) }),
  errors: ['endpoint_not_found'],
});

const create = route({
  method: 'POST',
  path: '/api/v1/endpoints/:id/player-links',
  summary: 'Make a link for one player; its path is shown this once',
  access: 'endpoint.pair',
  params: byId,
  body: z.object({ name: label }),
  answer: playerLink.extend({
    /** Below this server's origin, with the secret in it. */
    path: z.string(),
  }),
  status: 201,
  errors: ['endpoint_not_found', 'endpoint_revoked'],
});

const revoke = route({
  method: 'DELETE',
  path: '/api/v1/player-links/:id',
  summary: 'End a link at once',
  access: 'endpoint.pair',
  params: byId,
  answer: z.null(),
  status: 204,
  errors: ['player_link_not_found'],
});

const token = z.string().max(200).default('');

const playlist = route({
  method: 'GET',
  path: '/station/v1/playlist.m3u8',
  summary: 'What an endpoint sounds, as extended M3U, for whoever has the link',
  access: 'public',
  query: z.object({
    token,
    /** `now`: the rest of the session that is on, empty between sessions; `next`: the one after that. */
    part: z.enum(['now', 'next']).default('now'),
  }),
  answer: 'audio/x-mpegurl',
  errors: ['player_link_not_found', 'too_many_requests'],
});

const sound = route({
  method: 'GET',
  path: '/station/v1/sounds/:file',
  summary: 'A file of such a list, with Range; its token is good for this file alone',
  access: 'public',
  params: z.object({ file: z.string().regex(/^[A-Za-z0-9_-]{43}\.mp3$/) }),
  query: z.object({ token }),
  answer: 'audio/mpeg',
  errors: ['player_link_not_found', 'media_not_allowed', 'object_not_found', 'too_many_requests'],
});

export const playerLinkRoutes = { list, create, revoke, playlist, sound };
