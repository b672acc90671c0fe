import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Access } from '../access/access.ts';
import type { Database } from '../store/schema.ts';
import type { UploadLimits } from './room.ts';

/** What uploads in parts need of the rest of the server. */
export interface UploadsDeps {
  db: Kysely<Database>;
  access: Access;
  media: MediaStore;
  /** Where the parts are put together; on the media store's disk. */
  uploadFolder: string;
  uploadLimits: UploadLimits;
  /** Queues what is due; never fails. */
  kick: () => void;
  /** Tells open consoles that recordings are new or changed. */
  recordingsChanged: (ids: readonly string[]) => void;
  clock: Clock;
  log: Logger;
}

/** Where the bytes of an upload are until it is whole. */
export function partOf({ uploadFolder }: Pick<UploadsDeps, 'uploadFolder'>, id: string): string {
  return join(uploadFolder, id);
}
