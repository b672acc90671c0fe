import type { ServerResponse } from 'node:http';

/** Answers by their status, also of those that never come to Express. */
export interface AnswerCount {
  /** One that is answered now. */
  add(status: number): void;
  /** One that will be: counted when its connection or its bytes are through. */
  watch(response: ServerResponse): void;
  show(): ReadonlyMap<number, number>;
}

export function createAnswerCount(): AnswerCount {
  const answers = new Map<number, number>();
  const add = (status: number) => {
    answers.set(status, (answers.get(status) ?? 0) + 1);
  };
  return {
    add,
    watch: (response) => {
      response.once('close', () => add(response.statusCode));
    },
    show: () => answers,
  };
}
