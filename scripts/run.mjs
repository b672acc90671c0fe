// The npm entry points: set up, build what is out of date, hand over.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { build } from './build.mjs';
import { runChild } from './run-child.mjs';
import { ROOT, setUp, SetUpError } from './setup.mjs';

const MODULES = join(ROOT, 'node_modules');
const LOA = ['--enable-source-maps', join(ROOT, 'dist/cli/main.js')];

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const COMMANDS = {
  demo: (args) => runLoa('demo', args),
  start: (args) => runLoa('start', args),
  dev: runDev,
  test: runTests,
  bench: (args) => runMeasured('bench', 'test/bench/main.ts', args),
  chaos: (args) => runMeasured('run', 'test/chaos/main.ts', args),
};

/**
 * @param {string} command
 * @param {string[]} args
 */
async function runLoa(command, args) {
  loadEnvFile();
  await setUp('run');
  if (!(await build())) return 1;
  return await runChild(process.execPath, [...LOA, command, ...args]);
}

/** @param {string[]} args */
async function runDev(args) {
  loadEnvFile();
  await setUp('run');
  const end = new AbortController();
  /** @param {string[]} script */
  const run = async (script) => {
    const env = { ...process.env, NODE_ENV: 'development' };
    const code = await runChild(process.execPath, script, { cwd: ROOT, env, signal: end.signal });
    end.abort();
    return code;
  };
  const codes = await Promise.all([
    run([join(MODULES, 'tsx/dist/cli.mjs'), 'watch', 'cli/main.ts', 'start', ...args]),
    run([join(MODULES, 'vite/bin/vite.js')]),
  ]);
  return Math.max(...codes);
}

/** @param {string[]} args */
async function runTests(args) {
  await setUp('test');
  if (needsBuild(args) && !(await build())) return 1;
  const vitest = join(MODULES, 'vitest/vitest.mjs');
  return await runChild(process.execPath, [vitest, 'run', ...args], { cwd: ROOT });
}

/**
 * @param {'run' | 'bench'} feature
 * @param {string} program
 * @param {string[]} args
 */
async function runMeasured(feature, program, args) {
  await setUp(feature);
  if (!(await build())) return 1;
  const script = ['--import', 'tsx', program, ...args];
  return await runChild(process.execPath, script, { cwd: ROOT });
}

/**
 * Unit tests import sources; the others start built processes.
 *
 * @param {string[]} args
 */
function needsBuild(args) {
  const projects = args.flatMap((arg, index) => {
    if (arg === '--project') return [args[index + 1]];
    return arg.startsWith('--project=') ? [arg.slice('--project='.length)] : [];
  });
  return projects.length === 0 || projects.some((name) => name !== 'unit' && name !== 'web');
}

/** What the environment already says wins over the file. */
function loadEnvFile() {
  const file = join(ROOT, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/** @param {string[]} argv */
async function main([name = '', ...args]) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    throw new SetUpError(`usage: run.mjs ${Object.keys(COMMANDS).join('|')} [arguments]`);
  }
  process.exitCode = await command(args);
}

main(process.argv.slice(2)).catch((error) => {
  if (!(error instanceof SetUpError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
