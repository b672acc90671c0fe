import { answerOf } from './answer-of.ts';

/** Something that was read from the server, and when that was true. */
export interface Kept<Value> {
  value: Value;
  /** Epoch ms. */
  at: number;
}

const databaseName = 'loa-kept';
const storeName = 'values';

/**
 * Keeps what was read on this device, to be read again without a network; the last under a name counts.
 * Where the browser keeps nothing, e.g. in a private window, nothing happens.
 */
export async function keepValue(name: string, value: unknown, at: number): Promise<void> {
  await inStore('readwrite', (store) => store.put({ name, value, at })).catch(() => undefined);
}

/** What was kept under a name; `null`: nothing. Whoever kept it knows its type. */
export async function keptValue<Value>(name: string): Promise<Kept<Value> | null> {
  const kept = await inStore<Kept<Value> | undefined>('readonly', (store) => store.get(name)).catch(
    () => undefined,
  );
  return kept ?? null;
}

/** Forgets everything: the next person at this device is another one. */
export async function forgetValues(): Promise<void> {
  await inStore('readwrite', (store) => store.clear()).catch(() => undefined);
}

async function inStore<Answer>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Answer> | IDBRequest<IDBValidKey>,
): Promise<Answer> {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () =>
    void opening.result.createObjectStore(storeName, { keyPath: 'name' });
  const database = await answerOf(opening);
  try {
    const store = database.transaction(storeName, mode).objectStore(storeName);
    return await answerOf(ask(store) as IDBRequest<Answer>);
  } finally {
    database.close();
  }
}
