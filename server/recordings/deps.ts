import type { Kysely } from 'kysely';
import type { MediaStore } from '../../media/store.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Database } from '../store/schema.ts';
import type { TimetableChanges } from '../timetable/changes.ts';
import type { ProgressOf } from './version-answer.ts';

/** What the recordings need of the rest of the server. */
export interface RecordingsDeps {
  db: Kysely<Database>;
  access: Access;
  media: MediaStore;
  timetable: TimetableChanges;
  /** Queues what is due; never fails. */
  kick: () => void;
  /** By what {@link renditionSubject} names. */
  progressOf: ProgressOf;
  /** Of an upload. */
  uploadLimitBytes: number;
  /** Throws AppError `quota_full` when a person may not send so many bytes more. */
  requireRoom: (principal: Principal, bytes: number) => Promise<void>;
  /** Tells open consoles, after the commit; never fails. */
  recordingsChanged: (ids: readonly string[]) => void;
  clock: Clock;
  /** See core/compile/freeze. */
  freezeMs: number;
}
