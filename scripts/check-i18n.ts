// The console's languages must say the same things, and every text it asks for must exist.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { messageFaults, readMessages, usageFaults } from './i18n-faults.ts';
import { ROOT } from './setup.mjs';

const WEB = join(ROOT, 'web');

const sources = readdirSync(WEB, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).slice(WEB.length + 1))
  .filter((path) => !path.startsWith('i18n/'))
  .map((path) => ({ path: `web/${path}`, text: readFileSync(join(WEB, path), 'utf8') }));

async function load(language: string): Promise<Map<string, string>> {
  const exported = (await import(join(WEB, `i18n/${language}.ts`))) as Record<string, unknown>;
  return readMessages(exported[language] ?? exported['default'] ?? exported['messages']);
}

const vi = await load('vi');
const en = await load('en');
const faults = [...messageFaults({ vi, en }), ...usageFaults(vi, sources)];
console.log(`${vi.size} messages`);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
