import type { SoundContainer } from '../../core/listening/sound-container.ts';
import { AppError } from '../../runtime/error.ts';
import type { EndpointsService } from '../endpoints/service.ts';
import type { Principal } from '../http/principal.ts';
import type { AudioFile } from '../recordings/audio.ts';
import type { ListeningDeps } from './deps.ts';

const endings: Readonly<Record<SoundContainer, string>> = { webm: 'webm', ogg: 'ogg', mp4: 'm4a' };

/**
 * A recording of somebody near a loudspeaker, for whoever may read of that.
 * @throws AppError `recording_not_found`, `not_allowed`
 */
export async function findTake(
  { db, store, endpoints }: ListeningDeps & { endpoints: EndpointsService },
  principal: Principal,
  id: string,
): Promise<AudioFile> {
  const row = await db
    .selectFrom('listener_recording')
    .select(['endpoint_id', 'container', 'file_sha256 as sha256'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('recording_not_found', `there is no recording ${id}`);
  await endpoints.require(principal, 'read', row.endpoint_id);
  const { sha256, container } = row;
  if (!(await store.has(sha256)))
    throw new AppError('recording_not_found', 'its file is not in the store');
  return {
    ...{ path: store.path(sha256), sha256, contentType: `audio/${container}` },
    fileName: `${id}.${endings[container]}`,
  };
}
