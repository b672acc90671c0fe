import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { recordingRoutes } from '../../contract/http/recordings.ts';
import { userRoutes } from '../../contract/http/users.ts';
import type { Role } from '../../core/access/roles.ts';
import { useBrowser } from '../support/console-browser.ts';
import { signInAt } from '../support/console-visit.ts';
import type { Person } from '../support/person.ts';
import { useTestServer } from '../support/server.ts';
import { makeSound } from '../support/sound.ts';
import { until } from '../support/until.ts';

const password = 'gió lên đồng lúa xanh';
const server = useTestServer({ worker: true });
const openWindow = useBrowser();
let folder: string;
let author: Person;
let ids: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loa-approval-'));
  const administrator = await server().administrator();
  const areaId = await server().rootId();
  const roles: Role[] = ['author', 'approver'];
  for (const role of roles)
    await administrator.call(userRoutes.create, {
      body: { login: role, name: `Người ${role}`, password, grants: [{ role, areaId }] },
    });
  author = server().stranger();
  await author.signIn('author', password);
  ids = [await upload('Tin một', 20), await upload('Tin hai', 6)];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A recording that waits for approval. @returns its id */
async function upload(title: string, seconds: number): Promise<string> {
  const source = `anoisesrc=d=${seconds}:c=pink:a=0.3:seed=${seconds}`;
  const path = await makeSound(join(folder, `${title}.wav`), source);
  const bytes = new Uint8Array(await readFile(path));
  const areaId = await server().rootId();
  const { id } = await author.upload({ title, areaId }, { bytes, name: `${title}.wav` });
  await waitUntil('the recording is ready', async () => {
    const { latest } = await author.call(recordingRoutes.get, { params: { id } });
    return latest.state === 'ready';
  });
  return id;
}

async function waitUntil(what: string, ask: () => Promise<boolean>): Promise<void> {
  await until(async () => (await ask()) || undefined, { limitMs: 60_000, what });
}

async function signedIn(login: string): Promise<Page> {
  const window = await signInAt(await openWindow(server().origin), login, password);
  onTestFinished(() => window.close());
  return window.page;
}

interface Audio {
  src: string;
  currentTime: number;
  paused: boolean;
}

/** What the page's audio elements do. */
function sounds(page: Page): Promise<{ of: string; at: number; isPlaying: boolean }[]> {
  return page.locator('audio[src]').evaluateAll((elements) =>
    (elements as unknown as Audio[]).map(({ src, currentTime, paused }) => ({
      of: /of=(\w+)/.exec(src)?.[1] ?? '',
      at: currentTime,
      isPlaying: !paused,
    })),
  );
}

it('lets an approver compare, pin a note, and go on to what waits next', async () => {
  const page = await signedIn('approver');
  await page.getByRole('link', { name: '2 tin bài cần duyệt' }).click();
  await page.getByRole('heading', { level: 2, name: 'Tin một' }).waitFor();

  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'So trước và sau xử lý' }).click();
  await page.getByRole('slider').focus();
  await page.keyboard.press('Space');
  await waitUntil('it plays', async () => (await sounds(page)).some((one) => one.isPlaying));
  await page.keyboard.press('b');
  await waitUntil('the upload plays', async () =>
    (await sounds(page)).some((one) => one.of === 'source' && one.isPlaying),
  );
  const [rendition, source] = await sounds(page);
  expect(rendition?.isPlaying).toBe(false);
  // Browsers round positions to their own frames.
  expect(source?.at).toBeGreaterThan((rendition?.at ?? Infinity) - 0.05);
  await page.keyboard.press('Space');

  await page.getByRole('heading', { level: 2, name: 'Tin một' }).focus();
  await page.keyboard.press('n');
  await page.getByLabel(/^Ghi chú tại 0:\d\d$/).fill('Đọc lại câu này.');
  // A tab that was closed loses nothing.
  await page.reload();
  await page.getByText('1 ghi chú sẽ gửi kèm.').waitFor();
  await page.getByRole('button', { name: 'Trả lại', exact: true }).click();
  await page.getByLabel('Lời nhắn cho cả bài').fill('Gần được rồi.');
  await page.getByRole('button', { name: 'Trả lại', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: 'Tin hai' }).waitFor();
  await page.getByRole('button', { name: 'Duyệt cho phát' }).click();
  await page.getByText('Không còn gì chờ bạn duyệt.').waitFor();
});

it('shows an author the pinned note, and makes a new version of another cut', async () => {
  const [id] = ids;
  const page = await signedIn('author');
  await page.goto(`/recordings/${id}`);
  await page.getByText(/Gần được rồi.*Tại 0:\d\d: Đọc lại câu này\./).waitFor();

  await page.getByRole('button', { name: 'Cắt, đặt mốc' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Kết thúc ở' }).fill('0:06.0');
  await dialog.getByRole('slider', { name: 'Bắt đầu từ' }).press('End');
  await dialog.getByRole('slider', { name: 'Bắt đầu từ' }).press('Home');
  await dialog.getByText('Còn 0:06.0 trên 0:20.0').waitFor();
  await dialog.getByRole('button', { name: 'Lưu thành bản mới' }).click();
  const panel = page.getByRole('article', { name: 'Tin một' });
  await panel.getByText('Bản số 2').first().waitFor();
  await panel.getByText('0:00.0–0:06.0').waitFor();
  await panel.getByText('Bạn là tác giả nên không tự duyệt được').waitFor();
});
