import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openTakeStore, type Take } from '../../../../web/features/recorder/take-store.ts';
import { useTakes } from '../../../../web/features/recorder/use-takes.ts';
import SentLines from '../../../../web/features/clerk/SentLines.vue';
import { useNotices } from '../../../../web/features/shell/use-notices.ts';
import { useApi } from '../../../../web/api/use-api.ts';
import { allWeekdays } from '../../../../core/time/zoned.ts';
// Read before the clock stands.
import '../../../../web/features/clerk/TakeDialog.vue';
import { stubDatabase } from '../browser-database.ts';
import { mountPart } from '../console-part.ts';

const minute = 60_000;
/** 05:30 in Vietnam: the session of 05:00 has begun. */
const now = Date.UTC(2026, 11, 1, 22, 30);
const session = {
  ...{
    id: 'p1',
    stationId: 's1',
    key: 'sang',
    name: 'Sáng',
    startsAt: '05:00',
    latestEnd: '05:45',
  },
  ...{ weekdays: allWeekdays, validFrom: null, validTo: null, modeKeys: [], stagger: [] },
  parts: [{ tier: 'own', budgetMs: 10 * minute, anchor: null }],
};
const station = { id: 's1', areaId: 'a1', areaName: 'Xã Hải Hậu', zone: 'Asia/Ho_Chi_Minh' };
const slot = (date: string) => ({ stationId: 's1', sessionKey: 'sang', date });
/** The server has it, and it was to sound this morning. */
const arrived: Take = {
  ...{ id: 't1', personId: 'clerk', title: 'Tin nước sạch', mimeType: 'audio/webm' },
  ...{ startedAt: 1, durationMs: minute, recordingId: 'r1' },
  wish: { areaId: 'a1', slot: slot('2026-12-02') },
};
const unsent: Take = {
  ...{ id: 't2', personId: 'clerk', title: 'Tin họp thôn', mimeType: 'audio/webm' },
  ...{ startedAt: 2, durationMs: minute },
};
const outlook = {
  ...{ endpoints: 1, stations: 1, occurrences: [], displaced: [], displacedCount: 0, choices: [] },
  readiness: { holding: 1, lacking: 0, bytesToFetch: 0 },
  losesDays: { exdates: [], edited: [] },
  lost: [],
};
const refusal = (code: string, status: number) =>
  Response.json(
    { type: 'about:blank', title: 'Error', status, code, detail: 'because' },
    { status },
  );
const uses = (...broadcastIds: string[]) => ({
  items: broadcastIds.map((broadcastId) => ({
    ...{ broadcastId, title: 'Tin', state: 'active', firstDate: '2026-12-02' },
    ...{ lastDate: null, nextAt: null },
  })),
  elsewhere: 0,
});
const server = {
  'GET /api/v1/recordings/r1/uses': uses(),
  'GET /api/v1/occurrences': { items: [], sessions: [] },
  'POST /api/v1/broadcasts': { broadcast: null, outlook },
};

beforeEach(() => {
  stubDatabase();
  vi.stubGlobal('EventSource', function () {
    return { close: () => undefined };
  });
  vi.useFakeTimers({ now, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval'] });
  onTestFinished(() => void vi.useRealTimers());
});

async function keep(...takes: Take[]): Promise<void> {
  const store = await openTakeStore();
  for (const take of takes) {
    await store.put(take);
    await store.addPiece({ takeId: take.id, number: 0, sound: new Blob(['sound']) });
  }
}

/** The clerk's home as a page that was just opened. */
async function home({ answers = server as object, id = 'clerk' } = {}) {
  const { wrapper, sent } = mountPart(SentLines, {
    props: { stations: [station], today: null },
    me: { id, roles: ['commune-operator'] },
    answers: { ...answers },
    places: { sessions: [session], stations: new Map([['s1', station]]) },
  });
  await settled();
  const placed = () =>
    sent
      .filter(({ method, path }) => method === 'POST' && path.startsWith('/api/v1/broadcasts'))
      .map(({ body }) => (body as { dates: { first: string } }).dates.first);
  const press = async (name: string) => {
    const button = [...document.querySelectorAll('button')].find((one) =>
      one.textContent.includes(name),
    );
    if (!button) throw new Error(`there is no ${name}`);
    button.click();
    await settled();
  };
  return { wrapper, sent, placed, press, text: () => wrapper.text() };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await flushPromises();
  await vi.dynamicImportSettled();
  await flushPromises();
}

async function kept(): Promise<Take[]> {
  return (await openTakeStore()).list();
}

describe('a take whose session has passed before there was a network', () => {
  it('goes into the next one with room, and says so until somebody has seen it', async () => {
    await keep(arrived);
    const first = await home();
    expect(first.placed()).toEqual(['2026-12-03']);
    expect(first.text()).toContain('Buổi Sáng nay 05:00 đã qua, nên chuyển sang Sáng mai 05:00');
    first.wrapper.unmount();

    const second = await home({
      answers: { ...server, 'GET /api/v1/recordings/r1/uses': uses('b1') },
    });
    expect(second.placed()).toEqual([]);
    expect(second.text()).toContain('chuyển sang Sáng mai 05:00');
    await second.press('Đã rõ');
    expect(second.text()).toBe('');
    expect(await kept()).toEqual([]);
  });

  it('stays where an earlier attempt has placed it, though the answer was lost', async () => {
    await keep(arrived);
    const { placed, text } = await home({
      answers: { ...server, 'GET /api/v1/recordings/r1/uses': uses('b1') },
    });
    expect(placed()).toEqual([]);
    expect(text()).toContain('Xếp vào Sáng nay 05:00');
  });
});

describe('a take that no session takes', () => {
  it('stays beyond a reload as sent without a time, until another session is chosen', async () => {
    const wish = { areaId: 'a1', slot: slot('2026-12-03') };
    await keep({ ...arrived, wish });
    const refused = { ...server, 'POST /api/v1/broadcasts': refusal('not_allowed', 403) };
    const first = await home({ answers: refused });
    expect(first.text()).toContain('Đã gửi nhưng chưa có giờ phát');
    first.wrapper.unmount();

    const second = await home();
    expect(second.placed()).toEqual([]);
    expect(second.text()).toContain('Đã gửi nhưng chưa có giờ phát');
    await second.press('Chọn buổi phát');
    const select = document.querySelector('select');
    if (!select) throw new Error('there is nothing to choose from');
    select.value = 's1/sang/2026-12-04';
    select.dispatchEvent(new Event('change'));
    document.querySelector('form')?.dispatchEvent(new Event('submit'));
    await settled();
    expect(second.placed()).toEqual(['2026-12-04']);
    expect(second.text()).toContain('Đã gửi lãnh đạo duyệt');
    expect(await kept()).toEqual([]);
  });

  it('is not one that the server could not answer for: it is tried again', async () => {
    await keep({ ...arrived, wish: { areaId: 'a1', slot: slot('2026-12-03') } });
    const broken = { ...server, 'POST /api/v1/broadcasts': new Response('', { status: 502 }) };
    const { text, placed } = await home({ answers: broken });
    expect(text()).toContain('Đang gửi lãnh đạo duyệt');
    await vi.advanceTimersByTimeAsync(2000);
    await settled();
    expect(placed().length).toBeGreaterThan(1);
    expect(await kept()).toHaveLength(1);
  });
});

describe('a phone that several people share', () => {
  it('keeps what somebody else recorded, shows nothing of it and says so once', async () => {
    await keep(arrived, unsent);
    const first = await home({ id: 'other' });
    const notices = useNotices();
    expect(first.text()).toBe('');
    expect(first.sent).toEqual([]);
    expect(notices.notices.map(({ text }) => text)).toEqual([
      expect.stringContaining('2 bản thu chưa gửi của người khác'),
    ]);

    useApi().me = { ...useApi().me, id: 'clerk' } as never;
    await settled();
    expect(first.text()).toContain('Tin họp thôn');
    expect(await kept()).toHaveLength(2);
  });
});

describe('a take that was never sent', () => {
  it('is on the clerk’s home, and comes back when it was thrown away by mistake', async () => {
    await keep(unsent);
    const { text, press } = await home();
    expect(text()).toContain('Còn 1 bản thu chưa gửi');
    await press('Bỏ');
    expect(text()).toBe('');
    expect(await kept()).toEqual([]);
    await useNotices().notices.at(-1)?.undo?.();
    await settled();
    expect(text()).toContain('Tin họp thôn');
    const [back] = await kept();
    expect(await (await openTakeStore()).read(back ?? unsent).then((sound) => sound.text())).toBe(
      'sound',
    );
    expect(useTakes().waiting).toHaveLength(1);
  });

  it('gets its name and its session before it goes', async () => {
    await keep(unsent);
    const { press } = await home();
    await press('Gửi lãnh đạo duyệt');
    const name = document.querySelector<HTMLInputElement>('[role="dialog"] input');
    if (!name) throw new Error('there is no name to give');
    name.value = 'Họp thôn tối nay';
    name.dispatchEvent(new Event('input'));
    document.querySelector('form')?.dispatchEvent(new Event('submit'));
    await settled();
    expect(await kept()).toMatchObject([
      { title: 'Họp thôn tối nay', wish: { areaId: 'a1', slot: slot('2026-12-03') } },
    ]);
  });
});
