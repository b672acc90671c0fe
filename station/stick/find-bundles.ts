import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { bundleFile, bundleNames } from '../../contract/station/bundle.ts';
import { openBundle, type OpenBundle } from './open-bundle.ts';

/** A bundle with what claims to be this endpoint's head. */
export interface FoundBundle {
  bundle: OpenBundle;
  head: Buffer;
  /** Nobody has checked this yet. */
  claimedSequence: number;
}

export interface Finds {
  /** The newest first, as far as they tell the truth. */
  forUs: FoundBundle[];
  /** Names of bundles that have nothing for this endpoint. */
  forOthers: string[];
  /** Names of files that are no bundles, and why. */
  unreadable: { name: string; why: string }[];
}

const mostBundles = 50;
const headLimitBytes = 65_536;
const claim = z.object({ sequence: z.int() });

/** Looks at the bundles in a folder, never below it. @throws an error of the file system */
export async function findBundles(folder: string, endpointId: string): Promise<Finds> {
  const names = (await readdir(folder)).filter((name) => bundleFile.test(name)).sort();
  const finds: Finds = { forUs: [], forOthers: [], unreadable: [] };
  for (const name of names.slice(0, mostBundles)) {
    try {
      const bundle = await openBundle(join(folder, name));
      const head = await bundle.read(bundleNames.head(endpointId), headLimitBytes);
      if (head) finds.forUs.push({ bundle, head, claimedSequence: claimedBy(head) });
      else finds.forOthers.push(name);
    } catch (error) {
      finds.unreadable.push({ name, why: error instanceof Error ? error.message : String(error) });
    }
  }
  finds.forUs.sort((a, b) => b.claimedSequence - a.claimedSequence);
  return finds;
}

function claimedBy(head: Buffer): number {
  try {
    return claim.parse(JSON.parse(head.toString('utf8'))).sequence;
  } catch {
    return 0;
  }
}
