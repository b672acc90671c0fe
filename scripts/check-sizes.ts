// File lengths: a hard limit for each file, and a typical size that keeps the tree readable.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './setup.mjs';

const FOLDERS = [
  ...['core', 'contract', 'media', 'runtime', 'server', 'worker', 'station', 'cli', 'web'],
  ...['scripts', 'test'],
];
const SOURCE = /\.(ts|mjs|cjs|js|vue)$/;
const MEDIAN_LIMIT = 80;
const P95_LIMIT = 250;

interface Source {
  path: string;
  lines: number;
}

function limitOf(path: string): number {
  if (path.startsWith('test/')) return 600;
  return path.endsWith('.vue') ? 300 : 350;
}

function listSources(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length;
      return { path: path.slice(ROOT.length + 1), lines };
    });
}

/** The smallest value that at least the given share of the values does not exceed. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

const sources = FOLDERS.flatMap((folder) => {
  try {
    return listSources(folder);
  } catch {
    return [];
  }
});
const product = sources
  .filter(({ path }) => !path.startsWith('test/'))
  .map(({ lines }) => lines)
  .sort((a, b) => a - b);
const median = percentile(product, 0.5);
const p95 = percentile(product, 0.95);

const faults = sources
  .filter(({ path, lines }) => lines > limitOf(path))
  .map(({ path, lines }) => `${path}: ${lines} lines, limit ${limitOf(path)}`);
if (median > MEDIAN_LIMIT) faults.push(`median file has ${median} lines, limit ${MEDIAN_LIMIT}`);
if (p95 > P95_LIMIT) faults.push(`95th percentile is ${p95} lines, limit ${P95_LIMIT}`);

console.log(`${sources.length} files, median ${median}, p95 ${p95}`);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
