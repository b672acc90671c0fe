import { mkdirSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DemoProblem } from './demo-problem.ts';

/** Where everything of one demo is. */
export interface DemoFolder {
  /** LOA_DATA of the Loa that the demo starts. */
  data: string;
  /** What is the demo's own: speech, agents, sound, logs. */
  own: string;
  /** Removes what the demo made, unless the folder was given. */
  remove(): Promise<void>;
}

/**
 * A new temporary folder, or the given one, which stays.
 * @throws DemoProblem when the given one is not empty: it may hold somebody's real data
 */
export async function openDemoFolder(given: string | undefined): Promise<DemoFolder> {
  if (given) {
    const data = resolve(given);
    mkdirSync(data, { recursive: true, mode: 0o700 });
    if (readdirSync(data).length > 0) {
      throw new DemoProblem(
        `LOA_DATA names ${data}, which is not empty. The demo needs an empty folder; with LOA_DATA= (nothing) it uses a temporary one.`,
      );
    }
    return withOwn(data, async () => {});
  }
  const data = await mkdtemp(join(tmpdir(), 'loa-demo-'));
  return withOwn(data, () => rm(data, { recursive: true, force: true, maxRetries: 5 }));
}

function withOwn(data: string, remove: () => Promise<void>): DemoFolder {
  const own = join(data, 'demo');
  mkdirSync(own);
  return { data, own, remove };
}
