import type { Transaction } from 'kysely';
import { longestText, normalise, saidOf } from '../../core/speech/normalise.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import { ensureWork } from '../jobs/work.ts';
import type { Database } from '../store/schema.ts';
import type { SpeechDeps } from './deps.ts';
import { ownWords } from './own-words.ts';
import { speechId } from './speech-id.ts';

/** A text, who is to speak it, and how fast. */
export interface SpeechRequest {
  text: string;
  voice: string;
  wordsPerMinute: number;
  /** Whether it is in words already. */
  isSaid: boolean;
}

/**
 * Asks for a text to be spoken, unless the same was; one that failed is tried again. Gives its id.
 * @throws AppError `body_invalid`
 */
export async function speak(
  deps: SpeechDeps,
  principal: Principal,
  request: SpeechRequest,
): Promise<string> {
  const { db, media, clock } = deps;
  const { text, voice, wordsPerMinute, isSaid } = request;
  const said = saidOf(normalise(text, isSaid ? [] : await ownWords(db)));
  checkRequest(deps, voice, said);
  const id = speechId({ engine: deps.speech.engine, text, said, voice, wordsPerMinute });
  const known = await findSpeech(db, id);
  const isKept = known?.source_sha256 ? await media.has(known.source_sha256) : false;
  await db.transaction().execute(async (trx) => {
    const now = clock.now();
    const row = await findSpeech(trx, id);
    if (row) await trx.updateTable('speech').set({ used_at: now }).where('id', '=', id).execute();
    if (row?.state === 'due' || (row?.state === 'ready' && isKept)) return;
    const due = { state: 'due' as const, source_sha256: null, bytes: null, duration_ms: null };
    const because = { reason_code: null, reason_detail: null };
    const asked = { user_id: principal.userId, created_at: now, used_at: now };
    await trx
      .insertInto('speech')
      .values({
        id,
        text,
        said,
        voice,
        words_per_minute: wordsPerMinute,
        ...asked,
        ...due,
        ...because,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...due, ...because }))
      .execute();
    await ensureWork(trx, {
      kind: 'speak',
      subject: id,
      payload: { text: said, voice, wordsPerMinute },
      priority: 'waitedFor',
      clock,
    });
  });
  deps.kick();
  return id;
}

type Db = SpeechDeps['db'] | Transaction<Database>;

export function findSpeech(db: Db, id: string): Promise<Database['speech'] | undefined> {
  return db.selectFrom('speech').selectAll().where('id', '=', id).executeTakeFirst();
}

function checkRequest({ speech }: SpeechDeps, voice: string, said: string): void {
  const fault = (path: string, code: string, message: string) =>
    new AppError('body_invalid', message, { fields: [{ path, code, message }] });
  if (!speech.voices.some(({ id }) => id === voice)) {
    throw fault('voice', 'voice_unknown', 'there is no such voice');
  }
  if (said === '') throw fault('text', 'nothing_to_say', 'the text holds nothing that can be said');
  if (said.length > longestText) {
    throw fault('text', 'too_big', `said in words it is longer than ${longestText} characters`);
  }
}
