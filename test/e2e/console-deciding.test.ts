import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { api } from '../../contract/api.ts';
import type { Role } from '../../core/access/roles.ts';
import { mondayOf } from '../../core/week/monday-of.ts';
import { useBrowser, type Window } from '../support/console-browser.ts';
import { goTo, signInAt } from '../support/console-visit.ts';
import { dayAfter, draftOf, makeApproved } from '../support/district.ts';
import { airOf, askedCommune, placeFor, type AskedCommune } from '../support/say.ts';
import { useTestServer } from '../support/server.ts';

const password = 'gió lên đồng lúa xanh';
const server = useTestServer({ worker: true });
const openWindow = useBrowser();
/** The day after tomorrow: its freeze is far, whatever the hour. */
const day = () => dayAfter(Date.now(), 2);
const shown = (date: string) => date.split('-').reverse().join('/');
let recordingId = '';

beforeAll(async () => {
  recordingId = await makeApproved(server(), { hertz: 440, title: 'Vay vốn hộ nghèo' });
});

/** Somebody of a commune at their own screen. */
async function signedIn(commune: AskedCommune, role: Role): Promise<Window> {
  const login = `${role}.${commune.areaId.slice(-6)}`;
  const administrator = await server().administrator();
  await administrator.call(api.users.create, {
    body: { login, name: `Người ${role}`, password, grants: [{ role, areaId: commune.areaId }] },
  });
  const window = await openWindow(server().origin);
  onTestFinished(() => window.close());
  return signInAt(window, login, password);
}

/** Places what the commune plans itself. */
async function placeOwn(
  { areaId, stationId, operator }: AskedCommune,
  { title, time }: { title: string; time: string },
): Promise<string> {
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date: day(), time };
  const rule = { freq: 'daily', interval: 1 } as const;
  const dates = { first: day(), last: null, count: null, rule, exdates: [], rdates: [] };
  const body = draftOf(given, { title, dates });
  const { broadcast } = await operator.call(api.broadcasts.create, { body });
  return broadcast?.id ?? '';
}

it('takes a bulletin from above into a session, and keeps who did', async () => {
  const commune = await askedCommune(server(), 'Nhận');
  const given = { recordingId, date: day(), time: '10:00' };
  const offered = await placeFor(server(), commune, given, { title: 'Phòng chống rét' });
  expect(await airOf(server(), commune, day())).toEqual([]);

  const { page, complaints } = await signedIn(commune, 'operator');
  await page.getByRole('link', { name: '1 bản tin chờ tiếp nhận' }).click();
  const card = page.getByRole('article', { name: 'Phòng chống rét' });
  await card.getByText('Không trả lời trước hạn thì không phát.').waitFor();
  await card.getByRole('radio', { name: /Buổi morning/ }).check();
  await card.getByRole('button', { name: 'Tiếp nhận' }).click();
  await page.getByText('Không có gì chờ trả lời.').waitFor();
  await page.getByRole('tab', { name: 'Đã trả lời' }).click();
  await page.getByText('Nhận vào buổi morning').waitFor();
  await page.getByText('Người operator, ').waitFor();
  expect(await airOf(server(), commune, day())).toEqual([`05:00 ${offered}`]);
  expect(complaints).toEqual([]);
});

it('replaces what is there only when somebody says so', async () => {
  const commune = await askedCommune(server(), 'Ghi Đè');
  const there = await placeOwn(commune, { title: 'Nhạc sáng', time: '10:00' });
  const { page, complaints } = await signedIn(commune, 'operator');
  await page.goto(`/timetable/new?date=${day()}&station=${commune.stationId}`);
  await page.getByRole('button', { name: /^Vay vốn hộ nghèo/ }).click();
  await page.getByRole('radio', { name: 'Theo giờ riêng' }).check();
  await page.getByLabel('Giờ phát', { exact: true }).fill('10:00');
  await page.getByLabel('Giờ phát', { exact: true }).blur();
  const outlook = page.getByRole('region', { name: 'Sẽ phát thế nào' });
  await outlook.getByText('Đang giữ chỗ: “Nhạc sáng” của Xã Ghi Đè').waitFor();
  await outlook.getByRole('radio', { name: /^Ghi đè/ }).check();
  await outlook.getByText('“Nhạc sáng” của Xã Ghi Đè lúc 10:00 không phát nữa').waitFor();
  expect(await airOf(server(), commune, day())).toEqual([`10:00 ${there}`]);
  await page.getByRole('button', { name: 'Ghi đè và lưu' }).click();
  await page.getByRole('heading', { level: 1, name: 'Lịch phát' }).waitFor();
  const [airing = '', ...others] = await airOf(server(), commune, day());
  expect([airing.slice(0, 5), airing.includes(there), others]).toEqual(['10:00', false, []]);
  expect(complaints).toEqual([]);
});

it('leaves one day of a series out, brings it back, and moves it to another time', async () => {
  const commune = await askedCommune(server(), 'Riêng Ngày');
  const id = await placeOwn(commune, { title: 'Tin xã', time: '10:00' });
  const { page, complaints } = await signedIn(commune, 'operator');
  await page.goto(`/timetable/broadcasts/${id}?day=${day()}`);
  await page.getByRole('radio', { name: 'Không phát' }).check();
  await page.getByRole('button', { name: 'Không phát ngày này' }).click();
  await page.getByText('được đặt là ngày nghỉ của mục này').waitFor();
  expect(await airOf(server(), commune, day())).toEqual([]);
  await page.getByRole('button', { name: 'Phát lại ngày này' }).click();
  await page.getByLabel('Giờ phát', { exact: true }).fill('11:30');
  await page.getByLabel('Giờ phát', { exact: true }).blur();
  await page.getByText(`Chỉ đổi`).waitFor();
  await page.getByRole('button', { name: 'Lưu cho ngày này' }).click();
  await page.getByText(`Đã sửa riêng ngày ${shown(day())}.`).waitFor();
  const next = dayAfter(Date.now(), 3);
  expect(await airOf(server(), commune, day())).toEqual([`11:30 ${id}`]);
  expect(await airOf(server(), commune, next)).toEqual([`10:00 ${id}`]);
  expect(complaints).toEqual([]);
});

it('hands a week in, returns it, and approves it for the air', async () => {
  const commune = await askedCommune(server(), 'Duyệt Tuần');
  const administrator = await server().administrator();
  const rule = { kind: 'week_approval' } as const;
  const open = { validFrom: null, validTo: null };
  const body = { areaId: commune.areaId, rule, ...open };
  await administrator.call(api.guards.create, { body });
  const id = await placeOwn(commune, { title: 'Tin xã', time: '10:00' });
  expect(await airOf(server(), commune, day())).toEqual([]);

  const address = `/weeks?area=${commune.areaId}&date=${mondayOf(day())}`;
  const operator = await signedIn(commune, 'operator');
  await operator.page.goto(address);
  await operator.page.getByRole('button', { name: 'Trình duyệt' }).click();
  await operator.page.getByText('Người operator trình duyệt').first().waitFor();

  const approver = await signedIn(commune, 'approver');
  await approver.page.goto(address);
  await approver.page.getByRole('button', { name: 'Trả lại' }).click();
  const dialog = approver.page.getByRole('dialog');
  await dialog.getByLabel('Lý do trả lại').fill('Thiếu tin phòng dịch');
  await dialog.getByRole('button', { name: 'Trả lại' }).click();
  await approver.page.getByText('Thiếu tin phòng dịch').waitFor();
  await approver.page.getByRole('button', { name: 'Duyệt lịch tuần này' }).click();
  await approver.page.getByText('Lịch tuần đã được duyệt').waitFor();
  expect(await airOf(server(), commune, day())).toEqual([`10:00 ${id}`]);
  await goTo(operator.page, 'Lịch phát');
  for (const { complaints } of [operator, approver]) expect(complaints).toEqual([]);
});
