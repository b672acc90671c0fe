import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './setup.mjs';

/**
 * Compares a committed file with what it is generated from; with `--write` on the command line it
 * writes the file instead. Sets the exit code.
 */
export function settleGenerated(path: string, content: string): void {
  const file = join(ROOT, path);
  if (process.argv.includes('--write')) {
    writeFileSync(file, content);
    console.log(`${path} written`);
    return;
  }
  const committed = read(file);
  if (committed === content) return;
  console.error(
    committed === undefined
      ? `${path} is missing: run "npm run check -- --write" and commit it`
      : `${path} is out of date from line ${firstDifference(committed, content)}: run "npm run check -- --write" and commit it`,
  );
  process.exitCode = 1;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function firstDifference(before: string, after: string): number {
  const lines = before.split('\n');
  const index = after.split('\n').findIndex((line, at) => line !== lines[at]);
  return index === -1 ? lines.length : index + 1;
}
