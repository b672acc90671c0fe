import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Kysely } from 'kysely';
import { createTree } from '../../core/area/tree.ts';
import { kyselyOver, openDatabase } from '../../runtime/database.ts';
import type { Database } from '../store/schema.ts';
import { loadAreas } from '../territory/load-territory.ts';
import { giveWay } from '../threads/give-way.ts';
import { toPlain } from '../threads/plain-error.ts';
import {
  questions,
  type AnswerMessage,
  type QuestionMessage,
  type QuestionsThread,
} from './questions.ts';

// The program of the thread that answers what is long: it reads the database and spells the answers.

if (parentPort) answerOn(parentPort, workerData as QuestionsThread);

function answerOn(port: MessagePort, { databaseFile }: QuestionsThread): void {
  giveWay();
  const db = kyselyOver<Database>(openDatabase(databaseFile, { readonly: true }));
  let inHand = 0;
  port.on('message', (message: QuestionMessage) => {
    inHand += 1;
    void answer(db, message).then((said) => {
      port.postMessage(said, 'bytes' in said ? [said.bytes.buffer as ArrayBuffer] : []);
      inHand -= 1;
      // A thread that rests would keep for minutes what it read for a long question.
      if (inHand === 0) globalThis.gc?.();
    });
  });
}

async function answer(
  db: Kysely<Database>,
  { id, kind, now, asked }: QuestionMessage,
): Promise<AnswerMessage> {
  try {
    const known = { db, tree: createTree(await loadAreas(db)), now };
    // The one who asks has paired kind and question.
    const said = await questions[kind](known, asked as never);
    return { id, bytes: new TextEncoder().encode(JSON.stringify(said)) };
  } catch (error) {
    return { id, error: toPlain(error) };
  }
}
