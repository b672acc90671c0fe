import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { userRoutes } from '../../contract/http/users.ts';
import type { Role } from '../../core/access/roles.ts';
import { useBrowser } from '../support/console-browser.ts';
import { goTo, playToEnd, signInAt } from '../support/console-visit.ts';
import { useTestServer } from '../support/server.ts';
import { makeSound } from '../support/sound.ts';

const password = 'gió lên đồng lúa xanh';
const server = useTestServer({ worker: true });
const openWindow = useBrowser();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loa-library-'));
  const administrator = await server().administrator();
  const areaId = await server().rootId();
  const roles: Role[] = ['author', 'approver'];
  for (const role of roles)
    await administrator.call(userRoutes.create, {
      body: { login: role, name: `Người ${role}`, password, grants: [{ role, areaId }] },
    });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Somebody in the library, at their own screen. */
async function inLibrary(login: string) {
  const window = await signInAt(await openWindow(server().origin), login, password);
  onTestFinished(() => window.close());
  await goTo(window.page, 'Kho tin bài');
  return window;
}

function noise(name: string, seconds: number, options: string[] = []): Promise<string> {
  const source = `anoisesrc=d=${seconds}:c=pink:a=0.3:seed=${name.length}`;
  return makeSound(join(folder, name), source, options);
}

/** Lets files fall onto the page from outside, as a hand would. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const files = await Promise.all(
    paths.map(async (path) => ({
      name: basename(path),
      base64: (await readFile(path)).toString('base64'),
    })),
  );
  const transfer = await page.evaluateHandle(`(() => {
    const all = new DataTransfer();
    for (const { name, base64 } of ${JSON.stringify(files)}) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      all.items.add(new File([bytes], name, { type: 'audio/wav', lastModified: 1000 }));
    }
    return all;
  })()`);
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
  await page.getByText('Thả để gửi lên').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Notes every state that the list of files shows, however short. */
async function noteStates(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(`{
    const seen = (globalThis.seen = new Set());
    new MutationObserver(() => {
      for (const line of document.querySelectorAll('section li'))
        seen.add(line.textContent.replace(/\\s+/g, ' ').trim());
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  }`);
  return () => page.evaluate<string[]>('[...globalThis.seen]');
}

const line = (page: Page, title: string) =>
  page.getByRole('region', { name: 'Các tệp đang gửi' }).getByRole('listitem').filter({
    hasText: title,
  });

it('takes three dropped files to ready, lets one be heard, and another person approve it', async () => {
  const titles = ['Vay vốn hộ nghèo', 'Lịch cắt điện', 'Nhạc hiệu sáng'];
  const paths = [
    await noise('Vay_vốn_hộ_nghèo.wav', 3),
    await noise('Lịch_cắt_điện.wav', 2),
    await noise('Nhạc_hiệu_sáng.wav', 4),
  ];
  const author = await inLibrary('author');
  const states = await noteStates(author.page);
  await drop(author.page, paths);
  for (const title of titles) await line(author.page, title).getByText('Xong, chờ duyệt').waitFor();
  for (const title of titles) {
    const seen = (await states()).filter((text) => text.startsWith(title)).join('\n');
    expect(seen).toMatch(/Đang gửi \d+ %/);
    expect(seen).toMatch(/Đang kiểm tra \d+ %/);
  }

  await line(author.page, titles[0]!).getByRole('link', { name: 'Mở' }).click();
  const panel = author.page.getByRole('article', { name: titles[0]! });
  await panel.getByText('Chờ duyệt').first().waitFor();
  expect(await playToEnd(author.page)).toBeGreaterThan(2.5);
  expect(await panel.getByRole('button', { name: 'Duyệt cho phát' }).count()).toBe(0);

  const approver = await inLibrary('approver');
  await approver.page.getByRole('button', { name: 'Chờ tôi duyệt' }).click();
  await approver.page.waitForURL(/decidable=1/);
  await approver.page.getByRole('link', { name: titles[0]! }).click();
  expect(await playToEnd(approver.page)).toBeGreaterThan(2.5);
  await approver.page.getByRole('button', { name: 'Duyệt cho phát' }).click();
  await approver.page.getByText('Đã duyệt cho phát.').waitFor();

  // The author's page hears of it by itself.
  await author.page
    .getByRole('region', { name: 'Kho tin bài' })
    .getByRole('link', { name: new RegExp(`${titles[0]!}.*Đã duyệt`) })
    .waitFor({ timeout: 10_000 });
  expect(author.complaints).toEqual([]);
  expect(approver.complaints).toEqual([]);
});

it('tells a duplicate before it is sent, and adds it all the same when asked to', async () => {
  const path = await noise('Tiếng_hát.wav', 2);
  const { page } = await inLibrary('author');
  await page.locator('input[type=file]').setInputFiles(path);
  await line(page, 'Tiếng hát').getByText('Xong, chờ duyệt').waitFor();
  await page.getByRole('button', { name: 'Ẩn các tệp đã xong' }).click();
  const patches: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') patches.push(request.url());
  });
  await page.locator('input[type=file]').setInputFiles(path);
  await line(page, 'Tiếng hát').getByText('Đã có trong kho: Tiếng hát').waitFor();
  expect(patches).toEqual([]);
  await line(page, 'Tiếng hát').getByRole('button', { name: 'Vẫn thêm' }).click();
  await line(page, 'Tiếng hát').getByText('Xong, chờ duyệt').waitFor();
  const rows = page.getByRole('region', { name: 'Kho tin bài' });
  await rows.getByRole('link', { name: 'Tiếng hát' }).nth(1).waitFor();
});

it('goes on with a file after the line was down and the browser closed', async () => {
  // Longer than one part, so that the second can be lost.
  const path = await noise('Hội_nghị.wav', 65, ['-ar', '48000', '-ac', '2']);
  const { page } = await inLibrary('author');
  let parts = 0;
  await page.route('**/api/v1/uploads/**', (route) =>
    route.request().method() === 'PATCH' && ++parts > 1 ? route.abort() : route.continue(),
  );
  await page.locator('input[type=file]').setInputFiles(path);
  await line(page, 'Hội nghị').getByText('Mất mạng – sẽ tự gửi tiếp').waitFor();

  const later = await page.context().newPage();
  await page.close();
  await later.goto('/recordings');
  const leftover = later.getByRole('region', { name: 'Còn 1 tệp gửi dở' });
  await leftover.getByText('Đã nhận').waitFor();
  const offsets: number[] = [];
  later.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  const choosing = later.waitForEvent('filechooser');
  await leftover.getByRole('button', { name: 'Chọn lại tệp Hội_nghị.wav' }).click();
  await (await choosing).setFiles(path);
  await line(later, 'Hội nghị').getByText('Xong, chờ duyệt').waitFor();
  expect(offsets).toHaveLength(1);
  expect(offsets[0]).toBeGreaterThan(0);
});

it('records the microphone, plays it back and sends it', async () => {
  const author = await inLibrary('author');
  const { page } = author;
  await page.getByRole('button', { name: 'Thu âm' }).click();
  await page.getByRole('button', { name: 'Bắt đầu thu' }).click();
  const dialog = page.getByRole('dialog', { name: 'Thu âm tin bài' });
  await dialog.getByRole('meter', { name: 'Độ to của tiếng' }).waitFor();
  await dialog.getByText('00:02').waitFor();
  await dialog.getByRole('button', { name: 'Dừng thu' }).click();
  expect(await playToEnd(page)).toBeGreaterThan(1);
  await dialog.getByLabel('Tên tin bài').fill('Tin thu tại xóm 4');
  await dialog.getByRole('button', { name: 'Gửi vào kho' }).click();
  await line(page, 'Tin thu tại xóm 4').getByText('Xong, chờ duyệt').waitFor();
  await page.reload();
  await page
    .getByRole('region', { name: 'Kho tin bài' })
    .getByRole('link', { name: 'Tin thu tại xóm 4' })
    .waitFor();
  expect(await page.getByText('bản thu chưa gửi').count()).toBe(0);
  expect(author.complaints).toEqual([]);
});

it('keeps a take that was not sent, also when the page is left', async () => {
  const { page } = await inLibrary('author');
  await page.getByRole('button', { name: 'Thu âm' }).click();
  await page.getByRole('button', { name: 'Bắt đầu thu' }).click();
  await page.getByRole('dialog').getByText('00:02').waitFor();
  await page.reload();
  const kept = page.getByRole('region', { name: 'Còn 1 bản thu chưa gửi' });
  await kept.getByRole('button', { name: 'Nghe', exact: true }).click();
  expect(await playToEnd(page)).toBeGreaterThan(0.5);
  await kept.getByRole('button', { name: /^Gửi bản thu/ }).click();
  await line(page, 'Thu âm').getByText('Xong, chờ duyệt').waitFor();
});
