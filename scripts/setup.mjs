// Finds what Loa needs and this machine lacks, and installs it. Runs before `npm ci`, so it imports
// nothing but Node and its own neighbours.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runChild, TO_STDERR } from './run-child.mjs';
import {
  FEATURES,
  isInstalledAsLocked,
  isNodeRecentEnough,
  LEAST_NODE,
  missingPackages,
  planInstall,
} from './setup-plan.mjs';

/** @import { Feature, Found } from './setup-plan.mjs' */

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** A refusal or failure that one sentence explains; the caller prints it and exits with 1. */
export class SetUpError extends Error {}

/**
 * Makes the machine ready for a feature; does nothing when it is.
 *
 * @param {Feature} feature
 * @returns {Promise<void>}
 * @throws {SetUpError}
 */
export async function setUp(feature) {
  if (!isNodeRecentEnough(process.versions.node)) {
    throw new SetUpError(
      `Loa needs Node.js ${LEAST_NODE.major}.${LEAST_NODE.minor} or newer, and this is ${process.versions.node}.`,
    );
  }
  const modules = modulesState();
  const hasRedisUrl = Boolean(process.env['REDIS_URL'] ?? process.env['REDIS_URL_FILE']);
  const packages = missingPackages(feature, { hasCommand, hasRedisUrl, modules });
  if (packages.length > 0) await installPackages(packages);
  if (modules === 'stale') await installModules(['ci', '--include=dev']);
  if (modules === 'unbuilt') await installModules(['rebuild', 'better-sqlite3']);
}

/** @param {string} name */
function hasCommand(name) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @returns {Found['modules']} */
function modulesState() {
  const locked = readPackages(join(ROOT, 'package-lock.json'));
  const installed = readPackages(join(ROOT, 'node_modules/.package-lock.json'));
  if (locked === undefined) throw new SetUpError('package-lock.json is missing or damaged.');
  if (installed === undefined || !isInstalledAsLocked(locked, installed)) return 'stale';
  if (!Object.keys(installed).every((path) => existsSync(join(ROOT, path)))) return 'stale';
  return 'node_modules/better-sqlite3' in installed && !doesBindingLoad() ? 'unbuilt' : 'right';
}

/**
 * @param {string} file
 * @returns {Record<string, import('./setup-plan.mjs').LockEntry> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** A binding built for another version of Node is refused by the loader. */
function doesBindingLoad() {
  const binding = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
  try {
    createRequire(import.meta.url)(join(ROOT, binding));
    return true;
  } catch {
    return false;
  }
}

/** @param {string[]} packages */
async function installPackages(packages) {
  const plan = planInstall(packages, {
    isRoot: process.getuid?.() === 0,
    hasSudo: hasCommand('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0,
    hasApt: hasCommand('apt-get'),
  });
  if (plan.kind === 'refuse') throw new SetUpError(plan.sentence);
  say(`apt-get install ${packages.join(' ')}`);
  for (const [command = '', ...args] of plan.commands) {
    // Hundreds of lines of unpacking tell nothing; what goes wrong stands on standard error.
    const code = await runChild(command, args, { stdio: ['ignore', 'ignore', 2] });
    if (code !== 0) {
      throw new SetUpError(
        `Installing ${packages.join(', ')} failed: "${[command, ...args].join(' ')}" ended with ${code}.`,
      );
    }
  }
}

/** @param {string[]} args of npm */
async function installModules(args) {
  say(`npm ${args.join(' ')} (about a minute: SQLite is compiled)`);
  const code = await runChild('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: TO_STDERR,
  });
  if (code !== 0) throw new SetUpError(`"npm ${args.join(' ')}" ended with ${code}.`);
}

/** @param {string} text */
function say(text) {
  process.stderr.write(`set-up: ${text}\n`);
}

/** @param {string[]} args */
async function main([feature = 'run']) {
  const wanted = FEATURES.find((name) => name === feature);
  if (wanted === undefined) {
    throw new SetUpError(`"${feature}" is none of ${FEATURES.join(', ')}.`);
  }
  await setUp(wanted);
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
