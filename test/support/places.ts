import { randomUUID } from 'node:crypto';
import type { StagePlaces } from '../../media/stages.ts';
import type { MediaStore } from '../../media/store.ts';

/** Places for one piece of work in a store; the same key is the same work taken up again. */
export function placesIn(store: MediaStore, key: string = randomUUID()): StagePlaces {
  return { stageFile: (name) => store.stageFile(key, name), tempFile: store.tempFile };
}
