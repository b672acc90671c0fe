import type { Kysely } from 'kysely';
import { expectedSoundRoutes as contract } from '../../contract/http/expected-sounds.ts';
import { filesOf } from '../../core/playlist/playlist.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import type { Access } from '../access/access.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import { sendAudio } from '../recordings/audio.ts';
import { requireStation } from '../stations/service.ts';
import type { Database } from '../store/schema.ts';
import { expectedOf, expectedOfStation } from './expected-of.ts';
import { readPlanned } from './read-entries.ts';

export interface ExpectedDeps {
  db: Kysely<Database>;
  access: Access;
  endpoints: EndpointsService;
  media: MediaStore;
  clock: Clock;
}

/** What is to be heard at a station now: told by its playlists, and the very files that they name. */
export function expectedSoundRoutes(deps: ExpectedDeps): BoundRoute[] {
  const { db, access, endpoints, media, clock } = deps;
  return [
    handle(contract.ofStation, async ({ principal, params }) => {
      const { id, areaId } = await requireStation(db, params.id);
      await access.require(principal, 'read', areaId);
      return expectedOfStation(db, id, clock.now());
    }),
    handle(contract.ofEndpoint, async ({ principal, params }) => {
      const endpoint = await endpoints.require(principal, 'read', params.id);
      return expectedOf(db, endpoint, clock.now());
    }),
    handle(contract.sound, async ({ principal, params, response }) => {
      const { id, name } = await endpoints.require(principal, 'read', params.id);
      const { sha256 } = params;
      const { entries } = await readPlanned(db, id, clock.now());
      if (!entries.flatMap(filesOf).some((file) => file.sha256 === sha256))
        throw new AppError('media_not_allowed', 'no playlist of this endpoint names the file');
      if (!(await media.has(sha256))) throw new AppError('object_not_found', 'it is not here');
      const file = { path: media.path(sha256), sha256, contentType: 'audio/mpeg' };
      await sendAudio(response, { ...file, fileName: `${name}.mp3` });
    }),
  ];
}
