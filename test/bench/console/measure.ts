import { gzipSync } from 'node:zlib';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** So many times slower than this machine's processor. */
const slowdown = 4;
/** What came later than this after the last answer belongs to no load any more. */
const settleMs = 1500;

/** Slows the page's processor down, as on a cheap phone. */
export async function slowDown(page: Page): Promise<void> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
}

export interface Load {
  /** Scripts that the page asked for until it was at rest, each as gzip makes it. */
  scriptsGzipBytes: number;
  /** Largest Contentful Paint (web.dev/lcp), ms. */
  lcpMs: number;
}

/** Opens an address in a window that holds nothing yet but the sign-in, until it shows what it is opened for. */
export async function measureLoad(
  context: BrowserContext,
  path: string,
  { shows }: { shows: string },
): Promise<Load> {
  const page = await context.newPage();
  try {
    await slowDown(page);
    const scripts: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return;
      scripts.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(path, { waitUntil: 'networkidle' });
    await page.locator(shows).waitFor();
    await page.waitForTimeout(settleMs);
    const lcpMs = await page.evaluate(
      `new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
          .observe({ type: 'largest-contentful-paint', buffered: true });
      })`,
    );
    const sizes = await Promise.all(scripts);
    return { scriptsGzipBytes: sizes.reduce((sum, size) => sum + size, 0), lcpMs: Number(lcpMs) };
  } finally {
    await page.close();
  }
}

/** From now on remembers how long the page took to answer each click and key, to the next picture. */
export async function watchInteractions(page: Page): Promise<void> {
  await page.evaluate(
    `window.interactions = [];
    new PerformanceObserver((list) => {
      for (const { interactionId, duration, name } of list.getEntries())
        if (interactionId) window.interactions.push({ name, duration });
    }).observe({ type: 'event', durationThreshold: 16, buffered: false });`,
  );
}

/** How long the slowest interaction since the last call took, ms: in steps of 8, and 0 below 16 (Event Timing). */
export async function slowestInteraction(page: Page): Promise<number> {
  await page.waitForTimeout(settleMs);
  const took = await page.evaluate(
    `Math.max(0, ...window.interactions.splice(0).map(({ duration }) => duration))`,
  );
  return Number(took);
}
