import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { convertSound } from '../support/sound.ts';
import { damagedFiles } from './damaged.ts';
import type { Entry, Recipe } from './entry.ts';
import { films } from './films.ts';
import { formats } from './formats.ts';
import { hostileFiles, type Bait } from './hostile.ts';
import { oddFiles } from './odd-bytes.ts';
import { soundFaults } from './sound-faults.ts';
import { makeSounds } from './sounds.ts';

/** An entry whose file is there. */
export interface MadeEntry extends Entry {
  path: string;
}

/** All that people may send, with what must become of it. */
export function corpusEntries(bait: Bait): Entry[] {
  return [
    ...formats,
    ...films,
    ...soundFaults,
    ...oddFiles,
    ...damagedFiles,
    ...hostileFiles(bait),
  ];
}

/** Makes files under a folder, each in a folder of its own, under the name of its uploader. */
export async function makeCorpus(folder: string, entries: readonly Entry[]): Promise<MadeEntry[]> {
  const sounds = join(folder, 'sounds');
  await mkdir(sounds, { recursive: true });
  const soundPath = await makeSounds(sounds);
  const byName = new Map<string, string>();
  const made: MadeEntry[] = [];
  for (const entry of entries) {
    const own = join(folder, entry.name);
    await mkdir(own);
    const path = join(own, entry.fileName);
    await write(entry.recipe, path, soundPath, byName);
    byName.set(entry.name, path);
    made.push({ ...entry, path });
  }
  return made;
}

async function write(
  recipe: Recipe,
  path: string,
  soundPath: (name: string) => string,
  byName: ReadonlyMap<string, string>,
): Promise<void> {
  if ('sound' in recipe) {
    await convertSound(soundPath(recipe.sound), path, ['-bitexact', ...recipe.options]);
  } else if ('of' in recipe) {
    const source = byName.get(recipe.of);
    if (source === undefined)
      throw new Error(`${recipe.of} has to stand before what is made of it`);
    await writeFile(path, recipe.change(await readFile(source)));
  } else {
    await writeFile(path, recipe.bytes());
  }
}
