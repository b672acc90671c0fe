import type { Kysely } from 'kysely';
import type { SpeechWordAnswer } from '../../contract/http/speech.ts';
import { z } from 'zod';
import type { AuditAction } from '../../core/audit/actions.ts';
import type { DictionaryEntry } from '../../core/speech/dictionary.ts';
import type { Clock } from '../../runtime/clock.ts';
import { AppError } from '../../runtime/error.ts';
import { recordAudit } from '../audit/record.ts';
import type { Principal } from '../http/principal.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

export interface WordDeps {
  db: Kysely<Database>;
  clock: Clock;
}

const wordKey = z.tuple([z.string()]);

/** Every pronunciation of the installation's own. */
export function ownWords(db: Kysely<Database>): Promise<DictionaryEntry[]> {
  return db.selectFrom('speech_word').select(['written', 'said']).orderBy('written').execute();
}

/** @throws AppError `cursor_invalid` */
export async function listWords(
  db: Kysely<Database>,
  { limit, cursor }: PageQuery,
): Promise<Page<SpeechWordAnswer>> {
  const after = readCursor(cursor, wordKey);
  const rows = await db
    .selectFrom('speech_word')
    .selectAll()
    .$if(after !== null, (all) => all.where('written', '>', after?.[0] ?? ''))
    .orderBy('written')
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, limit, ({ written }) => [written]);
  return { ...page, items: page.items.map(toAnswer) };
}

/** Says a word so from now on. */
export async function putWord(
  { db, clock }: WordDeps,
  principal: Principal,
  { written, said }: DictionaryEntry,
): Promise<SpeechWordAnswer> {
  const row = { written, said, user_id: principal.userId, updated_at: clock.now() };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('speech_word')
      .values(row)
      .onConflict((conflict) => conflict.column('written').doUpdateSet(row))
      .execute();
    await audit(trx, { clock, principal, action: 'speech-word.put', written, said });
  });
  return toAnswer(row);
}

/** @throws AppError `speech_word_not_found` */
export async function removeWord(
  { db, clock }: WordDeps,
  principal: Principal,
  written: string,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .deleteFrom('speech_word')
      .where('written', '=', written)
      .returning('said')
      .executeTakeFirst();
    if (!row) throw new AppError('speech_word_not_found', `nobody said how ${written} is said`);
    await audit(trx, { clock, principal, action: 'speech-word.remove', written, said: row.said });
  });
}

interface WordChange extends DictionaryEntry {
  clock: Clock;
  principal: Principal;
  action: AuditAction;
}

async function audit(trx: Kysely<Database>, change: WordChange): Promise<void> {
  const { clock, principal, action, written, said } = change;
  const detail = { written, said };
  // The words are everybody's: they belong to no area.
  const entry = { clock, userId: principal.userId, action, subject: written, areaId: null, detail };
  await recordAudit(trx, entry);
}

function toAnswer({ written, said, updated_at: updatedAt }: Database['speech_word']) {
  return { written, said, updatedAt };
}
