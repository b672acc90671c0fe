import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** A Chromium that runs without a screen and asks nobody outside. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  // A microphone that beeps, and nobody to ask for it.
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

/** A person's own window: cookies apart, everything that the browser complained of kept. */
export interface Window {
  page: Page;
  complaints: readonly string[];
  close(): Promise<void>;
}

/** A headless Chromium for the tests of a file; each window is a person of their own. */
export function useBrowser(): (origin: string) => Promise<Window> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: browserFlags });
  });
  afterAll(() => browser?.close());
  return async (origin) => {
    if (!browser) throw new Error('the browser is not there yet');
    const context = await browser.newContext({
      baseURL: origin,
      viewport: { width: 1280, height: 800 },
      timezoneId: 'Asia/Ho_Chi_Minh',
      locale: 'vi-VN',
    });
    return openWindow(context);
  };
}

async function openWindow(context: BrowserContext): Promise<Window> {
  const page = await context.newPage();
  // A machine that does much else takes its time; a test ends by its own limit.
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('console', (message) => {
    const { url } = message.location();
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints, close: () => context.close() };
}
