import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { api } from '../../contract/api.ts';
import { addDays } from '../../core/time/zoned.ts';
import { useBrowser } from '../support/console-browser.ts';
import { goTo, signInAt } from '../support/console-visit.ts';
import { datedPlaces } from '../support/dated-places.ts';
import { dayAfter, makeApproved, makeCommune, type Commune } from '../support/district.ts';
import { useTestServer } from '../support/server.ts';
import { systemClock } from '../../runtime/clock.ts';

const password = 'gió lên đồng lúa xanh';
const server = useTestServer({ worker: true });
const openWindow = useBrowser();
const places = datedPlaces(server);
const tomorrow = dayAfter(systemClock().now(), 1);
let minh: Commune;
let anh: Commune;

beforeAll(async () => {
  const administrator = await server().administrator();
  const areaId = await server().rootId();
  minh = await makeCommune(server(), 'Hải Minh');
  anh = await makeCommune(server(), 'Hải Anh');
  await places.village('Đông', minh.areaId);
  const grants = [{ role: 'administrator' as const, areaId }];
  await administrator.call(api.users.create, {
    body: { login: 'lan', name: 'Nguyễn Thị Lan', password, grants },
  });
  await server().as('approver', minh.areaId);
  const recordingId = await makeApproved(server(), { hertz: 440 });
  const owner = { ownerAreaId: areaId, recordingId };
  await places.send({ ...owner, areas: [minh.areaId], title: 'Lịch tiêm chủng', since: tomorrow });
});

it('lets an administrator see what a merge touches, and carry it out', async () => {
  const { page, complaints, close } = await signInAt(
    await openWindow(server().origin),
    'lan',
    password,
  );
  onTestFinished(close);
  await goTo(page, 'Địa bàn');
  await page.getByRole('button', { name: 'Việc khác với Xã Hải Minh' }).click();
  await page.getByRole('menuitem', { name: 'Thay đổi' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Sáp nhập', { exact: true }).first().click();
  await dialog.getByLabel('Sáp nhập vào').selectOption(anh.areaId);
  await dialog.getByText('1 mục phát không còn tới đủ nơi đã chọn').waitFor();
  await dialog.getByText('1 cụm loa đổi chỗ').waitFor();
  await dialog.getByText('1 vai trò ở địa bàn kết thúc').waitFor();
  expect(await places.areaAt(minh.areaId, tomorrow)).toMatchObject({ successorId: null });
  await dialog.getByRole('button', { name: 'Sáp nhập' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const today = addDays(tomorrow, -1);
  expect(await places.areaAt(minh.areaId, tomorrow)).toMatchObject({
    validTo: today,
    successorId: anh.areaId,
  });
  await page.getByText('nhập vào Xã Hải Anh').waitFor();

  await page.getByRole('tab', { name: 'Đài', exact: true }).click();
  await page.getByText('Đài xã Hải Minh').waitFor();
  await page.getByText('đến hết').waitFor();
  expect(complaints).toEqual([]);
});

it('moves a speaker cluster to a village on a day', async () => {
  const { page, complaints, close } = await signInAt(
    await openWindow(server().origin),
    'lan',
    password,
  );
  onTestFinished(close);
  const { id } = await places.village('Tây', anh.areaId);
  await goTo(page, 'Cụm loa');
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Cụm Hải Anh' })
    .getByRole('button', { name: 'Việc khác với Cụm Hải Anh' })
    .click();
  await page.getByRole('menuitem', { name: 'Chuyển' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Thôn').selectOption({ label: 'Thôn Tây' });
  await dialog.getByText('1 cụm loa đổi chỗ').waitFor();
  await dialog.getByRole('button', { name: 'Chuyển', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  const administrator = await server().administrator();
  const params = { id: anh.endpointId };
  const body = { stationId: anh.stationId, areaId: id, on: addDays(tomorrow, 1) };
  const again = await administrator.call(api.endpoints.move, {
    params,
    query: { dryRun: 'true' },
    body,
  });
  expect(again.effects.endpoints.total).toBe(0);
  expect(complaints).toEqual([]);
});
