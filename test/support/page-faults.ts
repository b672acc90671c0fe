import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** As far as we ask axe-core. */
interface Axe {
  run(options: { runOnly?: string[] }): Promise<{
    violations: { id: string; help: string; nodes: { target: unknown[]; html: string }[] }[];
  }>;
}

interface Screen {
  document: { documentElement: { scrollWidth: number; clientWidth: number } };
}

/**
 * What is wrong with the page as it is shown, a line each: rules of accessibility that axe-core finds broken, and
 * what is wider than the screen.
 */
export async function pageFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const broken = await brokenRules(page, {});
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = (globalThis as unknown as Screen).document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth} px wide on ${clientWidth}`] : [];
  });
  return [...broken, ...wide];
}

/** What of the page cannot be read well enough by its colours, after {@link pageFaults} of it: all that a theme changes. */
export function colourFaults(page: Page): Promise<string[]> {
  return brokenRules(page, { runOnly: ['color-contrast', 'link-in-text-block'] });
}

function brokenRules(page: Page, asked: { runOnly?: string[] }): Promise<string[]> {
  return page.evaluate(async (options) => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run(options);
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, html }) => `${id}: ${help}: ${target.join(' ')} ${html.slice(0, 160)}`),
    );
  }, asked);
}
