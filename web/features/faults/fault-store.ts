import type { FaultKind } from '../../../core/health/fault-kind.ts';
import { answerOf } from '../../kept/answer-of.ts';

const databaseName = 'loa-faults';
const storeName = 'faults';

/** A report as this device keeps it until the server has it. */
export interface KeptFault {
  /** By which the server knows it, should it arrive twice. */
  key: string;
  personId: string;
  endpointId: string;
  endpointName: string;
  kind: FaultKind;
  words: string;
  photo: Blob | null;
  /** Epoch ms. */
  seenAt: number;
}

export interface FaultStore {
  put(fault: KeptFault): Promise<void>;
  /** Those of everybody who reported here, oldest first. */
  list(): Promise<KeptFault[]>;
  remove(key: string): Promise<void>;
}

/** @throws DOMException where the browser keeps nothing, e.g. in a private window */
export async function openFaultStore(): Promise<FaultStore> {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () =>
    void opening.result.createObjectStore(storeName, { keyPath: 'key' });
  const database = await answerOf(opening);
  const store = (mode: IDBTransactionMode) =>
    database.transaction(storeName, mode).objectStore(storeName);
  return {
    put: async (fault) => void (await answerOf(store('readwrite').put(fault))),
    list: async () => {
      const faults: KeptFault[] = await answerOf(store('readonly').getAll());
      return faults.sort((a, b) => a.seenAt - b.seenAt);
    },
    remove: async (key) => void (await answerOf(store('readwrite').delete(key))),
  };
}
