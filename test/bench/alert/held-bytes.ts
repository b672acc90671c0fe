import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How much lies in a folder of an agent's audio, what is still coming included. */
export async function heldBytes(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = names.map(async (name) => {
    // A part has its name until it is whole.
    const found = await stat(join(folder, name)).catch(() => null);
    return found?.size ?? 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
