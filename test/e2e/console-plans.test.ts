import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { api } from '../../contract/api.ts';
import { addDays, localDateOf, weekdayOf } from '../../core/time/zoned.ts';
import { useBrowser, type Window } from '../support/console-browser.ts';
import { goTo, signInAt } from '../support/console-visit.ts';
import { makeApproved, makeCommune, makeSession, zone, type Commune } from '../support/district.ts';
import { useTestServer } from '../support/server.ts';

const login = 'van.hanh';
const password = 'gió lên đồng lúa xanh';
const server = useTestServer({ worker: true });
const openWindow = useBrowser();
let commune: Commune;

beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Hậu');
  await makeSession(server(), commune.stationId, {
    ...{ key: 'morning', startsAt: '05:00', latestEnd: '05:45' },
  });
  const title = 'Vay vốn chính sách cho hộ nghèo';
  await makeApproved(server(), { hertz: 400, title });
  await makeApproved(server(), { hertz: 440, title: 'Phòng chống rét cho trâu bò' });
  const administrator = await server().administrator();
  const grants = [{ role: 'operator' as const, areaId: commune.areaId }];
  await administrator.call(api.users.create, {
    body: { login, name: 'Lê Văn Hành', password, grants },
  });
});

async function signedIn(): Promise<Window> {
  const window = await openWindow(server().origin);
  onTestFinished(() => window.close());
  return signInAt(window, login, password);
}

/** `24/11/2026` */
const written = (date: string) => date.split('-').reverse().join('/');
/** The day after tomorrow, which is compiled, whatever the hour. */
const date = addDays(localDateOf(Date.now(), zone), 2);

it('takes a pasted plan over, line by line', async () => {
  const { page, complaints } = await signedIn();
  await goTo(page, 'Lịch phát');
  await page.getByRole('button', { name: 'Nhập từ Word/Excel' }).click();
  const dialog = page.getByRole('dialog');
  const plan = [
    ['Ngày', 'Giờ', 'Nội dung'],
    [written(date), '17h', 'Vay vốn chính sách cho hộ nghèo'],
    [written(date), 'sáng', 'Phòng chống rét trâu bò'],
    [written(date), '19h', 'Tin trong xã'],
  ];
  const text = plan.map((cells) => cells.join('\t')).join('\n');
  await dialog.getByLabel('Bảng lịch').fill(text);
  await dialog.getByRole('button', { name: 'Xem trước' }).click();
  await dialog.getByText('Sẽ thêm 1 mục phát.').waitFor();
  await dialog.getByText('Kho tin bài không có “Tin trong xã”.').waitFor();
  await dialog.getByRole('button', { name: 'Phòng chống rét cho trâu bò' }).click();
  await dialog.getByText('Sẽ thêm 2 mục phát.').waitFor();
  await dialog.getByRole('button', { name: 'Sửa dòng 4' }).click();
  await dialog.getByLabel('Ô 3').fill('Phòng chống rét cho trâu bò');
  await dialog.getByRole('button', { name: 'Xem lại' }).click();
  await dialog.getByText('Sẽ thêm 3 mục phát.').waitFor();
  await dialog.getByRole('button', { name: 'Lưu vào lịch phát' }).click();
  await page.getByText('Đã nhập 3 mục phát.').waitFor();
  const operator = await server().as('operator');
  const query = { from: date, to: date, stationId: commune.stationId };
  const { items } = await operator.call(api.occurrences.list, { query });
  expect(items.map(({ title, airs }) => [title, airs])).toEqual([
    ['Phòng chống rét trâu bò', true],
    ['Vay vốn chính sách cho hộ nghèo', true],
    ['Phòng chống rét cho trâu bò', true],
  ]);
  expect(complaints).toEqual([]);
});

it('opens the editor filled in by a typed line', async () => {
  const { page, complaints } = await signedIn();
  await goTo(page, 'Lịch phát');
  const weekday = weekdayOf(date);
  const short = weekday === 7 ? 'cn' : `t${weekday + 1}`;
  await page.getByLabel('Gõ nhanh một dòng').fill(`17h ${short} vay vốn chính sách cho hộ nghèo`);
  await page.getByRole('button', { name: 'Điền vào mục phát' }).click();
  await page.getByText('Đã điền theo dòng vừa gõ.').waitFor();
  expect(await page.getByLabel('Tên mục phát').inputValue()).toBe(
    'vay vốn chính sách cho hộ nghèo',
  );
  await page.getByRole('region', { name: 'Sẽ phát thế nào' }).getByText('17:00').first().waitFor();
  expect(complaints).toEqual([]);
});

it('keeps a broadcast filled in by half while the sign-in ends, and goes on where that was', async () => {
  const { page } = await signedIn();
  await goTo(page, 'Lịch phát');
  await page.getByRole('link', { name: 'Thêm mục phát' }).click();
  await page.getByRole('button', { name: /^Phòng chống rét/ }).click();
  await page.getByLabel('Tên mục phát').fill('Chống rét, đọc chậm');
  await page.getByRole('checkbox', { name: 'Xã Hải Hậu' }).check();
  await page.getByText('“Chống rét, đọc chậm” phát').waitFor();
  // At once, unless another call of the page finds out before it.
  await page.getByRole('button', { name: 'Lưu vào lịch phát' }).evaluate(async (button) => {
    const { csrf } = (await (await fetch('/api/v1/me')).json()) as { csrf: string };
    await fetch('/api/v1/auth/sign-out', { method: 'POST', headers: { 'Loa-Csrf': csrf } });
    (button as unknown as { click(): void }).click();
  });
  await page.getByText('Phiên đăng nhập đã hết.').waitFor();
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu').fill(password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByText('Đã mở lại bản nháp chưa lưu').waitFor();
  expect(await page.getByLabel('Tên mục phát').inputValue()).toBe('Chống rét, đọc chậm');
  expect(await page.getByRole('checkbox', { name: 'Xã Hải Hậu' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Lưu vào lịch phát' }).click();
  await page.getByRole('heading', { level: 1, name: 'Lịch phát' }).waitFor();
  expect(await page.getByText('Bản nháp chưa lưu').count()).toBe(0);
});

it('hands out a calendar link that a program reads, and files', async () => {
  const { page, complaints } = await signedIn();
  await goTo(page, 'Lịch phát');
  await page.getByRole('button', { name: 'Lịch trên điện thoại' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Cho ai, cho máy nào').fill('Điện thoại chị Lan');
  await dialog.getByRole('button', { name: 'Tạo đường dẫn' }).click();
  const address = await dialog.locator('code').innerText();
  const calendar = await fetch(address);
  expect(calendar.status).toBe(200);
  expect(await calendar.text()).toContain('BEGIN:VCALENDAR');
  await dialog.getByRole('button', { name: 'Thu hồi đường dẫn Điện thoại chị Lan' }).click();
  await dialog.getByText('Đài này chưa có đường dẫn nào.').waitFor();
  expect((await fetch(address)).status).toBe(404);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Xuất', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('dialog').getByRole('link', { name: 'Bảng Excel' }).click();
  expect((await download).suggestedFilename()).toMatch(/^lich-phat-.*\.xlsx$/);
  expect(complaints).toEqual([]);
});
