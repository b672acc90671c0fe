import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';

/** Where the finished steps of one piece of work are kept. */
export interface StagePlaces {
  /** The same path whenever the same work is taken up. */
  stageFile(name: string): string;
  /** A new path on the same disk. */
  tempFile(extension: string): string;
}

/** Finished steps of a long work, so that whoever takes it up after a kill need not repeat them. */
export interface Stages {
  /** The file that `make` wrote to the path that it got, now or in an earlier try. */
  file(name: string, make: (path: string) => Promise<void>): Promise<string>;
  /** The value that `make` gave, now or in an earlier try: plain data and typed arrays. */
  value<T>(name: string, make: () => Promise<T>): Promise<T>;
  /** Removes the steps that were used, but for one. */
  forget(except?: string): Promise<void>;
}

/** Two tries at once do no harm: a step is whole under its name, or not there. */
export function openStages(places: StagePlaces): Stages {
  const used = new Set<string>();
  const file: Stages['file'] = async (name, make) => {
    const path = places.stageFile(name);
    used.add(path);
    if (await isThere(path)) return path;
    const part = places.tempFile('part');
    try {
      await make(part);
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return path;
  };
  return {
    file,
    value: async <T>(name: string, make: () => Promise<T>) => {
      let made: { value: T } | undefined;
      const path = await file(name, async (part) => {
        made = { value: await make() };
        await writeFile(part, serialize(made.value));
      });
      return made ? made.value : (deserialize(await readFile(path)) as T);
    },
    forget: async (except) => {
      for (const path of used) if (path !== except) await rm(path, { force: true });
    },
  };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
