import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleFile } from '../../contract/station/bundle.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { Clock } from '../../runtime/clock.ts';
import { sha256 } from '../../runtime/crypto.ts';
import { takeBundle, type TakeDeps } from './take-bundle.ts';
import { playsFile, writePlaysFile, type WriteDeps } from './write-plays.ts';

export interface WatchDeps extends TakeDeps, WriteDeps {
  folder: string;
  clock: Clock;
  /** A stick is there: what failed for want of a network may be tried again. */
  onStick: () => void;
}

const everyMs = 2000;

/**
 * Looks into a folder for ever. Whenever a stick with a bundle appears there, it is taken in, and the proofs are
 * written back; the stick may stay, and may be pulled out at any time.
 */
export async function watchStick(deps: WatchDeps, signal: AbortSignal): Promise<never> {
  const { clock, folder, source, log } = deps;
  let seen = '';
  let written = '';
  for (;;) {
    try {
      const now = await fingerprint(folder);
      if (now !== seen) {
        seen = now;
        written = '';
        if (now === '') source.use(null);
        else if (await takeBundle(deps, folder)) log.info({ folder }, 'bundle taken');
        if (now !== '') deps.onStick();
      }
      // Where no bundle is, nobody asks for proofs: the folder may be empty because nothing is mounted.
      if (now !== '') written = await writeNews(deps, written);
    } catch (err) {
      signal.throwIfAborted();
      log.warn({ err }, 'stick not read or written');
      const detail = err instanceof Error ? err.message : String(err);
      await deps.incidents.report({ what: 'bundle', code: 'stick_failed', detail });
    }
    await clock.sleep(everyMs, signal);
  }
}

/** Writes the proofs where they say more than the last time; answers what they say now. */
async function writeNews(deps: WatchDeps, written: string): Promise<string> {
  const content = await playsFile(deps);
  // How much room there is changes with each file.
  const news = sha256(canonicalJson({ ...content, diskFreeBytes: null }));
  if (news !== written) await writePlaysFile(deps, deps.folder, content);
  return news;
}

/** Tells one stick from another and from none: `''` where there is no bundle. */
async function fingerprint(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const lines: string[] = [];
  for (const name of names.filter((each) => bundleFile.test(each)).sort()) {
    const found = await lstat(join(folder, name)).catch(() => null);
    lines.push(`${name} ${found?.size} ${found?.mtimeMs}`);
  }
  return lines.join('\n');
}
