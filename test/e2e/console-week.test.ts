import type { Page } from 'playwright-core';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { api } from '../../contract/api.ts';
import { addDays, weekdayOf } from '../../core/time/zoned.ts';
import { useBrowser, type Window } from '../support/console-browser.ts';
import { signInAt } from '../support/console-visit.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeSession,
  type BroadcastBody,
  type Commune,
} from '../support/district.ts';
import { onDays } from '../support/on-days.ts';
import { pageFaults } from '../support/page-faults.ts';
import { useTestServer } from '../support/server.ts';

const password = 'gió lên đồng lúa xanh';
const server = useTestServer({ worker: true });
const openWindow = useBrowser();
/** Far from its freeze, and not the last of its week: the next day stands beside it. */
const day = () => {
  const soon = dayAfter(Date.now(), 2);
  return weekdayOf(soon) === 7 ? addDays(soon, 1) : soon;
};
const nextDay = () => addDays(day(), 1);
const shown = (date: string) => date.split('-').reverse().join('/');
let recordingId = '';

beforeAll(async () => {
  recordingId = await makeApproved(server(), { hertz: 440, title: 'Vay vốn hộ nghèo' });
});

/** A commune with two sessions a day, and its operator at the week of the day. */
async function atTheWeek(name: string, placed: (commune: Commune) => BroadcastBody) {
  const commune = await makeCommune(server(), name);
  const { stationId } = commune;
  const morning = { startsAt: '05:00', latestEnd: '05:45' };
  const evening = { startsAt: '19:00', latestEnd: '19:45' };
  await makeSession(server(), stationId, { key: 'morning', name: 'Sáng', ...morning });
  await makeSession(server(), stationId, { key: 'evening', name: 'Tối', ...evening });
  const administrator = await server().administrator();
  const login = `o.${commune.areaId.slice(-6)}`;
  const grants = [{ role: 'operator' as const, areaId: commune.areaId }];
  await administrator.call(api.users.create, {
    body: { login, name: `Người ${name}`, password, grants },
  });
  const operator = await server().some('operator');
  await operator.call(api.broadcasts.create, { body: placed(commune) });
  const window = await openWindow(server().origin);
  onTestFinished(() => window.close());
  await signInAt(window, login, password);
  await window.page.goto(`/timetable?date=${day()}`);
  return window;
}

const cellOf = (page: Page, date: string) =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .getByRole('cell')
    .nth(weekdayOf(date) - 1);
const lineAt = (page: Page, date: string, title: string) =>
  cellOf(page, date).getByText(title, { exact: false });
const sessionAt = (page: Page, date: string, name: string) =>
  cellOf(page, date).getByRole('button', { name: new RegExp(`^${name} `) });

function fieldsOf(commune: Commune) {
  return {
    ...{ ownerAreaId: commune.areaId, recordingId, stations: [commune.stationId] },
    ...{ date: day(), time: '10:00' },
  };
}

function expectNoComplaints({ complaints }: Window): void {
  expect(complaints).toEqual([]);
}

it('drags a line of a session to the next day, shows it before it is saved, and takes it back', async () => {
  const window = await atTheWeek('Kéo', (commune) =>
    draftOf(fieldsOf(commune), {
      title: 'Tin thứ tự',
      placement: { kind: 'session', sessionKey: 'morning', part: 'own', order: 0 },
      dates: onDays({
        ...{ kind: 'weekly', weekdays: [weekdayOf(day())], first: day() },
        ...{ end: { by: 'never' }, except: [] },
      }),
    }),
  );
  const { page } = window;
  await lineAt(page, day(), 'Tin thứ tự').dragTo(sessionAt(page, nextDay(), 'Tối'));

  await page.getByText(/^Dời lần phát .* những ngày khác giữ nguyên\.$/).waitFor();
  expect(await page.getByRole('textbox', { name: 'Phát ngày' }).inputValue()).toBe(
    shown(nextDay()),
  );
  expect(await page.getByRole('combobox', { name: 'Buổi phát' }).inputValue()).toBe('evening');
  await page.getByRole('button', { name: 'Lưu cho ngày này' }).click();
  await sessionAt(page, nextDay(), 'Tối').getByText('Tin thứ tự').waitFor();
  expect(await lineAt(page, day(), 'Tin thứ tự').count()).toBe(0);

  await page.getByRole('button', { name: 'Hoàn tác' }).press('Enter');
  await page.getByText('Đã hoàn tác.').waitFor();
  await sessionAt(page, day(), 'Sáng').getByText('Tin thứ tự').waitFor();
  expect(await lineAt(page, nextDay(), 'Tin thứ tự').count()).toBe(0);
  expectNoComplaints(window);
});

it('drags what airs once at its own time, and is told where somebody changed it since', async () => {
  const window = await atTheWeek('Một', (commune) =>
    draftOf(fieldsOf(commune), { title: 'Cắt điện' }),
  );
  const { page } = window;
  await lineAt(page, day(), 'Cắt điện').dragTo(sessionAt(page, nextDay(), 'Sáng'));
  await page.getByRole('button', { name: 'Lưu vào lịch phát' }).click();
  await lineAt(page, nextDay(), 'Cắt điện').getByText('10:00').waitFor();

  const operator = await server().some('operator');
  const { items } = await operator.call(api.broadcasts.list, { query: { limit: 500 } });
  const moved = items.find(({ title }) => title === 'Cắt điện');
  expect(moved?.dates.first).toBe(nextDay());
  const params = { id: moved?.id ?? '' };
  await operator.call(api.broadcasts.withdraw, { params, body: { version: moved?.version ?? 0 } });
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await page.getByText(/Không hoàn tác được\. Người khác vừa sửa mục phát này/).waitFor();
});

it('lets go where Escape is pressed, and leads by the keyboard to the same form', async () => {
  const window = await atTheWeek('Phím', (commune) =>
    draftOf(fieldsOf(commune), { title: 'Họp thôn' }),
  );
  const { page } = window;
  await lineAt(page, day(), 'Họp thôn').hover();
  await page.mouse.down();
  const { x = 0, y = 0 } = (await cellOf(page, nextDay()).boundingBox()) ?? {};
  await page.mouse.move(x + 40, y + 20, { steps: 5 });
  await cellOf(page, nextDay()).getByText('Chuyển tới đây').waitFor();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.getByText('Chuyển tới đây').waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/timetable');

  await cellOf(page, day())
    .getByRole('button', { name: /Họp thôn/ })
    .press('Enter');
  await page
    .getByRole('dialog')
    .getByRole('link', { name: 'Chuyển sang ngày khác…' })
    .press('Enter');
  await page.getByRole('button', { name: 'Lưu vào lịch phát' }).waitFor();
  expectNoComplaints(window);
});

it('shows a day, a table and programmes of what is chosen, and each station out of the table', async () => {
  const administrator = await server().administrator();
  const { id: programmeId } = await administrator.call(api.programmes.create, {
    body: { name: 'Khuyến nông', tag: 'KN' },
  });
  const inMorning = (commune: Commune, title: string, rest: Partial<BroadcastBody> = {}) =>
    draftOf(fieldsOf(commune), {
      title,
      placement: { kind: 'session', sessionKey: 'morning', part: 'own', order: 0 },
      ...rest,
    });
  const communes: Commune[] = [];
  const window = await atTheWeek('Bảng', (made) => {
    communes.push(made);
    return inMorning(made, 'Lịch gieo mạ', { programmeId });
  });
  const operator = await server().some('operator');
  for (const made of communes)
    await operator.call(api.broadcasts.create, { body: inMorning(made, 'Tin chung') });
  const { page } = window;
  await page.reload();
  await page.getByRole('radio', { name: 'Ngày' }).check();
  const cell = page.getByRole('row').getByRole('cell').first();
  await cell.getByText('05:00 Tin chung').waitFor();
  await page.getByRole('combobox', { name: 'Chuyên mục' }).selectOption({ label: 'Khuyến nông' });
  await cell.getByText('và 1 mục khác').waitFor();
  expect(await cell.getByText('Tin chung').count()).toBe(0);

  await page.getByRole('radio', { name: 'Bảng' }).check();
  const row = page.getByRole('row', { name: /Lịch gieo mạ/ });
  await row.getByText('KN').waitFor();
  expect(await page.getByRole('row', { name: /Tin chung/ }).count()).toBe(0);
  await row.getByRole('button', { name: /^1 đài/ }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Đài xã Bảng' }).click();
  await cell.getByText('Tin chung').waitFor();
  expect(new URL(page.url()).search).toBe(
    `?date=${day()}&station=${communes[0]?.stationId}&span=day`,
  );

  await page.getByRole('radio', { name: 'Theo chuyên mục' }).check();
  await page
    .getByRole('row', { name: /Khuyến nông/ })
    .getByText('Lịch gieo mạ')
    .waitFor();
  await page
    .getByRole('row', { name: /Không thuộc chuyên mục/ })
    .getByText('Tin chung')
    .waitFor();

  await page.setViewportSize({ width: 360, height: 800 });
  await page.getByText('Theo chuyên mục · 1 điều kiện lọc').click();
  await page.getByRole('radio', { name: 'Bảng' }).check();
  await page.getByRole('row', { name: /Lịch gieo mạ/ }).waitFor();
  expect(await pageFaults(page)).toEqual([]);
  expectNoComplaints(window);
});
