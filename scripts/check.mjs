// All static checks: one line each, the output of those that fail, a summary.
// usage: npm run check [-- name…] [--write]     --write regenerates what is generated
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, setUp, SetUpError } from './setup.mjs';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string[]} script for Node, below the root
 * @property {string[]} [write] what `--write` adds
 */

const PARALLEL = 2;
const CRUISED = [
  ...['core', 'contract', 'media', 'runtime', 'server', 'worker', 'station', 'cli', 'web'],
  ...['scripts', 'test'],
];

/** @param {string} path */
const bin = (path) => join('node_modules', path);
/** @param {string} name */
const own = (name) => ['--import', 'tsx', join('scripts', `check-${name}.ts`)];

/** @type {Check[]} longest first, so that the last one does not wait for them */
const CHECKS = [
  {
    name: 'lint',
    script: [bin('eslint/bin/eslint.js'), '--max-warnings=0', '.'],
    write: ['--fix'],
  },
  { name: 'types', script: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  { name: 'web types', script: [bin('vue-tsc/bin/vue-tsc.js'), '-p', 'web/tsconfig.json'] },
  {
    name: 'format',
    script: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
    write: ['--write'],
  },
  {
    name: 'imports',
    script: [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config=.dependency-cruiser.cjs',
      ...CRUISED.filter((folder) => existsSync(join(ROOT, folder))),
    ],
  },
  { name: 'openapi', script: own('openapi'), write: ['--write'] },
  { name: 'schema', script: own('schema'), write: ['--write'] },
  { name: 'errors', script: own('errors'), write: ['--write'] },
  { name: 'i18n', script: own('i18n') },
  { name: 'pictures', script: own('pictures'), write: ['--write'] },
  { name: 'env', script: own('env') },
  { name: 'sizes', script: own('sizes') },
];

/**
 * @param {Check} check
 * @param {boolean} isWriting
 * @returns {Promise<boolean>} whether it passed
 */
async function run({ name, script, write = [] }, isWriting) {
  const startedAt = performance.now();
  const { code, output } = await capture([...script, ...(isWriting ? write : [])]);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name.padEnd(10)} ${seconds.padStart(5)} s`);
  if (code !== 0) console.log(output.trim().replaceAll(/^/gm, '    '));
  return code === 0;
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function capture(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

/** @param {string[]} args */
async function main(args) {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const wanted = CHECKS.filter(({ name }) => names.length === 0 || names.includes(name));
  if (wanted.length === 0) {
    throw new SetUpError(`The checks are ${CHECKS.map(({ name }) => `"${name}"`).join(', ')}.`);
  }
  await setUp('modules');
  const waiting = [...wanted];
  /** @type {string[]} */
  const failed = [];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await run(check, args.includes('--write')))) failed.push(check.name);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  const passed = `${wanted.length - failed.length} of ${wanted.length} checks passed`;
  console.log(failed.length === 0 ? passed : `${passed}; failed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
