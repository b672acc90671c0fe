import type { VueWrapper } from '@vue/test-utils';
import { flushPromises } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import type { Outlook } from '../../../contract/http/broadcasts.ts';
import { broadcast as shape, broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import type { SessionFillAnswer } from '../../../contract/http/occurrences.ts';
import { occursOn } from '../../../core/recurrence/occurs-on.ts';
import {
  broughtBack,
  changesOf,
  dayDraftOf,
  movedDay,
} from '../../../web/features/broadcasts/day-edit.ts';
import EditOccurrence from '../../../web/features/broadcasts/EditOccurrence.vue';
import { aRecording } from '../../support/a-recording.ts';
import { mountPart } from './console-part.ts';

const day = '2026-12-01';
const series = shape.parse({
  ...{ id: 'b1', title: 'Tin sáng', programmeId: null, ownerAreaId: 'a1', class: 'normal' },
  placement: { kind: 'at', slots: [{ id: '1', time: '05:00' }], start: 'soft', maxDelayMs: 60_000 },
  dates: {
    ...{ first: '2026-11-24', last: null, count: null, exdates: ['2026-12-03'], rdates: [] },
    rule: { freq: 'daily', interval: 1 },
  },
  items: [{ type: 'recording', recordingId: 'r1' }],
  overrides: [{ date: '2026-12-02', title: 'Tin riêng' }],
  targets: { areas: ['a1'], stations: [], endpoints: [], except: [] },
  ...{ whenBeaten: 'queue', state: 'active', version: 3, authorId: 'u1', updatedAt: 1 },
  ...{ predecessorId: null, urgentSince: null },
});
const weekly = shape.parse({
  ...series,
  dates: { ...series.dates, rule: { freq: 'weekly', interval: 1, weekdays: [2] }, exdates: [] },
});
const outlook: Outlook = {
  ...{
    endpoints: 1,
    stations: 1,
    occurrences: [],
    displaced: [],
    displacedCount: 0,
    choices: [],
    lost: [],
  },
  readiness: { holding: 1, lacking: 0, bytesToFetch: 0 },
  losesDays: { exdates: [], edited: [] },
  lost: [],
};
const page = (...items: unknown[]) => ({ items, next: null });

async function open(
  date = day,
  broadcast = series,
  roles: ('operator' | 'author')[] = ['operator'],
  foreseen = outlook,
  sessions: SessionFillAnswer[] = [],
) {
  const answer = { broadcast, outlook: foreseen };
  const { wrapper, sent } = mountPart(EditOccurrence, {
    props: { id: 'b1', date },
    me: { id: 'u1', roles },
    answers: {
      'GET /api/v1/broadcasts/b1': answer,
      'PUT /api/v1/broadcasts/b1': answer,
      [`PUT /api/v1/broadcasts/b1/days/${date}`]: answer,
      [`DELETE /api/v1/broadcasts/b1/days/${date}`]: answer,
      'POST /api/v1/broadcasts/b1/split': answer,
      'GET /api/v1/occurrences': { items: [], sessions },
      'GET /api/v1/recordings': page(aRecording({})),
      'GET /api/v1/recordings/r1': aRecording({}),
      'GET /api/v1/campaigns': page(),
      'GET /api/v1/partners': page(),
    },
    // Whoever has a station fills their own part.
    places:
      sessions.length === 0 ? {} : { stations: new Map([['s1', { id: 's1', areaId: 'a1' }]]) },
  });
  await flushPromises();
  const saves = () =>
    sent.filter(({ method, path }) => method !== 'GET' && !path.includes('dryRun'));
  return { wrapper, sent, saves };
}

function inputOf(wrapper: VueWrapper, name: string) {
  const label = wrapper.findAll('label').find((one) => one.text().startsWith(name));
  if (!label) throw new Error(`there is no ${name}`);
  const id = label.attributes('for');
  return id === undefined ? label.find('input') : wrapper.find(`[id="${id}"]`);
}

async function save(wrapper: VueWrapper): Promise<void> {
  await wrapper.find('form').trigger('submit');
  await flushPromises();
}

async function setTime(wrapper: VueWrapper, time: string): Promise<void> {
  const field = inputOf(wrapper, 'Giờ phát');
  await field.setValue(time);
  await field.trigger('change');
}

describe('a single day', () => {
  it('sends only what it has otherwise than the series', async () => {
    const { wrapper, saves } = await open();
    expect(wrapper.find('button[type=submit]').attributes('disabled')).toBeDefined();
    await setTime(wrapper, '06:15');
    await save(wrapper);
    const placement = { ...series.placement, slots: [{ id: '1', time: '06:15' }] };
    expect(saves()).toMatchObject([
      {
        ...{ method: 'PUT', path: `/api/v1/broadcasts/b1/days/${day}` },
        body: { placement, replaces: [], version: 3 },
      },
    ]);
    expect(Object.keys(saves()[0]?.body as object)).not.toContain('items');
    expect(wrapper.emitted('saved')).toEqual([[day]]);
  });

  it('shows what it would do before it is saved', async () => {
    const { wrapper, sent, saves } = await open();
    await setTime(wrapper, '06:15');
    await vi.waitFor(
      () =>
        expect(sent.map(({ path }) => path)).toContain(
          `/api/v1/broadcasts/b1/days/${day}?dryRun=true`,
        ),
      { timeout: 5000 },
    );
    expect(wrapper.text()).toContain('Chỉ đổi Thứ Ba, 01/12/2026');
    expect(saves()).toEqual([]);
  });

  it('is left out, and can be brought back', async () => {
    const { wrapper, saves } = await open();
    await inputOf(wrapper, 'Không phát').setValue(true);
    await save(wrapper);
    expect(saves().map(({ method, path }) => `${method} ${path}`)).toEqual([
      `DELETE /api/v1/broadcasts/b1/days/${day}?version=3`,
    ]);
    // One stays where the way back is.
    expect(wrapper.emitted('saved')).toBeUndefined();

    const out = await open('2026-12-03');
    expect(out.wrapper.text()).toContain('được đặt là ngày nghỉ');
    await out.wrapper.find('section button').trigger('click');
    await flushPromises();
    expect(out.saves()[0]?.body).toMatchObject({ dates: { exdates: [] }, version: 3 });
  });

  it('goes back to what the others are', async () => {
    const { wrapper, saves } = await open('2026-12-02');
    expect(wrapper.text()).toContain('Ngày này đã được sửa riêng.');
    await inputOf(wrapper, 'Như những ngày khác').setValue(true);
    await save(wrapper);
    expect(saves()[0]?.body).toEqual({ replaces: [], version: 3 });
  });

  it('moves to another day, with what it has otherwise', async () => {
    const { wrapper, saves } = await open('2026-12-01', weekly);
    const field = inputOf(wrapper, 'Phát ngày');
    await field.setValue('05/12/2026');
    await field.trigger('change');
    await setTime(wrapper, '06:15');
    await save(wrapper);
    expect(saves()[0]?.path).toBe('/api/v1/broadcasts/b1?dropDays=true');
    expect(saves()[0]?.body).toMatchObject({
      dates: { exdates: ['2026-12-01'], rdates: ['2026-12-05'] },
      version: 3,
    });
    expect(wrapper.emitted('saved')).toEqual([['2026-12-05']]);
  });

  it('is put into air that stands fast where somebody wants it there on purpose', async () => {
    const late = { id: `b1-${day}`, stationId: 's1', stationName: 'Đài', date: day, airs: false };
    const occurrences = [
      { ...late, reason: 'too_late', startsAt: null, endsAt: null, beatenBy: null },
    ].map((one) => ({ ...one, soundMs: 60_000, sessionLeftMs: null }));
    const { wrapper, sent, saves } = await open(day, series, ['operator'], {
      ...outlook,
      occurrences,
    });
    await setTime(wrapper, '06:15');
    const note = 'Danh sách phát sát giờ đã chốt.';
    await vi.waitFor(() => expect(wrapper.text()).toContain(note), { timeout: 5000 });
    await inputOf(wrapper, 'Vẫn đưa vào').setValue(true);
    const tried = `/api/v1/broadcasts/b1/days/${day}?urgent=true&dryRun=true`;
    await vi.waitFor(() => expect(sent.at(-1)?.path).toBe(tried), { timeout: 5000 });
    await save(wrapper);
    expect(saves()[0]?.path).toBe(`/api/v1/broadcasts/b1/days/${day}?urgent=true`);
    // Taking it out always passes: there is nothing to be urgent about.
    await inputOf(wrapper, 'Không phát').setValue(true);
    expect(wrapper.text()).not.toContain(note);
  });

  it('offers no way out of a conflict that only the series can take', async () => {
    const choice = {
      ...{ isChosen: false, allowed: true, ask: [], replaces: [] },
      ...{ aired: 0, moved: 0, notAired: 0, displaced: 0 },
    };
    const choices: Outlook['choices'] = [
      { ...choice, choice: 'queue', isChosen: true },
      { ...choice, choice: 'skip' },
      { ...choice, choice: 'replace', replaces: ['b2-2026-12-05'] },
    ];
    const { wrapper, saves } = await open(day, weekly, ['operator'], { ...outlook, choices });
    const field = inputOf(wrapper, 'Phát ngày');
    await field.setValue('05/12/2026');
    await field.trigger('change');
    const ways = () => wrapper.find('section[aria-label^="Trùng giờ"]');
    // Those of the other day, not those that it has as it is.
    const isOpen = () =>
      ways().exists() && inputOf(wrapper, 'Ghi đè').attributes('disabled') === undefined;
    await vi.waitFor(() => expect(isOpen()).toBe(true), { timeout: 5000 });
    expect(ways().text()).toContain('Không ghi đè');
    expect(ways().text()).not.toContain('Tiếp nối');
    expect(ways().text()).not.toContain('Bỏ qua');
    await inputOf(wrapper, 'Ghi đè').setValue(true);
    await save(wrapper);
    expect(saves()[0]?.body).toMatchObject({ replaces: ['b2-2026-12-05'] });
  });

  it('goes from a full session to one with room by a press, before anything is changed', async () => {
    const placement = { kind: 'session', sessionKey: 'morning', part: 'own', order: 1 } as const;
    const line = { id: `b1-${day}`, stationId: 's1', stationName: 'Đài', date: day, airs: false };
    const full = { ...line, reason: 'part_full', startsAt: null, endsAt: null, beatenBy: null };
    const occurrences = [{ ...full, soundMs: 180_000, sessionLeftMs: 0 }];
    const fill = (sessionKey: string, name: string, leftMs: number): SessionFillAnswer => ({
      ...{ stationId: 's1', date: day, sessionKey, name, leftMs },
      ...{ startsAt: Date.now() + 3_600_000, latestEnd: 0, endsAt: 0 },
      parts: [{ tier: 'own', budgetMs: 600_000, usedMs: 0 }],
    });
    const { wrapper, sent, saves } = await open(
      day,
      { ...weekly, placement },
      ['operator'],
      { ...outlook, occurrences },
      [fill('morning', 'Sáng', 0), fill('noon', 'Trưa', 60_000), fill('evening', 'Tối', 540_000)],
    );
    const fixes = () => wrapper.find('section[aria-label^="Không phát được ở buổi này"]');
    await vi.waitFor(() => expect(fixes().findAll('button')).toHaveLength(1), { timeout: 5000 });
    const asked = sent.find(({ path }) => path.startsWith('/api/v1/occurrences'))?.path;
    expect(asked).toBe('/api/v1/occurrences?from=2026-12-01&to=2026-12-07&stationId=s1');
    expect(fixes().text()).toContain('Dời sang buổi Tối (còn 9′)');
    await fixes().get('button').trigger('click');
    await save(wrapper);
    expect(saves()).toMatchObject([{ method: 'PUT', path: `/api/v1/broadcasts/b1/days/${day}` }]);
    expect(saves()[0]?.body).toMatchObject({ placement: { ...placement, sessionKey: 'evening' } });
  });

  it('does not move to a day on which it airs already', async () => {
    const { wrapper, saves } = await open();
    const field = inputOf(wrapper, 'Phát ngày');
    await field.setValue('05/12/2026');
    await field.trigger('change');
    await save(wrapper);
    expect(wrapper.text()).toContain('Ngày đó đã có lần phát của mục này.');
    expect(saves()).toEqual([]);
  });

  it('is not offered to who may not change it, nor for what airs once', async () => {
    expect((await open(day, series, ['author'])).wrapper.find('nav').exists()).toBe(false);
    const dates = { ...series.dates, rule: null, exdates: [] };
    expect((await open(day, { ...series, dates })).wrapper.find('nav').exists()).toBe(false);
    expect((await open()).wrapper.find('nav').text()).toContain('Chỉ ngày này');
  });
});

describe('days of a series', () => {
  it('have nothing of their own until something is changed', () => {
    expect(changesOf(series, dayDraftOf(series, day))).toEqual({});
    expect(changesOf(series, dayDraftOf(series, '2026-12-02'))).toEqual({ title: 'Tin riêng' });
  });

  it('are moved in a way that the contract takes, and once', () => {
    const moved = movedDay(weekly, { from: '2026-12-08', to: '2026-12-09', changes: {} });
    const body = broadcastRoutes.create.body?.parse(moved);
    const on = (date: string) => occursOn(moved.dates, date);
    expect(body?.dates).toMatchObject({ exdates: ['2026-12-08'], rdates: ['2026-12-09'] });
    expect(['2026-12-08', '2026-12-09', '2026-12-15'].map(on)).toEqual([false, true, true]);
  });

  it('are moved back by taking the exception off', () => {
    const there = movedDay(series, { from: day, to: '2026-12-03', changes: {} });
    expect(there.dates).toMatchObject({ exdates: [day], rdates: [] });
  });

  it('are brought back where they were left out', () => {
    expect(occursOn(broughtBack(series, '2026-12-03').dates, '2026-12-03')).toBe(true);
  });
});
