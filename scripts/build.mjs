// Builds the server side and the console into dist/, each only when its sources have changed.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runChild, TO_STDERR } from './run-child.mjs';
import { ROOT, setUp, SetUpError } from './setup.mjs';

/**
 * @typedef {'server' | 'web'} Part
 * @typedef {{ hash: string, files: string[] }} Stamp what a part was built from
 */

const SERVER_FOLDERS = [
  'core',
  'contract',
  'media',
  'runtime',
  'server',
  'worker',
  'station',
  'cli',
];
const DIST = join(ROOT, 'dist');
const BIN = join(ROOT, 'node_modules');

/** @type {Record<Part, { sources: string[], outputs: string[], script: string, args: string[] }>} */
const PARTS = {
  server: {
    sources: [...SERVER_FOLDERS, 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    outputs: [...SERVER_FOLDERS, '.server.tsbuildinfo'],
    script: 'typescript/bin/tsc',
    args: ['-p', 'tsconfig.build.json'],
  },
  web: {
    sources: ['web', 'core', 'contract', 'vite.config.ts', 'package-lock.json'],
    outputs: ['web'],
    script: 'vite/bin/vite.js',
    args: ['build', '--logLevel', 'warn'],
  },
};

/**
 * Builds what is older than its sources; node_modules must be there.
 *
 * @param {readonly Part[]} [parts]
 * @returns {Promise<boolean>} whether all is built now; what is wrong stands on standard error
 */
export async function build(parts = ['server', 'web']) {
  mkdirSync(DIST, { recursive: true });
  const results = await Promise.all(parts.map(buildPart));
  return results.every(Boolean);
}

/** @param {Part} part */
async function buildPart(part) {
  const { sources, outputs, script, args } = PARTS[part];
  const stampFile = join(DIST, `.${part}.stamp.json`);
  const before = readStamp(stampFile);
  const now = stampOf(sources);
  if (before?.hash === now.hash) return true;

  process.stderr.write(`build: ${part}\n`);
  // A compiler leaves the output of a source that is gone; nothing may run it.
  if (before === undefined || before.files.some((file) => !now.files.includes(file))) {
    for (const output of outputs) rmSync(join(DIST, output), { recursive: true, force: true });
  }
  rmSync(stampFile, { force: true });
  const code = await runChild(process.execPath, [join(BIN, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: TO_STDERR,
  });
  if (code !== 0) return false;
  writeFileSync(stampFile, JSON.stringify(now));
  return true;
}

/**
 * @param {string} file
 * @returns {Stamp | undefined}
 */
function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string[]} sources
 * @returns {Stamp}
 */
function stampOf(sources) {
  const files = sources.flatMap(listFiles).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return { hash: hash.digest('hex'), files };
}

/**
 * @param {string} source a file or folder below the root
 * @returns {string[]}
 */
function listFiles(source) {
  try {
    return readdirSync(join(ROOT, source), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    if (code === 'ENOTDIR') return [source];
    if (code === 'ENOENT') return [];
    throw error;
  }
}

/** @param {string[]} args */
async function main(args) {
  const parts = args.filter((arg) => arg === 'server' || arg === 'web');
  await setUp('modules');
  const isBuilt = await (parts.length > 0 ? build(parts) : build());
  process.exitCode = isBuilt ? 0 : 1;
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
