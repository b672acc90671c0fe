import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { api } from '../../contract/api.ts';
import { stationRoutes, type PlayRecord } from '../../contract/station/exchange.ts';
import { instantOf } from '../../core/time/zoned.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { newId } from '../../runtime/id.ts';
import { useBrowser } from '../support/console-browser.ts';
import { signInAt } from '../support/console-visit.ts';
import { dayAfter, draftOf, makeApproved, makeCommune, zone } from '../support/district.ts';
import { pairEndpoint } from '../support/endpoint-client.ts';
import { testPassword, useTestServer } from '../support/server.ts';

// Far from midnight, in the console's own day.
const real = systemClock();
const day = dayAfter(real.now(), 0);
let now = instantOf(day, '10:00', zone);
const clock: Clock = { ...real, now: () => now };
const server = useTestServer({ worker: true, clock });
const openWindow = useBrowser();

/** One item: played by its machine, unheard by its microphone; then a claim that makes no sense, after a gap. */
async function report(): Promise<void> {
  const commune = await makeCommune(server(), 'Hải Điếc');
  const agent = await pairEndpoint(server(), commune.endpointId);
  const recordingId = await makeApproved(server(), { hertz: 400, title: 'Bản tin sáng' });
  const operator = await server().as('operator');
  const { areaId, stationId, endpointId } = commune;
  await operator.call(api.broadcasts.create, {
    body: draftOf({
      ...{ ownerAreaId: areaId, recordingId, stations: [stationId] },
      ...{ date: day, time: '10:05:00' },
    }),
  });
  const query = { endpointId, date: day };
  const { entries, sha256 } = await operator.call(api.occurrences.playlist, { query });
  const [entry] = entries;
  if (!entry || sha256 === null) throw new Error('it was not placed');
  now = entry.startsAt + 60_000;
  const play: PlayRecord = {
    ...{ playId: newId(real), sequence: 1, key: entry.key, title: entry.title },
    ...{ occurrence: entry.key.split('/')[0] ?? '', playlist: sha256, media: null },
    ...{ dueAt: entry.startsAt, startedAt: entry.startsAt, endedAt: entry.startsAt + 3000 },
    ...{ heardMs: entry.durationMs, durationMs: entry.durationMs, reason: 'completed' },
    ...{ clockTrusted: true, ear: 'silent' },
  };
  const startedAt = now + 3_600_000;
  const claimed = { ...play, playId: newId(real), sequence: 4, title: 'Bản tin ngày mai' };
  const rows = [play, { ...claimed, startedAt, endedAt: startedAt + 3000 }];
  const { results } = await agent.client.call(stationRoutes.plays, { body: { rows } });
  expect(results.map(({ accepted }) => accepted)).toEqual([true, true]);
}

beforeAll(report);

it('shows what was not heard, what is doubted, and whom one need not call', async () => {
  await server().administrator();
  const window = await openWindow(server().origin);
  onTestFinished(() => window.close());
  const { page } = await signInAt(window, 'quan.tri', testPassword);
  const pictures = process.env['LOA_TEST_PICTURES'];
  const look = async (name: string) => {
    if (pictures === undefined) return;
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  };
  await page.getByText('1 cụm loa phát mà micro không nghe thấy').waitFor();
  await look('today');

  await page.goto(`/as-run?date=${day}`);
  const marks = page.getByText('Máy đã phát nhưng micro không nghe thấy');
  await marks.first().waitFor();
  expect(await page.getByText('Đã phát', { exact: true }).count()).toBe(0);
  expect(await page.locator('main .text-good').count()).toBe(0);
  await look('as-run');

  await page.getByRole('link', { name: 'Báo cáo đáng ngờ' }).click();
  await page.getByText('Giờ bắt đầu ở tương lai').waitFor();
  await page.getByText('Thiếu 2 báo cáo (số 2 đến 3)').waitFor();
  await look('doubts');
  await page.getByRole('button', { name: 'Bỏ', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await look('dismiss');
  await dialog.getByRole('button', { name: 'Bỏ', exact: true }).click();
  await page.getByText('Không có báo cáo nào.').waitFor();

  await page.goto('/endpoints');
  const menu = page.getByRole('button', { name: 'Việc khác với Cụm Hải Điếc' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Bảo trì' }).click();
  await dialog.getByLabel('Vì sao?').fill('Sửa âm ly');
  await look('snooze');
  await dialog.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText(/Đang bảo trì tới .*: Sửa âm ly/).waitFor();
  await look('endpoints');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Bảo trì' }).click();
  await dialog.getByRole('button', { name: 'Kết thúc bảo trì' }).click();
  await expect.poll(() => page.getByText(/Đang bảo trì/).count(), { timeout: 10_000 }).toBe(0);
});
