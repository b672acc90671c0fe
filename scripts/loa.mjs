#!/usr/bin/env node
// The `loa` command. It neither installs nor builds, so that it also runs where nothing may change.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runChild } from './run-child.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'dist/cli/main.js');
const envFile = join(root, '.env');

if (existsSync(main)) {
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const args = ['--enable-source-maps', main, ...process.argv.slice(2)];
  process.exitCode = await runChild(process.execPath, args);
} else {
  process.stderr.write('Loa is not built yet: run "npm run build" first.\n');
  process.exitCode = 1;
}
