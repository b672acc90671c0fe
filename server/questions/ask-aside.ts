import type { Worker } from 'node:worker_threads';
import { AppError } from '../../runtime/error.ts';
import type { Clock } from '../../runtime/clock.ts';
import { JsonBytes } from '../http/json-bytes.ts';
import { fromPlain } from '../threads/plain-error.ts';
import { startThread } from '../threads/start-thread.ts';
import type { AnswerMessage, Question, QuestionKind, QuestionMessage } from './questions.ts';

/** Answers long questions in a thread of its own, so that polls, alerts and people are served meanwhile. */
export interface Asker {
  /** @throws AppError `too_many_requests` where too many wait already, or what the question throws */
  ask<K extends QuestionKind>(kind: K, asked: Question<K>): Promise<JsonBytes>;
  close(): Promise<void>;
}

/** So many wait for their turn at the most. */
const mostWaiting = 200;

interface Waiting {
  resolve: (answer: JsonBytes) => void;
  reject: (error: Error) => void;
}

interface Running {
  thread: Worker;
  /** What it was asked and has not answered yet, by number. */
  waiting: Map<number, Waiting>;
}

/** The thread starts with the first question; one that broke is started anew with the next. */
export function createAsker({
  databaseFile,
  clock,
}: {
  databaseFile: string;
  clock: Clock;
}): Asker {
  let current: Running | null = null;
  let last = 0;
  const begin = () => {
    // One that breaks tells so before it ends: the next may have been started in between.
    const begun = startAnswering(databaseFile, () => {
      if (current === begun) current = null;
    });
    return begun;
  };
  return {
    ask: (kind, asked) => {
      if (current && current.waiting.size >= mostWaiting)
        throw new AppError('too_many_requests', 'many reports are being made; try again soon');
      const { thread, waiting } = (current ??= begin());
      last += 1;
      const message: QuestionMessage = { id: last, kind, now: clock.now(), asked };
      return new Promise((resolve, reject) => {
        waiting.set(message.id, { resolve, reject });
        thread.postMessage(message);
      });
    },
    close: async () => {
      await current?.thread.terminate();
    },
  };
}

/** Starts a thread; where it breaks or ends, what it was asked fails, after `onEnd`. */
function startAnswering(databaseFile: string, onEnd: () => void): Running {
  const waiting = new Map<number, Waiting>();
  const program = new URL('./questions-thread', import.meta.url);
  const thread = startThread(program, { workerData: { databaseFile } });
  thread.on('message', (message: AnswerMessage) => {
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if ('error' in message) one?.reject(fromPlain(message.error));
    else one?.resolve(new JsonBytes(message.bytes, message.packed));
  });
  const end = (error: Error) => {
    onEnd();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on('error', end);
  thread.on('exit', () => end(new Error('the thread that answers has ended')));
  // It never keeps the process.
  thread.unref();
  return { thread, waiting };
}
