import type { Heads } from '../heads/service.ts';
import type { ServerKeys } from './open-keys.ts';

/** Lets all endpoints know of keys that were changed, by the command line perhaps; what failed is tried again. */
export function createTellKeys(keys: ServerKeys, heads: Heads): () => Promise<void> {
  let isUntold = false;
  return async () => {
    isUntold = (await keys.refresh()) || isUntold;
    if (!isUntold) return;
    await heads.renewAll();
    isUntold = false;
  };
}
