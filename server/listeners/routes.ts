import { listeningRoutes as contract } from '../../contract/http/listening.ts';
import { takeLimitBytes } from '../../core/listening/listening.ts';
import { AppError } from '../../runtime/error.ts';
import { createEndpointLinks, type EndpointLinksDeps, type LinkKind } from '../endpoints/links.ts';
import { handle, handlePublic, handlePublicUpload, type BoundRoute } from '../http/handler.ts';
import { parseInput } from '../http/parse-input.ts';
import { receiveUpload } from '../http/receive-upload.ts';
import { sendAudio } from '../recordings/audio.ts';
import type { ListeningDeps } from './deps.ts';
import { findTake } from './find-take.ts';
import { keepTake } from './keep-take.ts';
import { listenDay } from './listen-day.ts';
import { createListenerOpener } from './open-link.ts';
import { removeTake } from './remove-take.ts';
import { say } from './say.ts';

const linkKind: LinkKind = {
  table: 'listener_link',
  prefix: 'ear_',
  pathOf: (token) => `/listen#token=${token}`,
};

/** People near loudspeakers, who say and record what they hear. */
export function listeningRoutes(deps: ListeningDeps & EndpointLinksDeps): BoundRoute[] {
  const links = createEndpointLinks(deps, linkKind);
  const open = createListenerOpener(deps);
  return [
    handle(contract.listLinks, async ({ principal, params }) => ({
      items: await links.list(principal, params.id),
    })),
    handle(contract.createLink, ({ principal, params, body }) =>
      links.create(principal, params.id, body.name),
    ),
    handle(contract.revokeLink, async ({ principal, params }) => {
      await links.revoke(principal, params.id);
      return null;
    }),
    handlePublic(contract.day, async ({ body, request }) =>
      listenDay(deps, await open(body.token, request.ip ?? '')),
    ),
    handlePublic(contract.say, async ({ body, request }) =>
      say(deps, await open(body.token, request.ip ?? ''), body),
    ),
    handlePublicUpload(contract.record, ({ request }) =>
      receiveUpload(request, {
        limitBytes: takeLimitBytes,
        take: async ({ fields, bytes }) => {
          const given = parseInput(contract.record.body, fields, 'body_invalid');
          if (!given) throw new AppError('body_invalid', 'fields are missing');
          const listener = await open(given.token, request.ip ?? '');
          return keepTake(deps, listener, { ...given, bytes });
        },
      }),
    ),
    handle(contract.audio, async ({ principal, params, response }) => {
      await sendAudio(response, await findTake(deps, principal, params.id));
    }),
    handle(contract.removeRecording, async ({ principal, params }) => {
      await removeTake(deps, principal, params.id);
      return null;
    }),
  ];
}
