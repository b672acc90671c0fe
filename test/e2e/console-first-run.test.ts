import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { stationRoutes } from '../../contract/station/exchange.ts';
import { createClient } from '../../contract/client.ts';
import { randomToken, sha256 } from '../../runtime/crypto.ts';
import { useBrowser, type Window } from '../support/console-browser.ts';
import { playToEnd } from '../support/console-visit.ts';
import { pageFaults } from '../support/page-faults.ts';
import { useTestServer } from '../support/server.ts';
import { makeSound } from '../support/sound.ts';

const server = useTestServer({ worker: true });
const openWindow = useBrowser();
const password = 'gió lên đồng lúa xanh';
/** Where pictures are to be kept; none are taken when it is not set. */
const pictures = process.env['LOA_TEST_PICTURES'];

/** What somebody does with hand or keyboard, one after another. */
let steps = 0;
async function click(what: Locator): Promise<void> {
  steps += 1;
  await what.click();
}
async function fill(what: Locator, text: string): Promise<void> {
  steps += 1;
  await what.fill(text);
}
async function choose(what: Locator, label: string): Promise<void> {
  steps += 1;
  await what.selectOption({ label });
}

async function visit(): Promise<Window> {
  const window = await openWindow(server().origin);
  onTestFinished(() => window.close());
  return window;
}

const card = (page: Page) => page.getByRole('region', { name: 'Bắt đầu' });

async function picture(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (pictures !== undefined)
      await page.screenshot({
        path: `${pictures}/${name}-${width}-${colorScheme}.png`,
        fullPage: true,
      });
    faults.push(...(await pageFaults(page)));
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

/** Back to where the next step is shown, and on to its place. */
async function toStep(page: Page, word: string): Promise<void> {
  if (!page.url().endsWith('/'))
    await click(page.getByRole('navigation').getByRole('link', { name: 'Hôm nay' }).first());
  await click(card(page).getByRole('link', { name: word }));
}

it('leads from the set-up link to a placed broadcast by its own first steps', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'loa-first-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { page, complaints } = await visit();
  const faults: string[] = [];

  // The administrator, by the link that the first start prints.
  await page.goto(new URL(server().setUpUrl ?? '').href.replace(/^https?:\/\/[^/]+/, ''));
  await fill(page.getByLabel('Họ và tên'), 'Đỗ Văn Quản');
  await fill(page.getByLabel('Tên đăng nhập'), 'quantri');
  await fill(page.getByLabel('Mật khẩu'), password);
  await fill(page.getByLabel('Tên địa bàn'), 'Tỉnh Ninh Bình');
  await fill(page.getByLabel('Cấp'), 'tỉnh');
  await fill(page.getByLabel('Mã', { exact: true }), '37');
  await click(page.getByRole('button', { name: 'Tạo tài khoản và bắt đầu' }));
  await card(page).getByText('Xong 0/6').waitFor();
  await card(page).getByRole('button', { name: 'Nạp dữ liệu mẫu' }).waitFor();
  faults.push(...(await picture(page, 'first-steps')));

  // 1 Areas, pasted from a spreadsheet.
  await toStep(page, 'Thêm địa bàn');
  await click(page.getByRole('button', { name: 'Thêm từ danh sách' }));
  const units = '14215\tXã Hải Hậu\n14218\tXã Hải Tiến\n14236\tXã Hải Anh\n';
  await fill(page.getByRole('textbox', { name: 'Danh sách' }), units);
  await page.getByText('Hiểu được 3 đơn vị').waitFor();
  faults.push(...(await picture(page, 'area-list')));
  await click(page.getByRole('button', { name: 'Thêm 3 địa bàn' }));
  await page.getByText('Đã thêm 3 địa bàn').waitFor();

  // 2 Stations and their sessions.
  await toStep(page, 'Lập đài');
  await click(page.getByRole('button', { name: 'Lập đài cho nhiều xã' }));
  await page.getByLabel('Tất cả (3)').waitFor();
  faults.push(...(await picture(page, 'stations-many')));
  await click(page.getByRole('button', { name: 'Lập 3 đài' }));
  await page.getByText('Đã lập 3 đài.').waitFor();

  // 3 Somebody who approves and operates.
  await toStep(page, 'Thêm người dùng');
  await click(page.getByRole('button', { name: 'Thêm người dùng' }));
  const person = page.getByRole('dialog');
  await fill(person.getByLabel('Họ và tên'), 'Phạm Thị Lan');
  await fill(person.getByLabel('Tên đăng nhập'), 'lan');
  await fill(person.getByLabel('Mật khẩu'), password);
  await choose(person.getByLabel('Vai trò', { exact: true }).first(), 'Phê duyệt');
  await click(person.getByRole('button', { name: 'Thêm vai trò' }));
  await choose(person.getByLabel('Vai trò', { exact: true }).nth(1), 'Vận hành');
  await click(person.getByRole('button', { name: 'Lưu' }));
  await person.waitFor({ state: 'detached' });

  // 4 The first recording.
  await toStep(page, 'Tới kho tin bài');
  const file = await makeSound(
    join(folder, 'Thông_báo_tiêm_chủng.wav'),
    'anoisesrc=d=3:c=pink:a=0.3:seed=7',
  );
  steps += 1;
  await page.locator('input[type=file]').setInputFiles(file);
  await page
    .getByRole('link', { name: /Thông báo tiêm chủng/ })
    .filter({ hasText: 'Chờ duyệt' })
    .waitFor();

  // 5 The first loudspeaker: its device is paired by the code.
  await toStep(page, 'Thêm cụm loa');
  await click(page.getByRole('button', { name: 'Thêm cụm loa' }).first());
  await fill(page.getByLabel('Tên cụm loa'), 'Cụm loa Xóm 4');
  await click(page.getByRole('dialog').getByRole('button', { name: 'Thêm', exact: true }));
  await click(page.getByRole('button', { name: 'Lấy mã' }));
  const shown = await page.getByRole('dialog').getByText('npx loa station').innerText();
  await pairBy(/--code ([2-9A-HJ-NP-Z-]+)/.exec(shown)?.[1] ?? '');
  await page.keyboard.press('Escape');

  // 6 The other person approves what they did not make, and places it.
  const lan = await visit();
  await lan.page.goto('/');
  await fill(lan.page.getByLabel('Tên đăng nhập'), 'lan');
  await fill(lan.page.getByLabel('Mật khẩu'), password);
  await click(lan.page.getByRole('button', { name: 'Đăng nhập' }));
  await card(lan.page).getByText('Xong 5/6').waitFor();
  await click(lan.page.getByRole('link', { name: '1 tin bài cần duyệt' }));
  // The only one that waits is open.
  await playToEnd(lan.page);
  await click(lan.page.getByRole('button', { name: 'Duyệt cho phát' }));
  await lan.page.getByText('Đã duyệt cho phát.').waitFor();
  await toStep(lan.page, 'Xếp mục phát');
  await click(lan.page.getByRole('button', { name: /^Thông báo tiêm chủng/ }));
  await click(lan.page.getByRole('checkbox', { name: 'Tỉnh Ninh Bình' }));
  const outlook = lan.page.getByRole('region', { name: 'Sẽ phát thế nào' });
  await outlook.getByText('“Thông báo tiêm chủng” phát trong buổi').waitFor();
  await click(lan.page.getByRole('button', { name: 'Lưu vào lịch phát' }));
  await lan.page.getByRole('heading', { level: 1, name: 'Lịch phát' }).waitFor();

  // All is ticked: the card is not needed any more.
  await click(lan.page.getByRole('navigation').getByRole('link', { name: 'Hôm nay' }).first());
  await lan.page.getByRole('region', { name: 'Các đài' }).waitFor();
  await card(lan.page).waitFor({ state: 'detached' });
  expect([...faults, ...complaints, ...lan.complaints]).toEqual([]);
  // So many clicks and fields take a person who reads well under ten minutes.
  expect(steps).toBeLessThanOrEqual(50);
});

async function pairBy(code: string): Promise<void> {
  const [bare = ''] = code.split('.');
  const client = createClient({ origin: server().origin, fetch, headers: () => ({}) });
  await client.call(stationRoutes.enrol, {
    body: { code: bare, secretSha256: sha256(randomToken()) },
  });
}
