import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../core/access/roles.ts';
import { useBrowser, type Window } from '../support/console-browser.ts';
import { signInAt } from '../support/console-visit.ts';
import { pageFaults } from '../support/page-faults.ts';
import { turnedClock } from '../support/say.ts';
import { setScene, type Scene } from '../support/scene.ts';
import { testPassword, useTestServer } from '../support/server.ts';

// A district in the late afternoon.
const clock = turnedClock('16:21');
const server = useTestServer({
  ...{ worker: true, clock },
  config: { outboundAllow: ['127.0.0.0/8'] },
});
const openWindow = useBrowser();
/** Where pictures of all pages are to be kept; none are taken when it is not set. */
const pictures = process.env['LOA_TEST_PICTURES'];

/** Each of the two sizes and of the two themes is seen; all four where pictures are taken. */
const views = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const;
const seen = pictures === undefined ? views.slice(0, 2) : views;

interface Sight {
  name: string;
  path: (scene: Scene) => string;
  /** What stands there once it is loaded. */
  shows: string | RegExp;
}

const sights: Sight[] = [
  { name: 'sign-in', path: () => '/sign-in', shows: 'Mật khẩu' },
  { name: 'today', path: () => '/', shows: 'Hải Hậu' },
  { name: 'recordings', path: () => '/recordings', shows: 'Vay vốn ưu đãi' },
  {
    name: 'recording',
    path: ({ recordingId }) => `/recordings/${recordingId}`,
    shows: 'Vay vốn ưu đãi',
  },
  { name: 'approval', path: () => '/approval', shows: 'Chào mừng ngày hội làng' },
  { name: 'approval-one', path: ({ waitingId }) => `/approval/${waitingId}`, shows: 'Duyệt' },
  { name: 'asks', path: () => '/asks', shows: 'Phòng, chống rét' },
  { name: 'timetable', path: () => '/timetable', shows: 'Vay vốn ưu đãi' },
  { name: 'broadcast-new', path: () => '/timetable/new', shows: 'Thêm mục phát' },
  {
    ...{ name: 'broadcast', shows: 'Lịch sử' },
    path: ({ broadcastId }) => `/timetable/broadcasts/${broadcastId}`,
  },
  { name: 'weeks', path: () => '/weeks', shows: 'Duyệt lịch tuần' },
  { name: 'endpoints', path: () => '/endpoints', shows: 'Cụm loa xóm 4' },
  {
    ...{ name: 'readiness', shows: /sẵn sàng/ },
    path: ({ day }) => `/readiness/afternoon?date=${day}`,
  },
  { name: 'as-run', path: ({ day }) => `/as-run?date=${day}`, shows: 'Nhật ký' },
  { name: 'doubts', path: () => '/doubts', shows: 'Bản tin ngày mai' },
  { name: 'people', path: () => '/people', shows: 'Quản trị' },
  { name: 'places', path: () => '/places', shows: 'Xã Hải Anh' },
  { name: 'more', path: () => '/more', shows: /./ },
  { name: 'declare', path: ({ declarePath }) => declarePath, shows: 'Loa kéo xóm 9' },
  { name: 'not-found', path: () => '/khong-co', shows: /./ },
];

let scene: Scene;
let window: Window;
beforeAll(async () => {
  scene = await setScene(server(), clock);
  window = await openWindow(server().origin);
  const rootId = await server().rootId();
  const roles: Role[] = ['administrator', 'operator', 'approver', 'author'];
  const { me } = await server().person(roles.map((role) => ({ role, areaId: rootId })));
  // The district's day, not the machine's.
  await window.page.clock.setSystemTime(clock.now());
  await signInAt(window, me.login, testPassword);
});
afterAll(() => window.close());

it.for(sights)('shows $name to everybody', async ({ name, path, shows }) => {
  const { page, complaints } = window;
  const before = complaints.length;
  const faults: string[] = [];
  for (const { width, colorScheme } of seen) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(path(scene));
    await page.locator('main').getByText(shows).locator('visible=true').first().waitFor();
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    const found = await pageFaults(page);
    faults.push(...found.map((fault) => `${width} ${colorScheme}: ${fault}`));
    if (pictures !== undefined) {
      const file = `${pictures}/${name}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: file, fullPage: true });
    }
  }
  expect([...faults, ...complaints.slice(before)]).toEqual([]);
});
