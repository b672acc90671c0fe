import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Loa's version; this file runs from `station/` or from `dist/station/`. */
export function agentVersion(): string {
  const roots = ['..', '../..'].map((up) => fileURLToPath(new URL(up, import.meta.url)));
  const root = roots.find((folder) => existsSync(join(folder, 'package.json')));
  if (root === undefined) return 'unknown';
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return z.object({ version: z.string().max(40) }).parse(JSON.parse(text)).version;
}
