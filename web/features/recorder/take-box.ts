import type { Take, TakeStore } from './take-store.ts';
import { openTakeStore } from './take-store.ts';

/**
 * Takes with their sound: in the browser's database, or where it keeps nothing, as long as the page is
 * open; `onUnkept` says so.
 */
export function createTakeBox(onUnkept: () => void) {
  const held = new Map<string, Blob[]>();
  let opening: Promise<TakeStore | null> | null = null;

  function store(): Promise<TakeStore | null> {
    opening ??= openTakeStore().catch(() => {
      onUnkept();
      return null;
    });
    return opening;
  }

  async function list(): Promise<Take[]> {
    return (await (await store())?.list()) ?? [];
  }

  async function put(take: Take): Promise<void> {
    await (await store())?.put({ ...take }).catch(onUnkept);
  }

  async function addPiece(takeId: string, sound: Blob): Promise<void> {
    const before = held.get(takeId) ?? [];
    held.set(takeId, [...before, sound]);
    await (await store())?.addPiece({ takeId, number: before.length, sound }).catch(onUnkept);
  }

  async function read(take: Take): Promise<Blob> {
    const pieces = held.get(take.id);
    if (pieces) return new Blob(pieces, { type: take.mimeType });
    return (await (await store())?.read(take)) ?? new Blob();
  }

  async function remove(takeId: string): Promise<void> {
    held.delete(takeId);
    await (await store())?.remove(takeId).catch(() => undefined);
  }

  return { list, put, addPiece, read, remove };
}
