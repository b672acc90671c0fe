import { chromium, type Browser, type Page } from 'playwright-core';
import { addDays, localDateOf, type LocalDate } from '../../core/time/zoned.ts';
import { mondayOf } from '../../core/week/monday-of.ts';
import { systemClock } from '../../runtime/clock.ts';
import { lifetime, type Lifetime } from '../../runtime/lifecycle.ts';
import { browserFlags } from '../support/console-browser.ts';
import { signInAt } from '../support/console-visit.ts';
import type { Bench } from './bench.ts';
import { measureLoad, slowDown, slowestInteraction, watchInteractions } from './console/measure.ts';
import { everyHead, operatorSignIn, startProvince } from './poll/province.ts';
import { zone } from './poll/seed.ts';

const limits = { scriptsKb: 200, lcpMs: 2_000, interactionMs: 100 };
/** Five items a day at each of them: of eight days compiled ahead, four and more lie in one week, so 2,000 and more. */
const communes = 110;
const wantedOnScreen = 2_000;

/** The built console in a browser whose processor is slowed down, before a server with a province. */
export const run: Bench = async ({ quick, say }) => {
  const life = lifetime();
  try {
    const province = await startProvince(life, { communes, endpointsEach: 1 }, { say });
    await everyHead(province.port, province.pollers);
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: browserFlags,
    });
    life.add(() => browser.close());
    const origin = `http://127.0.0.1:${province.port}`;
    const loads = [];
    for (let round = 0; round < (quick ? 1 : 5); round += 1)
      loads.push(await loadOnce(browser, origin));
    say(`console: loaded ${loads.length} times`);
    const { onScreen, tookMs } = await useTimetable(life, browser, origin);
    for (const [what, ms] of Object.entries(tookMs)) say(`console: ${what} took ${ms} ms`);
    const figures = {
      firstRouteKbGzip: round(Math.max(...loads.map((one) => one.scriptsGzipBytes)) / 1000),
      lcpMs: round(median(loads.map((one) => one.lcpMs))),
      onScreen,
      interactionMaxMs: Math.max(...Object.values(tookMs)),
    };
    const short = [
      ...(figures.firstRouteKbGzip <= limits.scriptsKb ? [] : ['more than 200 kB of scripts']),
      ...(figures.lcpMs <= limits.lcpMs ? [] : ['painted after more than 2 s']),
      ...(onScreen >= wantedOnScreen ? [] : ['fewer than 2,000 occurrences on the screen']),
      ...(figures.interactionMaxMs <= limits.interactionMs ? [] : ['an answer took over 100 ms']),
    ];
    return { name: 'console', figures, short };
  } finally {
    await life.dispose();
  }
};

/** Nothing is remembered from one round to the next but who is signed in. */
async function loadOnce(browser: Browser, origin: string) {
  const context = await browser.newContext({ baseURL: origin, locale: 'vi-VN' });
  try {
    const first = await context.newPage();
    await signInAt({ page: first, complaints: [], close: () => first.close() }, ...operatorSignIn);
    const state = await context.storageState();
    await first.close();
    const fresh = await browser.newContext({
      ...{ baseURL: origin, locale: 'vi-VN', storageState: state },
    });
    try {
      // On a busy machine the network rests before the day is there.
      return await measureLoad(fresh, '/', { shows: '[role=timer]' });
    } finally {
      await fresh.close();
    }
  } finally {
    await context.close();
  }
}

/** Works with a week of all stations. */
async function useTimetable(
  life: Lifetime,
  browser: Browser,
  origin: string,
): Promise<{ onScreen: number; tookMs: Record<string, number> }> {
  const context = await browser.newContext({
    ...{ baseURL: origin, locale: 'vi-VN', viewport: { width: 1280, height: 800 } },
  });
  life.add(() => context.close());
  const page = await context.newPage();
  await signInAt({ page, complaints: [], close: () => page.close() }, ...operatorSignIn);
  const today = localDateOf(systemClock().now(), zone);
  const weeks = [today, addDays(today, 7)].map((date) => mondayOf(date));
  const counts = await Promise.all(weeks.map((from) => countOccurrences(page, from)));
  const onScreen = Math.max(...counts);
  const [other, back] =
    counts[0] === onScreen ? ['Tuần sau', 'Tuần này'] : ['Tuần này', 'Tuần sau'];
  await page.goto(`/timetable?date=${weeks[counts.indexOf(onScreen)] ?? today}`);
  await page.getByRole('table').waitFor();
  await slowDown(page);
  await watchInteractions(page);
  const tookMs: Record<string, number> = {};
  const note = async (what: string, act: () => Promise<unknown>) => {
    await act();
    tookMs[what] = await slowestInteraction(page);
  };
  await note('scroll', () => scrollThrough(page));
  await note('open a session', () => firstSession(page).click());
  await note('close it', () => page.keyboard.press('Escape'));
  for (const name of [other, back])
    await note(name, () => page.getByRole('button', { name }).click());
  for (const name of ['Ngày', 'Theo chuyên mục', 'Bảng', 'Theo đài', 'Tuần'])
    await note(name, () => page.getByRole('radio', { name }).check());
  await note('type', () => page.getByRole('textbox').first().pressSequentially('17h t3 xã'));
  return { onScreen, tookMs };
}

/** How much a week holds at all stations: the page asks for what is in sight, and anybody may scroll to the rest. */
async function countOccurrences(page: Page, from: LocalDate): Promise<number> {
  const week = `/api/v1/occurrences?from=${from}&to=${addDays(from, 6)}`;
  const { items } = (await (await page.request.get(week)).json()) as { items: unknown[] };
  return items.length;
}

/** By keys, as far down as the last station. */
async function scrollThrough(page: Page): Promise<void> {
  await page.keyboard.press('End');
  await page.getByRole('rowheader', { name: `Xã c${communes - 1}` }).waitFor();
  await page.keyboard.press('Home');
}

function firstSession(page: Page) {
  return page.getByRole('cell').getByRole('button').first();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
