import type { Page } from 'playwright-core';
import type { Window } from './console-browser.ts';

/** Signs somebody in through the form of their own window. */
export async function signInAt(window: Window, login: string, password: string): Promise<Window> {
  const { page } = window;
  await page.goto('/');
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('heading', { name: 'Hôm nay' }).waitFor();
  return window;
}

/** Walks to a room of the console by its link. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** What a test needs of the page's audio element. */
interface Audio {
  currentTime: number;
  error: { message: string } | null;
  play(): Promise<void>;
  addEventListener(name: string, listener: () => void): void;
}

/** Plays the open recording to its end. @returns how far it got, in seconds */
export function playToEnd(page: Page): Promise<number> {
  return page
    .locator('audio[src]')
    .first()
    .evaluate((element) => {
      const audio = element as unknown as Audio;
      return new Promise<number>((resolve, reject) => {
        audio.addEventListener('ended', () => resolve(audio.currentTime));
        audio.addEventListener('error', () => reject(new Error(audio.error?.message)));
        audio.play().catch(reject);
      });
    });
}
