import type { Page } from 'playwright-core';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { api } from '../../contract/api.ts';
import type { Role } from '../../core/access/roles.ts';
import { useBrowser, type Window } from '../support/console-browser.ts';
import { signInAt } from '../support/console-visit.ts';
import {
  approve,
  dayAfter,
  draftOf,
  makeCommune,
  makeSession,
  type Commune,
} from '../support/district.ts';
import { pageFaults } from '../support/page-faults.ts';
import { turnedClock } from '../support/say.ts';
import { testPassword, useTestServer } from '../support/server.ts';
import { makeSound } from '../support/sound.ts';
import { until } from '../support/until.ts';

const clock = turnedClock('16:21');
const server = useTestServer({ worker: true, clock });
const openWindow = useBrowser();
const pictures = process.env['LOA_TEST_PICTURES'];

/** What the page has its sound from. */
interface Heard {
  src: string;
  currentTime: number;
  paused: boolean;
}

/** Approved, and half a minute long: enough to be heard on a busy machine. */
async function makeLong(title: string, hertz: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loa-long-'));
  try {
    const path = await makeSound(join(folder, 'sound.wav'), `sine=f=${hertz}:d=30`);
    const bytes = new Uint8Array(await readFile(path));
    const author = await server().some('author');
    const areaId = await server().rootId();
    const { id } = await author.upload({ areaId, title }, { bytes, name: 'tin.wav' });
    const whenReady = async () => {
      const found = await author.call(api.recordings.get, { params: { id } });
      return found.latest.state === 'ready' ? found : undefined;
    };
    return await approve(
      server(),
      await until(whenReady, { limitMs: 60_000, what: 'it is ready' }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let commune: Commune;
let window: Window;
/** What was made long. */
const long: { title: string; recordingId: string }[] = [];
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Hậu');
  const operator = await server().some('operator');
  for (const [time, title, hertz] of [
    ['16:40', 'Lịch tiêm chủng', 400],
    ['16:45', 'Vay vốn ưu đãi', 500],
  ] as const) {
    const { areaId: ownerAreaId, stationId } = commune;
    const recordingId = await makeLong(title, hertz);
    long.push({ title, recordingId });
    const given = { ownerAreaId, recordingId, time };
    const where = { stations: [stationId], date: dayAfter(clock.now(), 0) };
    await operator.call(api.broadcasts.create, { body: draftOf({ ...given, ...where }) });
  }
  window = await openWindow(server().origin);
  const rootId = await server().rootId();
  const roles: Role[] = ['administrator', 'operator'];
  const { me } = await server().person(roles.map((role) => ({ role, areaId: rootId })));
  await window.page.clock.setSystemTime(clock.now());
  // The element is in no document: the page is asked for it where it makes one.
  await window.page.addInitScript(`
    const Real = globalThis.Audio;
    globalThis.madeAudio = [];
    globalThis.Audio = function () {
      const audio = new Real();
      globalThis.madeAudio.push(audio);
      return audio;
    };`);
  await signInAt(window, me.login, testPassword);
});
afterAll(() => window.close());

const heard = (): Promise<Heard | null> =>
  window.page.evaluate(`(() => {
    const audio = globalThis.madeAudio.at(-1);
    return audio && { src: audio.src, currentTime: audio.currentTime, paused: audio.paused };
  })()`);

const slow = { timeout: 15_000 };

/** At the desk in the light theme, and on the phone in the dark one. */
async function faultsInBoth(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    if (pictures !== undefined)
      await page.screenshot({ path: `${pictures}/${name}-${width}.png`, fullPage: true });
    faults.push(...(await pageFaults(page)));
  }
  return faults;
}

async function turnTo(instant: number): Promise<void> {
  clock.turnTo(instant);
  await window.page.clock.setSystemTime(instant);
}

it('plays what a station is to sound, from where that is, and goes on to the next item', async () => {
  const { page, complaints } = window;
  const operator = await server().some('operator');
  const params = { id: commune.stationId };
  const told = await operator.call(api.expectedSounds.ofStation, { params });
  const [first, second] = told.next;
  if (!first || !second) throw new Error('two items are to come');

  await page.goto('/today');
  await page.getByRole('button', { name: 'Nghe Xã Hải Hậu đang phát gì' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Âm thanh dự kiến.').waitFor();
  await dialog.getByText('Lúc này không phát gì.').waitFor();
  await dialog.getByText(`Tiếp theo lúc`).waitFor();
  await dialog.getByRole('button', { name: 'Chờ nghe mục tiếp theo' }).click();
  await dialog.getByText('Đang chờ, tới giờ sẽ tự phát.').waitFor();
  expect((await heard())?.src).toBe('');
  const faults = await faultsInBoth(page, 'expected');

  // The hour comes while somebody waits: it has begun ten seconds ago.
  await turnTo(first.startsAt + 10_000);
  await expect.poll(async () => (await heard())?.currentTime ?? 0, slow).toBeGreaterThan(10.5);
  const playing = await heard();
  expect(playing?.src).toContain(first.file?.sha256 ?? '?');
  expect(playing?.currentTime).toBeLessThan(20);
  await turnTo(second.startsAt + 500);
  await expect.poll(async () => (await heard())?.src, slow).toContain(second.file?.sha256 ?? '?');
  await dialog.getByText(second.title).first().waitFor();
  await dialog.getByRole('button', { name: 'Thôi nghe' }).click();
  expect((await heard())?.paused).toBe(true);
  expect([...faults, ...complaints]).toEqual([]);
});

it('lets the operator of a commune listen from the first page, and says on Hôm nay whom to call', async () => {
  const operator = await server().some('operator');
  const keyholder = { name: 'Ông Tư', phone: '0912 345 678' };
  const params = { id: commune.stationId };
  await operator.call(api.stations.setKeyholder, { params, body: { keyholder } });
  const { page } = window;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/today');
  const troubles = page.getByRole('region', { name: 'Cần để ý' });
  const call = troubles.getByRole('link', { name: 'Gọi Ông Tư' });
  await call.waitFor();
  expect(await call.getAttribute('href')).toBe('tel:0912345678');
  const faults = await faultsInBoth(page, 'risk');

  const { me } = await server().as('commune-operator', commune.areaId);
  const clerk = await openWindow(server().origin);
  await clerk.page.clock.setSystemTime(clock.now());
  await clerk.page.setViewportSize({ width: 360, height: 800 });
  await signInAt(clerk, me.login, testPassword);
  await clerk.page.getByRole('button', { name: 'Nghe loa đang phát gì' }).click();
  await clerk.page.getByRole('dialog').getByText('Âm thanh dự kiến.').waitFor();
  await clerk.page.getByRole('button', { name: 'Đóng' }).click();
  if (pictures !== undefined)
    await clerk.page.screenshot({ path: `${pictures}/clerk-360.png`, fullPage: true });
  faults.push(...(await pageFaults(clerk.page)));
  await clerk.close();
  expect(faults).toEqual([]);
});

it('plays a session before it is on the air, only where it joins, and moves over the join', async () => {
  const beforehand = await makeCommune(server(), 'Hải Anh');
  const { areaId: ownerAreaId, stationId } = beforehand;
  const hours = { key: 'afternoon', startsAt: '17:00', latestEnd: '17:45', name: 'Chiều' };
  await makeSession(server(), stationId, hours);
  const operator = await server().some('operator');
  const date = dayAfter(clock.now(), 1);
  for (const [order, { title, recordingId }] of long.entries()) {
    const given = { ownerAreaId, recordingId, stations: [stationId], date, time: '00:00' };
    const placement = { kind: 'session', sessionKey: 'afternoon', part: 'own', order } as const;
    await operator.call(api.broadcasts.create, { body: draftOf(given, { title, placement }) });
  }
  const { page, complaints } = window;
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto(`/timetable?date=${date}&station=${stationId}`);
  await page
    .getByRole('button', { name: /^Chiều 17:00/ })
    .last()
    .click();
  await page.getByRole('button', { name: 'Nghe trước buổi Chiều' }).click();
  const dialog = page.getByRole('dialog', { name: 'Nghe trước buổi Chiều' });
  await dialog.getByText('Âm thanh dự kiến.').waitFor();
  const faults = await faultsInBoth(page, 'prelistening');
  await dialog.getByRole('radio', { name: 'Chỉ nghe chỗ nối' }).check();
  await dialog.getByText('còn 00:08').waitFor();
  await dialog.getByRole('button', { name: 'Phát' }).click();
  const line = dialog.locator('[aria-current=true]');
  await expect.poll(() => line.textContent(), slow).toContain('Lịch tiêm chủng');
  await expect.poll(() => line.textContent(), slow).toContain('Vay vốn ưu đãi');
  const second = await heardAt();
  expect(second).toBeGreaterThanOrEqual(4000);
  await expect.poll(heardAt, slow).toBeGreaterThan(second + 1000);
  await dialog.getByText('Đã nghe hết.').waitFor(slow);
  expect([...faults, ...complaints]).toEqual([]);

  async function heardAt(): Promise<number> {
    return Number(await dialog.getByRole('slider', { name: 'Vị trí nghe' }).inputValue());
  }
});
