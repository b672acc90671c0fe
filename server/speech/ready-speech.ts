import type { Kysely } from 'kysely';
import { AppError } from '../../runtime/error.ts';
import type { Database } from '../store/schema.ts';

/** A speech that can be made a recording. */
export interface ReadySpeech {
  id: string;
  sourceSha256: string;
  /** What its sound file is called. */
  fileName: string;
  bytes: number;
  durationMs: number;
  /** As typed. */
  text: string;
  said: string;
  voice: string;
  wordsPerMinute: number;
}

/**
 * A speech whose sound is in the media store. Ask in the transaction that refers to it, so that the
 * sweep does not come between.
 * @throws AppError `speech_not_found`, `speech_not_ready`
 */
export async function requireReadySpeech(db: Kysely<Database>, id: string): Promise<ReadySpeech> {
  const row = await db.selectFrom('speech').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('speech_not_found', `there is no speech ${id}`);
  const { state, source_sha256: sourceSha256, bytes, duration_ms: durationMs } = row;
  if (state !== 'ready' || sourceSha256 === null || bytes === null || durationMs === null) {
    throw new AppError('speech_not_ready', `the speech ${id} is ${state}`);
  }
  const { text, said, voice, words_per_minute: wordsPerMinute } = row;
  return {
    id,
    sourceSha256,
    fileName: `${id}.flac`,
    bytes,
    durationMs,
    text,
    said,
    voice,
    wordsPerMinute,
  };
}
