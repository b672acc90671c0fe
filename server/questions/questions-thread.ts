import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { createTree } from '../../core/area/tree.ts';
import { kyselyOver, openDatabase } from '../../runtime/database.ts';
import { isWorthPacking, packHere } from '../http/pack.ts';
import type { Database } from '../store/schema.ts';
import { loadAreas } from '../territory/load-territory.ts';
import { giveWay } from '../threads/give-way.ts';
import { toPlain } from '../threads/plain-error.ts';
import {
  questions,
  type AnswerMessage,
  type QuestionKind,
  type QuestionMessage,
  type QuestionsThread,
} from './questions.ts';

// The program of the thread that answers what is long: it reads the database, spells the answers and packs them.

const restMs = 2000;
/** What the server reads itself instead of sending it on. */
const readByServer: readonly QuestionKind[] = ['savedOutlook', 'preview', 'trialDay'];

if (parentPort) answerOn(parentPort, workerData as QuestionsThread);

function answerOn(port: MessagePort, { databaseFile }: QuestionsThread): void {
  giveWay();
  const db = kyselyOver<Database>(openDatabase(databaseFile, { readonly: true }));
  let inHand = 0;
  // A thread that rests would keep for minutes what it read for a long question.
  const tidy = setTimeout(() => {
    if (inHand === 0) globalThis.gc?.();
  }, restMs);
  port.on('message', (message: QuestionMessage) => {
    inHand += 1;
    void answer(db, message).then((said) => {
      port.postMessage(said, buffersOf(said));
      inHand -= 1;
      tidy.refresh();
    });
  });
}

/** They go over to the server, instead of being copied. */
function buffersOf(said: AnswerMessage): ArrayBuffer[] {
  if ('error' in said) return [];
  const all = said.packed === null ? [said.bytes] : [said.bytes, said.packed];
  return all.map(({ buffer }) => buffer as ArrayBuffer);
}

async function answer(
  db: Kysely<Database>,
  { id, kind, now, asked }: QuestionMessage,
): Promise<AnswerMessage> {
  try {
    const known = { db, tree: createTree(await loadAreas(db)), now };
    // The one who asks has paired kind and question.
    const said = await questions[kind](known, asked as never);
    const bytes = new TextEncoder().encode(JSON.stringify(said));
    const isPacked = isWorthPacking(bytes) && !readByServer.includes(kind);
    return { id, bytes, packed: isPacked ? packHere(bytes) : null };
  } catch (error) {
    return { id, error: toPlain(error) };
  }
}
