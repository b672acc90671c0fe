import type { LocalDate } from '../../../core/time/zoned.ts';
import { answerOf } from '../../kept/answer-of.ts';

const databaseName = 'loa-takes';

/** A recording of the microphone as this device keeps it until it has been sent. */
export interface Take {
  id: string;
  personId: string;
  title: string;
  mimeType: string;
  /** Epoch ms. */
  startedAt: number;
  durationMs: number;
  /** It is to be sent by itself as soon as there is a network; without it, somebody has to say so. */
  wish?: Wish;
  /** What it became, once the server has it and only its place is missing. */
  recordingId?: string;
  /** Why no session took it, a code: somebody has to choose another. */
  refusal?: string;
  /** Where it was to sound before that session had passed; it stays until the person has seen where it went. */
  movedFrom?: Slot;
  /** It has its place. */
  isPlaced?: true;
}

/** What is to become of a take without anybody's doing more. */
export interface Wish {
  areaId: string;
  /** Where it is to sound once it is approved; `null`: it is only sent to be approved. */
  slot: Slot | null;
}

/** A session of a day at a station. */
export interface Slot {
  stationId: string;
  sessionKey: string;
  date: LocalDate;
}

interface Piece {
  takeId: string;
  number: number;
  sound: Blob;
}

/** Takes in the browser's own database: piece by piece, so that a closed tab loses nothing. */
export interface TakeStore {
  put(take: Take): Promise<void>;
  addPiece(piece: Piece): Promise<void>;
  /** Those of everybody who recorded here, oldest first. */
  list(): Promise<Take[]>;
  /** All that was recorded of it, in order. */
  read(take: Take): Promise<Blob>;
  remove(takeId: string): Promise<void>;
}

/** @throws DOMException where the browser keeps nothing, e.g. in a private window */
export async function openTakeStore(): Promise<TakeStore> {
  const opening = indexedDB.open(databaseName, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('takes', { keyPath: 'id' });
    opening.result.createObjectStore('pieces', { keyPath: ['takeId', 'number'] });
  };
  const database = await answerOf(opening);
  const store = (name: 'takes' | 'pieces', mode: IDBTransactionMode) =>
    database.transaction(name, mode).objectStore(name);
  const piecesOf = (takeId: string) => IDBKeyRange.bound([takeId, 0], [takeId, Infinity]);
  return {
    put: async (take) =>
      void (await answerOf(store('takes', 'readwrite').put(structuredClone(take)))),
    addPiece: async (piece) => void (await answerOf(store('pieces', 'readwrite').put(piece))),
    list: async () => {
      const takes: Take[] = await answerOf(store('takes', 'readonly').getAll());
      return takes.sort((a, b) => a.startedAt - b.startedAt);
    },
    read: async ({ id, mimeType }) => {
      const pieces: Piece[] = await answerOf(store('pieces', 'readonly').getAll(piecesOf(id)));
      return new Blob(
        pieces.map(({ sound }) => sound),
        { type: mimeType },
      );
    },
    remove: async (takeId) => {
      await answerOf(store('takes', 'readwrite').delete(takeId));
      await answerOf(store('pieces', 'readwrite').delete(piecesOf(takeId)));
    },
  };
}
