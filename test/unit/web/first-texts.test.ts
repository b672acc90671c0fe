import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { actions } from '../../../core/access/roles.ts';
import { viFirst } from '../../../web/i18n/vi-first.ts';
import { viRest } from '../../../web/i18n/vi-rest.ts';

const web = resolve(import.meta.dirname, '../../../web');
const firstPages = ['start-console.ts', 'pages/HomePage.vue', 'pages/TodayPage.vue'];
const clerkHome = 'features/clerk/ClerkHome.vue';
/** Names pages of which the frame says nothing before they are opened. */
const namesPages = join(web, 'router.ts');

it('has at the start every text that the first pages say', () => {
  const sources = [...reachedFrom([...firstPages, clerkHome].map((path) => join(web, path)))];
  expect(sources.length).toBeGreaterThan(50);
  const later = sources
    .filter((path) => path.startsWith(web) && path !== namesPages)
    .flatMap((path) => keysIn(path))
    .filter((key) => isIn(viRest, key) && !isIn(viFirst, key));
  expect(later).toEqual([]);
});

/** A file and all that it imports at once. */
function reachedFrom(paths: readonly string[], reached = new Set<string>()): Set<string> {
  for (const path of paths) {
    if (reached.has(path) || !existsSync(path) || path.includes('/i18n/')) continue;
    reached.add(path);
    const imports = readFileSync(path, 'utf8').matchAll(
      /^(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^']+)'/gms,
    );
    reachedFrom(
      [...imports].map(([, from = '']) => resolve(dirname(path), from)),
      reached,
    );
  }
  return reached;
}

/** Whatever is written as keys are, and the groups of those that are put together. */
function keysIn(path: string): string[] {
  const named = new Set<string>(Object.keys(actions));
  const source = readFileSync(path, 'utf8');
  const whole = [...source.matchAll(/['"`]([a-z]\w*(?:\.\w+)+)['"`]/g)];
  const groups = [...source.matchAll(/['"`]([a-z]\w*(?:\.\w+)*)\.\$\{/g)];
  return [...whole, ...groups].map(([, key = '']) => key).filter((key) => !named.has(key));
}

function isIn(texts: object, key: string): boolean {
  let at: unknown = texts;
  for (const part of key.split('.')) at = (at as Record<string, unknown> | undefined)?.[part];
  return at !== undefined;
}
