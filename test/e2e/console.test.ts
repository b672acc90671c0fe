import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { areaRoutes } from '../../contract/http/areas.ts';
import { endpointRoutes } from '../../contract/http/endpoints.ts';
import { programmeRoutes } from '../../contract/http/programmes.ts';
import { sessionRoutes } from '../../contract/http/sessions.ts';
import { stationRoutes } from '../../contract/http/stations.ts';
import { userRoutes } from '../../contract/http/users.ts';
import type { Role } from '../../core/access/roles.ts';
import { allWeekdays } from '../../core/time/zoned.ts';
import { useBrowser, type Window } from '../support/console-browser.ts';
import { goTo, playToEnd, signInAt } from '../support/console-visit.ts';
import { useTestServer } from '../support/server.ts';
import { makeSound } from '../support/sound.ts';

const password = 'gió lên đồng lúa xanh';
const minute = 60_000;
const server = useTestServer({ worker: true });
const openWindow = useBrowser();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loa-console-'));
  await settle();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A commune with its station, session and loudspeaker, and one person for each role. */
async function settle(): Promise<void> {
  const administrator = await server().administrator();
  const parentId = await server().rootId();
  const open = { validFrom: null, validTo: null };
  const commune = { code: '14215', name: 'Xã Hải Hậu', kind: 'xã', parentId, ...open };
  const area = await administrator.call(areaRoutes.create, { body: commune });
  const station = await administrator.call(stationRoutes.create, {
    body: { areaId: area.id, name: 'Đài truyền thanh xã Hải Hậu', zone: 'Asia/Ho_Chi_Minh' },
  });
  await administrator.call(sessionRoutes.create, {
    body: {
      stationId: station.id,
      key: 'morning',
      name: 'Sáng',
      weekdays: [...allWeekdays],
      startsAt: '05:00',
      latestEnd: '05:45',
      parts: [{ tier: 'above', budgetMs: 10 * minute, anchor: null }],
      ...open,
    },
  });
  await administrator.call(endpointRoutes.create, {
    body: { stationId: station.id, name: 'Cụm loa Xóm 4', kind: 'agent' },
  });
  await administrator.call(programmeRoutes.create, {
    body: { name: 'Giảm nghèo bền vững', tag: 'GN' },
  });
  const roles: Role[] = ['author', 'approver', 'operator'];
  for (const role of roles)
    await administrator.call(userRoutes.create, {
      body: { login: role, name: `Người ${role}`, password, grants: [{ role, areaId: parentId }] },
    });
}

/** Somebody at their own screen, signed in through the form. */
async function signedIn(login: string): Promise<Window> {
  const window = await openWindow(server().origin);
  onTestFinished(() => window.close());
  return signInAt(window, login, password);
}

it('carries a recording from its author’s file to a place in the week', async () => {
  const file = await makeSound(
    join(folder, 'Vay_vốn_hộ_nghèo.wav'),
    'anoisesrc=d=3:c=pink:a=0.3:seed=7',
  );

  const author = await signedIn('author');
  await goTo(author.page, 'Kho tin bài');
  await author.page.locator('input[type=file]').setInputFiles(file);
  const row = author.page.getByRole('link', { name: 'Vay vốn hộ nghèo' });
  await row.waitFor();
  await row.click();
  const panel = author.page.getByRole('article', { name: 'Vay vốn hộ nghèo' });
  await panel.getByText('Chờ duyệt').waitFor();
  await panel.getByText('Bạn là tác giả nên không tự duyệt được').waitFor();
  expect(await panel.getByRole('button', { name: 'Duyệt cho phát' }).count()).toBe(0);
  expect(await playToEnd(author.page)).toBeGreaterThan(2.5);

  const approver = await signedIn('approver');
  await approver.page.getByRole('link', { name: '1 tin bài cần duyệt' }).click();
  await approver.page.getByRole('heading', { name: 'Vay vốn hộ nghèo' }).waitFor();
  expect(await playToEnd(approver.page)).toBeGreaterThan(2.5);
  await approver.page.getByRole('button', { name: 'Duyệt cho phát' }).click();
  await approver.page.getByText('Đã duyệt cho phát.').waitFor();

  const operator = await signedIn('operator');
  await goTo(operator.page, 'Lịch phát');
  await operator.page.getByRole('link', { name: 'Thêm mục phát' }).click();
  await operator.page.getByRole('button', { name: /^Vay vốn hộ nghèo/ }).click();
  await operator.page.getByRole('checkbox', { name: 'Xã Hải Hậu' }).check();
  const outlook = operator.page.getByRole('region', { name: 'Sẽ phát thế nào' });
  await outlook.getByText('“Vay vốn hộ nghèo” phát trong buổi Sáng').waitFor();
  await outlook.getByText('05:00').waitFor();
  await operator.page.getByRole('button', { name: 'Lưu vào lịch phát' }).click();
  await operator.page.getByRole('heading', { level: 1, name: 'Lịch phát' }).waitFor();
  await operator.page.getByRole('button', { name: /Sáng 05:00.*Vay vốn hộ nghèo/s }).click();
  const day = operator.page.getByRole('dialog');
  await day.getByText('Vay vốn hộ nghèo').waitFor();
  await day.getByRole('button', { name: 'Vì sao?' }).click();
  await day.getByText('Phát đúng chỗ đã xếp').waitFor();
  await operator.page.keyboard.press('Escape');

  await goTo(operator.page, 'Cụm loa');
  await operator.page.getByText('Cụm loa Xóm 4').waitFor();
  await operator.page.getByText('Chưa ghép nối').waitFor();
  await operator.page.getByRole('button', { name: 'Ghép nối' }).click();
  await operator.page.getByRole('button', { name: 'Lấy mã' }).click();
  await operator.page.getByText('npx loa station').waitFor();
  await operator.page.keyboard.press('Escape');
  await goTo(operator.page, 'Nhật ký phát');

  for (const { complaints } of [author, approver, operator]) expect(complaints).toEqual([]);
});

it('says in plain words why somebody cannot sign in, and offers no rooms that are not theirs', async () => {
  const window = await openWindow(server().origin);
  onTestFinished(() => window.close());
  const { page } = window;
  await page.goto('/people');
  await page.getByLabel('Tên đăng nhập').fill('author');
  await page.getByLabel('Mật khẩu').fill('sai mật khẩu');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByText('Sai tên đăng nhập hoặc mật khẩu.').waitFor();
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByText('Tài khoản này không có quyền').waitFor();
  await page.getByText('Dành cho:').waitFor();
  const rooms = page.getByRole('navigation').first();
  expect(await rooms.getByRole('link', { name: 'Người dùng' }).count()).toBe(0);
  expect(await rooms.getByRole('link', { name: 'Kho tin bài' }).count()).toBe(1);
});

it('refuses a text file named .mp3 with a reason that its author understands', async () => {
  const { page } = await signedIn('author');
  await goTo(page, 'Kho tin bài');
  await page.locator('input[type=file]').setInputFiles({
    name: 'ghi am.mp3',
    mimeType: 'audio/mpeg',
    buffer: Buffer.from('đây không phải âm thanh '.repeat(100)),
  });
  await page.getByRole('link', { name: 'ghi am' }).click();
  const panel = page.getByRole('article', { name: 'ghi am' });
  await panel.getByText('Tệp này không phải âm thanh.').waitFor();
});
