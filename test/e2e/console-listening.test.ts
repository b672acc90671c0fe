import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { api } from '../../contract/api.ts';
import { stationRoutes, type PlayRecord } from '../../contract/station/exchange.ts';
import { instantOf } from '../../core/time/zoned.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { useBrowser } from '../support/console-browser.ts';
import { playToEnd, signInAt } from '../support/console-visit.ts';
import { dayAfter, draftOf, makeApproved, makeCommune, zone } from '../support/district.ts';
import { pairEndpoint, type EndpointClient } from '../support/endpoint-client.ts';
import { testPassword, useTestServer } from '../support/server.ts';

// Far from midnight, in the console's own day; from then on it goes as it does everywhere.
const real = systemClock();
const day = dayAfter(real.now(), 0);
let aheadMs = instantOf(day, '16:58', zone) - real.now();
const clock: Clock = { ...real, now: () => real.now() + aheadMs };
const server = useTestServer({ worker: true, clock });
const openWindow = useBrowser();

let agent: EndpointClient;

/** What the machine says of the item at 17:00. */
async function reportPlay(): Promise<void> {
  const operator = await server().as('operator');
  const query = { endpointId: agent.id, date: day };
  const { entries, sha256 } = await operator.call(api.occurrences.playlist, { query });
  const entry = entries.find(({ startsAt }) => startsAt === instantOf(day, '17:00:00', zone));
  if (!entry || sha256 === null) throw new Error('it was not placed');
  const play: PlayRecord = {
    ...{ playId: newId(real), sequence: 1, key: entry.key, title: entry.title },
    ...{ occurrence: entry.key.split('/')[0] ?? '', playlist: sha256, media: null },
    ...{ dueAt: entry.startsAt, startedAt: entry.startsAt, endedAt: entry.startsAt + 3000 },
    ...{ heardMs: entry.durationMs, durationMs: entry.durationMs, reason: 'completed' },
    ...{ clockTrusted: true, ear: null },
  };
  const { results } = await agent.client.call(stationRoutes.plays, { body: { rows: [play] } });
  expect(results[0]?.accepted).toBe(true);
}

beforeAll(async () => {
  const { areaId, stationId, endpointId } = await makeCommune(server(), 'Hải Thính');
  agent = await pairEndpoint(server(), endpointId);
  const recordingId = await makeApproved(server(), { hertz: 400, title: 'Bản tin chiều' });
  const operator = await server().as('operator');
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date: day };
  for (const time of ['16:59:30', '17:00:00', '18:00:00'])
    await operator.call(api.broadcasts.create, { body: draftOf({ ...given, time }) });
});

const pictures = process.env['LOA_TEST_PICTURES'];

it('lets a villager with a phone say and record what is heard, and shows it to the station', async () => {
  await server().administrator();
  const desk = await openWindow(server().origin);
  onTestFinished(() => desk.close());
  const { page } = await signInAt(desk, 'quan.tri', testPassword);
  await page.goto('/endpoints');

  // By the keyboard alone: the menu, its words, and the focus back where it was.
  const menu = page.getByRole('button', { name: 'Việc khác với Cụm Hải Thính' });
  await menu.press('Enter');
  await page.getByRole('menuitem', { name: 'Đường dẫn nghe loa' }).waitFor();
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/menu-1280.png` });
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('menuitem').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Đường dẫn nghe loa' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Đường dẫn nghe loa: Cụm Hải Thính' });
  await dialog.getByLabel('Tên người nghe').fill('Bà Tư');
  await dialog.getByRole('button', { name: 'Tạo đường dẫn' }).click();
  const address = (await dialog.locator('code').textContent()) ?? '';
  expect(address).toContain('/listen#token=ear_');
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/link-1280.png` });
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  const focused = page.locator(':focus');
  expect(await focused.getAttribute('aria-label')).toBe('Việc khác với Cụm Hải Thính');

  const phone = await openWindow(server().origin);
  onTestFinished(() => phone.close());
  await phone.page.setViewportSize({ width: 360, height: 740 });
  const look = async (name: string) => {
    if (pictures === undefined) return;
    for (const colorScheme of ['light', 'dark'] as const) {
      await phone.page.emulateMedia({ colorScheme });
      await phone.page.waitForTimeout(400);
      const path = `${pictures}/${name}-360-${colorScheme}.png`;
      await phone.page.screenshot({ path, fullPage: true });
    }
  };
  await phone.page.goto(address);
  await phone.page.getByText('Cụm Hải Thính').waitFor();
  await phone.page.getByText('Lúc này loa chưa phát. Mục tiếp theo lúc 16:59.').waitFor();
  expect(await phone.page.getByRole('button', { name: 'Tôi nghe rõ' }).count()).toBe(0);
  await look('listen-ahead');

  aheadMs = instantOf(day, '17:00:02', zone) - real.now();
  await phone.page.reload();
  const now = phone.page.locator('section').filter({ hasText: 'Đang trong giờ phát' });
  const first = now.getByRole('listitem').first();
  await first.getByText('17:00').waitFor();
  await look('listen-sounding');
  const overhang = await phone.page.locator('html').evaluate((element) => {
    const { scrollWidth, clientWidth } = element as unknown as Record<string, number>;
    return (scrollWidth ?? 0) - (clientWidth ?? 0);
  });
  expect(overhang).toBe(0);
  await first.getByRole('button', { name: 'Tôi nghe rõ' }).click();
  await first.getByText('Đã báo lúc 17:00: nghe rõ').waitFor();
  await first.getByRole('button', { name: 'Ghi 10 giây' }).click();
  await first.getByText(/Đang ghi, còn \d+ giây/).waitFor();
  await look('listen-recording');
  await first.getByText('Đã gửi 1 bản ghi').waitFor();
  await look('listen-sent');
  await phone.page.setViewportSize({ width: 1280, height: 800 });
  await phone.page.setViewportSize({ width: 360, height: 740 });

  await page.goto(`/as-run?date=${day}`);
  const row = page.getByRole('row').filter({ hasText: '17:00:00' });
  await row.getByText('Tại chỗ: Bà Tư nghe rõ lúc 17:00').waitFor();
  expect(await row.locator('.text-good').count()).toBe(0);
  await row.getByRole('button', { name: 'Nghe bản ghi của Bà Tư, 17:00' }).click();
  expect(await playToEnd(page)).toBeGreaterThan(8);
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/as-run-1280.png` });
  if (pictures !== undefined) {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.screenshot({ path: `${pictures}/as-run-360.png` });
    await page.goto('/endpoints');
    await menu.click();
    await page.screenshot({ path: `${pictures}/menu-360.png` });
  }

  // The machine says that it played; somebody who is there hears nothing.
  await page.setViewportSize({ width: 1280, height: 800 });
  await reportPlay();
  await phone.page.getByRole('button', { name: 'Không nghe thấy' }).first().click();
  await phone.page.getByText('Đã báo lúc 17:00: không nghe thấy').waitFor();
  await page.goto('/');
  await page
    .getByText('1 cụm loa đã phát mà người tại chỗ báo không nghe thấy: xem lại âm ly, dây loa')
    .waitFor();
  await page.getByText(/^Cụm Hải Thính \(.*, Bà Tư báo, bài lúc .*17:00\)$/).waitFor();
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/today-1280.png` });
  await page.goto(`/as-run?date=${day}`);
  await row.getByText('Đã phát', { exact: true }).waitFor();
  await row.getByText('Tại chỗ: Bà Tư không nghe thấy lúc 17:00').waitFor();
  await row.getByRole('button', { name: 'Nghe bản ghi của Bà Tư, 17:00' }).click();
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/as-run-played.png` });
  await row.getByRole('button', { name: 'Xóa bản ghi' }).click();
  await row.getByRole('button', { name: 'Xóa hẳn, không lấy lại được' }).click();
  await expect.poll(() => row.getByText('Nghe bản ghi').count()).toBe(0);
  for (const { complaints } of [desk, phone]) expect(complaints).toEqual([]);
});
