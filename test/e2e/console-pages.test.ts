import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../contract/api.ts';
import type { Role } from '../../core/access/roles.ts';
import { lunarDateOf } from '../../core/calendar/lunar.ts';
import { lunarText } from '../../core/calendar/lunar-words.ts';
import { addDays } from '../../core/time/zoned.ts';
import { useBrowser, type Window } from '../support/console-browser.ts';
import { signInAt } from '../support/console-visit.ts';
import { rememberHealth } from '../support/health-days.ts';
import { colourFaults, pageFaults } from '../support/page-faults.ts';
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

const views = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
] as const;
let turn = 0;

/**
 * The size and theme in which a page is seen: both in turn by day, at night (see vitest.config.ts) each page in
 * both, and in all four where pictures are taken. Its colours are looked at in the other theme too.
 */
function seen(): readonly View[] {
  if (pictures !== undefined) return views;
  const [desk, phone] = views;
  if (process.env['LOA_TESTS'] !== 'day') return [desk, phone];
  turn += 1;
  return turn % 2 === 0 ? [phone] : [desk];
}

interface Sight {
  name: string;
  path: (scene: Scene) => string;
  /** What stands there once it is loaded. */
  shows: string | RegExp;
  /** Seen at night and where pictures are taken: it is made of the same parts as others. */
  isSeldom?: boolean;
}

/** All but the first, which has a sight of its own. */
const placesTabs = [
  ...['stations', 'sessions', 'quiet', 'guards', 'windows', 'modes', 'holidays', 'groups'],
  ...['programmes', 'partners', 'dictionary', 'profiles'],
];

const sights: Sight[] = [
  { name: 'sign-in', path: () => '/sign-in', shows: 'Mật khẩu' },
  { name: 'today', path: () => '/', shows: 'Im từ sáng' },
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
  {
    ...{ name: 'timetable-day', shows: 'Vay vốn ưu đãi' },
    path: ({ day }) => `/timetable?date=${day}&span=day`,
  },
  {
    ...{ name: 'timetable-table', shows: 'Vay vốn ưu đãi' },
    path: ({ day }) => `/timetable?date=${day}&view=table`,
  },
  {
    ...{ name: 'timetable-areas', shows: /buổi · đã xếp/ },
    path: ({ day }) => `/timetable?date=${day}&view=areas`,
  },
  {
    ...{ name: 'timetable-programmes', shows: 'Vay vốn ưu đãi' },
    path: ({ day }) => `/timetable?date=${day}&view=programmes`,
  },
  { name: 'broadcast-new', path: () => '/timetable/new', shows: 'Thêm mục phát' },
  {
    ...{ name: 'broadcast', shows: 'Lịch sử' },
    path: ({ broadcastId }) => `/timetable/broadcasts/${broadcastId}`,
  },
  { name: 'weeks', path: () => '/weeks', shows: 'Duyệt lịch tuần' },
  { name: 'endpoints', path: () => '/endpoints', shows: 'Im từ sáng' },
  {
    ...{ name: 'endpoint', shows: 'Lệch nhiều nhất −1,8 s' },
    path: ({ communes }) => `/endpoints/${communes[0]?.endpointId}`,
  },
  {
    ...{ name: 'unpaired', shows: 'Chưa có mã còn hạn', isSeldom: true },
    path: () => '/endpoints/pairing',
  },
  {
    ...{ name: 'readiness', shows: /sẵn sàng/ },
    path: ({ day }) => `/readiness/afternoon?date=${day}`,
  },
  { name: 'as-run', path: ({ day }) => `/as-run?date=${day}`, shows: 'Nhật ký' },
  {
    ...{ name: 'reports', shows: 'Tổng cộng' },
    path: ({ day }) => `/reports?period=day&date=${day}&by=station`,
  },
  { name: 'doubts', path: () => '/doubts', shows: 'Bản tin ngày mai' },
  { name: 'audit', path: () => '/audit', shows: /tin bài “/ },
  { name: 'work', path: () => '/work', shows: 'Xử lý âm thanh' },
  { name: 'people', path: () => '/people', shows: 'Quản trị' },
  { name: 'places', path: () => '/places', shows: 'Xã Hải Anh' },
  ...placesTabs.map((tab) => ({
    ...{ name: `places-${tab}`, path: () => `/places?tab=${tab}`, shows: /./, isSeldom: true },
  })),
  {
    ...{ name: 'pairing-sheet', shows: 'Phiếu ghép nối cụm loa', isSeldom: true },
    path: ({ communes }) => `/pairing-sheet/${communes[0]?.stationId}`,
  },
  { name: 'campaigns', path: () => '/campaigns', shows: 'Đợt tuyên truyền' },
  { name: 'more', path: () => '/more', shows: /./ },
  { name: 'declare', path: ({ declarePath }) => declarePath, shows: 'Loa kéo xóm 9' },
  { name: 'reset', path: () => '/reset', shows: /đã dùng hoặc đã hết hạn/ },
  { name: 'not-found', path: () => '/khong-co', shows: /./ },
];

let scene: Scene;
let window: Window;
beforeAll(async () => {
  scene = await setScene(server(), clock);
  rememberHealth(server(), scene.communes[0]?.endpointId ?? '', scene.day);
  window = await openWindow(server().origin);
  const rootId = await server().rootId();
  const roles: Role[] = ['administrator', 'operator', 'approver', 'author'];
  const { me } = await server().person(roles.map((role) => ({ role, areaId: rootId })));
  // The district's day, not the machine's.
  await window.page.clock.setSystemTime(clock.now());
  await signInAt(window, me.login, testPassword);
});
afterAll(() => window.close());

const isNight = pictures !== undefined || process.env['LOA_TESTS'] !== 'day';
it.for(sights.filter(({ isSeldom }) => isNight || !isSeldom))(
  'shows $name to everybody',
  async ({ name, path, shows }) => {
    const { page, complaints } = window;
    const before = complaints.length;
    const faults: string[] = [];
    for (const view of seen()) {
      await look(page, view);
      await page.goto(path(scene));
      await page.locator('main').getByText(shows).locator('visible=true').first().waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      faults.push(...(await faultsSeen(page, name, view)));
    }
    expect([...faults, ...complaints.slice(before)]).toEqual([]);
  },
);

type View = (typeof views)[number];

async function look(page: Page, { width, colorScheme }: View): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

async function faultsSeen(
  page: Page,
  name: string,
  { width, colorScheme }: View,
): Promise<string[]> {
  if (pictures !== undefined) {
    const file = `${pictures}/${name}-${width}-${colorScheme}.png`;
    await page.screenshot({ path: file, fullPage: true });
  }
  const found = (await pageFaults(page)).map((fault) => `${width} ${colorScheme}: ${fault}`);
  if (pictures !== undefined || !isNight) return found;
  const other = colorScheme === 'light' ? 'dark' : 'light';
  await page.emulateMedia({ colorScheme: other });
  const coloured = await colourFaults(page);
  await page.emulateMedia({ colorScheme });
  return [...found, ...coloured.map((fault) => `${width} ${other}: ${fault}`)];
}

it('asks for nothing twice until its first page is shown', async () => {
  const { page } = window;
  await look(page, { width: 1280, colorScheme: 'light' });
  const asked: string[] = [];
  const note = (request: { url(): string }) => asked.push(request.url());
  page.on('request', note);
  await page.goto('/');
  await page.getByRole('timer').waitFor();
  page.off('request', note);
  const questions = asked.filter((url) => url.includes('/api/v1/'));
  expect(questions.length).toBeGreaterThan(7);
  expect(questions).toEqual([...new Set(questions)]);
});

it('shows a commune’s loudspeakers from the map, by the keyboard alone', async () => {
  const { page } = window;
  const faults: string[] = [];
  for (const view of seen()) {
    await look(page, view);
    await page.goto('/endpoints');
    if (view.width < 1280) await page.getByRole('button', { name: 'Xem bản đồ' }).click();
    const commune = page.getByRole('button', { name: /^Xã Hải Hậu: Có cụm chưa sẵn sàng/ });
    await commune.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Xã Hải Hậu', exact: true }).waitFor();
    await page.getByText('Cụm Hải Anh').waitFor({ state: 'detached' });
    await page.getByText('Cụm loa xóm 4').waitFor();
    faults.push(...(await faultsSeen(page, 'map', view)));
  }
  expect(faults).toEqual([]);
});

it('does the same with several loudspeakers, chosen by the keyboard with a range', async () => {
  const { page } = window;
  const faults: string[] = [];
  for (const [nth, view] of seen().entries()) {
    await look(page, view);
    await page.goto('/endpoints');
    await page.getByRole('button', { name: 'Chọn nhiều' }).click();
    const first = page.getByRole('checkbox', { name: 'Chọn Cụm Hải Hậu' });
    await first.focus();
    await page.keyboard.press('Space');
    await page.getByRole('checkbox', { name: 'Chọn Cụm loa xóm 7' }).focus();
    await page.keyboard.press('Shift+Space');
    await page.getByText('Đã chọn 4 cụm loa').waitFor();
    await page.getByRole('button', { name: 'Làm', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Làm gì với 4 cụm loa?').waitFor();
    faults.push(...(await faultsSeen(page, 'endpoints-many', view)));
    if (nth % 2 === 0) await dialog.getByLabel('Vì sao?').fill('Thay dây');
    else await dialog.getByText('Kết thúc bảo trì').click();
    await dialog.getByRole('button', { name: 'Làm', exact: true }).click();
    await page.getByText('Xong 4 cụm loa.').first().waitFor();
    const snoozed = page.getByText('Đang bảo trì tới').first();
    await snoozed.waitFor({ state: nth % 2 === 0 ? 'visible' : 'detached' });
  }
  expect(faults).toEqual([]);
});

it('lets somebody in again by a code on the screen of an administrator', async () => {
  const { page } = window;
  const { me } = await server().as('leader', scene.communes[0]?.areaId);
  const faults: string[] = [];
  await look(page, { width: 1280, colorScheme: 'light' });
  await page.goto('/people');
  await page.getByRole('button', { name: `Sửa ${me.name}` }).click();
  await page.getByRole('menuitem', { name: 'Cấp lại quyền vào' }).click();
  await page.getByRole('button', { name: 'Lấy mã QR' }).click();
  await page.getByAltText(`Mã QR để ${me.name} đặt mật khẩu mới`).waitFor();
  faults.push(...(await faultsSeen(page, 'reset-code', { width: 1280, colorScheme: 'light' })));
  // What the code says, a person cannot read off the picture.
  const administrator = await server().administrator();
  const { path } = await administrator.call(api.users.resetAccess, { params: { id: me.id } });
  const phone = await openWindow(server().origin);
  await look(phone.page, { width: 360, colorScheme: 'light' });
  await phone.page.goto(path);
  await phone.page.getByLabel('Mật khẩu mới').fill('bảy con ngỗng trời');
  faults.push(...(await faultsSeen(phone.page, 'reset-new', { width: 360, colorScheme: 'light' })));
  await phone.page.getByRole('button', { name: 'Đặt mật khẩu và đăng nhập' }).click();
  await phone.page.getByRole('heading', { name: 'Hôm nay' }).waitFor();
  await phone.close();
  expect(faults).toEqual([]);
});

it('pays contributors by rates, and shows what a sum counts', async () => {
  const { page, complaints } = window;
  const before = complaints.length;
  const operator = await server().some('operator');
  const { items } = await operator.call(api.recordings.list, { query: {} });
  for (const { id: recordingId } of items)
    await operator.call(api.recordings.update, {
      params: { id: recordingId },
      body: { contributor: 'Nguyễn Thị Lan', genre: 'Phóng sự' },
    });
  const wide = { width: 1280, colorScheme: 'light' } as const;
  await look(page, wide);
  await page.goto('/reports?tab=royalties');
  await page
    .getByText(/chưa có mức nhuận bút/)
    .first()
    .waitFor();
  await page.getByText('Bảng mức nhuận bút').click();
  await page.getByRole('button', { name: 'Thêm mức nhuận bút' }).click();
  await page.getByLabel('Thể loại').fill('Phóng sự');
  await page.getByLabel('Số tiền (đồng)').fill('50.000');
  const faults = await faultsSeen(page, 'royalty-rate', wide);
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('50.000 đ mỗi tin bài').waitFor();
  for (const view of seen()) {
    await look(page, view);
    await page.goto('/reports?tab=royalties');
    const name = page.getByRole('button', { name: 'Nguyễn Thị Lan' });
    await name.waitFor();
    await page.getByText('Bảng mức nhuận bút').click();
    await page.getByText('50.000 đ mỗi tin bài').waitFor();
    faults.push(...(await faultsSeen(page, 'royalties', view)));
    await name.click();
    await page
      .getByRole('dialog')
      .getByText(/Phóng sự: 50.000 đ/)
      .first()
      .waitFor();
    faults.push(...(await faultsSeen(page, 'royalty-rows', view)));
  }
  expect([...faults, ...complaints.slice(before)]).toEqual([]);
});

it('shows work that failed, and has it done again', async () => {
  const { page, complaints } = window;
  const before = complaints.length;
  const areaId = scene.communes[0]?.areaId ?? '';
  const author = await server().as('author', areaId);
  const bytes = new TextEncoder().encode('Kính thưa bà con! '.repeat(50));
  await author.upload({ areaId, title: 'Tệp chữ gửi nhầm' }, { bytes, name: 'nhầm.mp3' });
  const faults: string[] = [];
  for (const view of seen()) {
    await look(page, view);
    await page.goto('/work');
    await page.getByText('đã giao máy làm 1 lần').waitFor();
    faults.push(...(await faultsSeen(page, 'work-failed', view)));
  }
  await page.getByRole('button', { name: 'Làm lại: Tệp chữ gửi nhầm' }).click();
  await page.getByText('Đã giao máy làm lại.').waitFor();
  await page.getByText('đã giao máy làm 2 lần').waitFor();
  await page.goto('/audit?group=work');
  await page.getByText('cho làm lại việc lỗi của “Tệp chữ gửi nhầm”').waitFor();
  expect([...faults, ...complaints.slice(before)]).toEqual([]);
});

it('opens an area of the timetable, and puts a session of it into another order by the keyboard alone', async () => {
  const { page, complaints } = window;
  const before = complaints.length;
  const day = addDays(scene.day, 1);
  const faults: string[] = [];
  for (const view of seen()) {
    await look(page, view);
    await page.goto(`/timetable?date=${day}&view=areas`);
    await page.getByRole('button', { name: /^Xã Hải Anh/ }).click();
    await page.getByRole('link', { name: 'Đài xã Hải Anh' }).waitFor();
    faults.push(...(await faultsSeen(page, 'timetable-area-open', view)));
    await page.goto(`/timetable?date=${day}&span=day`);
    await page.locator('[data-session="afternoon"]').first().click();
    const dialog = page.getByRole('dialog');
    const [one, other] = ['Vay vốn ưu đãi', 'Bật thiết bị'];
    await dialog.getByRole('button', { name: `Lên trước: ${other}` }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('Đã đổi thứ tự buổi chiều').last().waitFor();
    await dialog.locator('li', { hasText: other }).first().waitFor();
    expect(await dialog.locator('li').first().textContent()).toContain(other);
    faults.push(...(await faultsSeen(page, 'timetable-order', view)));
    await page.getByRole('button', { name: 'Hoàn tác' }).last().click();
    await dialog.locator('li:first-child', { hasText: one }).first().waitFor();
  }
  expect([...faults, ...complaints.slice(before)]).toEqual([]);
});

/** What a commune's operator opens on the phone, by the button's word; and what then stands there. */
const clerkSights = [
  { name: 'clerk', button: null, shows: 'Chiều nay 17:00' },
  { name: 'clerk-record', button: 'Thu tin', shows: 'Bài đọc' },
  { name: 'clerk-stop', button: 'Dừng phát', shows: 'Hiện không có gì đang phát' },
  { name: 'clerk-fault', button: 'Báo hỏng', shows: 'Hỏng thế nào?' },
  { name: 'clerk-preview', button: 'Nghe trước', shows: 'Vay vốn ưu đãi' },
];

/** In one theme, where pictures are not taken: {@link faultsSeen} looks at the other. */
const phoneViews = views
  .filter(({ width }) => width === 360)
  .slice(0, pictures === undefined ? 1 : 2);

describe('days', () => {
  beforeAll(async () => {
    const administrator = await server().administrator();
    const areaId = scene.communes[0]?.areaId ?? '';
    await administrator.call(api.dayModes.switchOn, {
      body: {
        modeKey: 'thi_cu',
        areaId,
        first: addDays(scene.day, 30),
        last: addDays(scene.day, 30),
      },
    });
  });

  it('are marked in the week with the lunar date and the mode, wherever one looks', async () => {
    const { page } = window;
    const faults: string[] = [];
    const day = addDays(scene.day, 30);
    for (const view of seen()) {
      await look(page, view);
      await page.goto(`/timetable?date=${day}`);
      const lunar = lunarText(lunarDateOf(day), 'vi');
      await page.locator('main').getByText(lunar).locator('visible=true').first().waitFor();
      await page.getByText('Thi cử').locator('visible=true').first().waitFor();
      faults.push(...(await faultsSeen(page, 'timetable-marked', view)));
    }
    expect(faults).toEqual([]);
  });

  it('are chosen from a month by both calendars, by the keyboard alone', async () => {
    const { page, complaints } = window;
    const before = complaints.length;
    const faults: string[] = [];
    for (const view of seen()) {
      await look(page, view);
      await page.goto(`/as-run?date=${scene.day}`);
      await page.getByRole('button', { name: /^Mở lịch/ }).focus();
      await page.keyboard.press('Enter');
      const chosen = page.getByRole('button', { name: spoken(scene.day) });
      await chosen.waitFor();
      await expect.poll(() => chosen.evaluate((it) => it.matches(':focus'))).toBe(true);
      faults.push(...(await faultsSeen(page, 'day-picker', view)));
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByLabel('Ngày').and(page.getByRole('textbox')).waitFor();
      await expect.poll(() => page.url()).toContain(`date=${addDays(scene.day, 7)}`);
    }
    expect([...faults, ...complaints.slice(before)]).toEqual([]);
  });
});

/** How the name of a day begins: `Thứ Ba, 24/11/2026 · 16/10 ÂL`. */
function spoken(date: string): RegExp {
  const [year, month, day] = date.split('-');
  const lunar = lunarText(lunarDateOf(date), 'vi');
  return new RegExp(`, ${day}/${month}/${year} · ${lunar}`);
}

describe('the phone of a commune’s operator', () => {
  let phone: Window;
  beforeAll(async () => {
    phone = await openWindow(server().origin);
    const { me } = await server().as('commune-operator', scene.communes[1]?.areaId);
    await phone.page.setViewportSize({ width: 360, height: 800 });
    await phone.page.clock.setSystemTime(clock.now());
    await signInAt(phone, me.login, testPassword);
  });
  afterAll(() => phone.close());

  it.for(clerkSights)('shows $name', async ({ name, button, shows }) => {
    const { page, complaints } = phone;
    const before = complaints.length;
    const faults: string[] = [];
    for (const view of phoneViews) {
      await look(page, view);
      await page.goto('/');
      if (button !== null) await page.getByRole('button', { name: button }).click();
      await page.getByText(shows).locator('visible=true').first().waitFor();
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
      faults.push(...(await faultsSeen(page, name, view)));
    }
    expect([...faults, ...complaints.slice(before)]).toEqual([]);
  });

  it('goes from the microphone to a session in at most five steps', async () => {
    const { page } = phone;
    let steps = 0;
    const tap = async (name: string) => {
      steps += 1;
      await page.getByRole('button', { name, exact: true }).click();
    };
    await page.goto('/');
    await tap('Thu tin');
    await tap('Bắt đầu thu');
    await page.getByText('00:02').waitFor();
    await tap('Dừng thu');
    await page.getByLabel('Phát trong buổi').getByText('Chiều nay 17:00').waitFor({
      state: 'attached',
    });
    await tap('Gửi lãnh đạo duyệt');
    const sent = page.getByRole('region', { name: 'Tin vừa thu' });
    await sent.getByText('Đã gửi lãnh đạo duyệt', { exact: true }).waitFor();
    await sent.getByText('Xếp vào Chiều nay 17:00').waitFor();
    expect(steps).toBeLessThanOrEqual(5);
    await page.getByText('1 mục của xã chờ lãnh đạo duyệt').waitFor();
  });

  it('keeps what is recorded and reported without a network, beyond a closed tab', async () => {
    const { page } = phone;
    const context = page.context();
    await page.goto('/');
    await page.getByText('Chiều nay 17:00').first().waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.goto('/today');
    await page.getByRole('region', { name: 'Các đài' }).waitFor();
    await context.setOffline(true);
    await page.reload();
    await page.getByText('Không có mạng, số liệu lúc').waitFor();
    await page.getByRole('region', { name: 'Các đài' }).getByRole('listitem').first().waitFor();
    await page.goto('/');
    await page.getByText('Không có mạng, số liệu lúc').waitFor();
    await page.getByText('Chiều nay 17:00').first().waitFor();

    await page.getByRole('button', { name: 'Thu tin' }).click();
    await page.getByRole('button', { name: 'Bắt đầu thu' }).click();
    await page.getByText('00:01').waitFor();
    await page.getByRole('button', { name: 'Dừng thu' }).click();
    await page.getByLabel('Tên tin bài').fill('Thu khi mất mạng');
    await page.getByRole('button', { name: 'Gửi lãnh đạo duyệt' }).click();
    await page.getByText('Giữ trong máy, có mạng sẽ tự gửi').first().waitFor();
    await page.getByRole('button', { name: 'Báo hỏng' }).click();
    await page.getByText('Tiếng rè').click();
    await page.getByLabel('Nói thêm').fill('Rè từ trận mưa');
    await page.getByRole('button', { name: 'Gửi báo hỏng' }).click();
    await page.getByRole('list', { name: 'Báo hỏng chưa gửi' }).waitFor();

    const next = await context.newPage();
    await page.close();
    await next.clock.setSystemTime(clock.now());
    await next.setViewportSize({ width: 360, height: 800 });
    await next.goto('/');
    await next.getByText('Thu khi mất mạng').waitFor();
    await context.setOffline(false);
    const sent = next.getByRole('region', { name: 'Tin vừa thu' });
    await sent.getByText('Đã gửi lãnh đạo duyệt', { exact: true }).waitFor();
    await next.getByRole('list', { name: 'Báo hỏng chưa gửi' }).waitFor({ state: 'detached' });
    const operator = await server().some('operator');
    const { items } = await operator.call(api.faults.list, { query: {} });
    expect(items.map(({ words }) => words)).toContain('Rè từ trận mưa');
  });
});
