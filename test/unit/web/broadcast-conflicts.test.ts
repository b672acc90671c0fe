import type { VueWrapper } from '@vue/test-utils';
import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import type { Outlook } from '../../../contract/http/broadcasts.ts';
import { broadcast as shape } from '../../../contract/http/broadcasts.ts';
import OpenBroadcast from '../../../web/features/broadcasts/OpenBroadcast.vue';
import { choiceOf } from '../../../web/features/broadcasts/conflict-choice.ts';
import { emptyDraft } from '../../../web/features/broadcasts/draft.ts';
import ItemList from '../../../web/features/items/ItemList.vue';
import { groupDisplaced } from '../../../web/features/broadcasts/displaced-groups.ts';
import { aRecording } from '../../support/a-recording.ts';
import { mountPart } from './console-part.ts';

const saved = shape.parse({
  ...{ id: 'b1', title: 'Tin sáng', programmeId: null, ownerAreaId: 'a1', class: 'normal' },
  placement: { kind: 'at', slots: [{ id: '1', time: '05:00' }], start: 'soft', maxDelayMs: 60_000 },
  dates: {
    ...{ first: '2026-11-24', last: null, count: null, rule: null, exdates: [], rdates: [] },
  },
  items: [{ type: 'recording', recordingId: 'r1' }],
  targets: { areas: ['a1'], stations: [], endpoints: [], except: [] },
  ...{ whenBeaten: 'queue', state: 'active', version: 3, authorId: 'u1', updatedAt: 1 },
  ...{ predecessorId: null, urgentSince: null },
});
const fiveOClock = Date.UTC(2026, 10, 23, 22);
const other = {
  ...{ occurrence: 'b2-2026-11-24', title: 'Nhạc sáng', ownerAreaId: 'a1' },
  ...{ ownerAreaName: 'Xã Hải Hậu', stationId: 's1', stationName: 'Đài', date: '2026-11-24' },
  ...{ startedAt: fiveOClock, startsAt: null, reason: 'beaten', what: 'dropped' as const },
};
const choice = {
  ...{ isChosen: false, allowed: true, ask: [], replaces: [] },
  ...{ aired: 0, moved: 0, notAired: 0, displaced: 0 },
};
const conflict: Outlook = {
  ...{ endpoints: 4, stations: 1 },
  occurrences: [
    {
      ...{ id: 'b1-2026-11-24', stationId: 's1', stationName: 'Đài', date: '2026-11-24' },
      ...{ airs: true, reason: 'placed', startsAt: fiveOClock, endsAt: fiveOClock + 60_000 },
      ...{ beatenBy: null, sessionLeftMs: 260_000, soundMs: 60_000 },
    },
  ],
  displaced: [other],
  displacedCount: 1,
  choices: [
    { ...choice, choice: 'queue', isChosen: true, aired: 1, displaced: 1 },
    { ...choice, choice: 'skip', notAired: 1 },
    { ...choice, choice: 'replace', replaces: ['b2-2026-11-24'], aired: 1, displaced: 1 },
  ],
  readiness: { holding: 1, lacking: 3, bytesToFetch: 2_500_000 },
  losesDays: { exdates: [], edited: [] },
  lost: [],
};
const page = (...items: unknown[]) => ({ items, next: null });

async function open(outlook = conflict) {
  const answer = { broadcast: saved, outlook };
  const { wrapper, sent } = mountPart(OpenBroadcast, {
    props: { id: 'b1' },
    me: { id: 'u1', roles: ['operator'] },
    answers: {
      'GET /api/v1/broadcasts/b1': answer,
      'PUT /api/v1/broadcasts/b1': answer,
      'GET /api/v1/recordings': page(aRecording({})),
      'GET /api/v1/recordings/r1': aRecording({}),
      'GET /api/v1/campaigns': page(),
      'GET /api/v1/partners': page(),
    },
  });
  await vi.waitFor(() => expect(wrapper.text()).toContain('Sẽ phát thế nào'), { timeout: 5000 });
  await vi.waitFor(() => expect(wrapper.find('[aria-busy=false]').exists()).toBe(true), {
    timeout: 5000,
  });
  return { wrapper, sent };
}

const outlookOf = (wrapper: VueWrapper) => wrapper.find('section[aria-label="Sẽ phát thế nào"]');

async function choose(wrapper: VueWrapper, name: string): Promise<void> {
  const label = outlookOf(wrapper)
    .findAll('label')
    .find((one) => one.text().startsWith(name));
  if (!label) throw new Error(`there is no ${name}`);
  await label.find('input').setValue(true);
}

async function saveOf({ wrapper, sent }: Awaited<ReturnType<typeof open>>) {
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  return sent.findLast(({ method, path }) => method === 'PUT' && !path.includes('dryRun'))?.body;
}

it('tells before saving what is displaced, whose it is, and what is still to fetch', async () => {
  const { wrapper } = await open();
  const text = outlookOf(wrapper).text();
  expect(text).toContain('“Nhạc sáng” của Xã Hải Hậu lúc');
  expect(text).toContain('không phát nữa (1 lần): Trùng giờ với mục quan trọng hơn');
  expect(text).toContain('còn 4′20″');
  expect(text).toContain('3/4 cụm loa chưa có âm thanh, còn phải tải 2,5 MB');
  expect(text).toContain('1 lần phát đúng chỗ · 1 lần phát của mục khác bị ảnh hưởng');
});

it('sends what Ghi đè takes out, and says so on the button', async () => {
  const given = await open();
  await choose(given.wrapper, 'Ghi đè');
  expect(given.wrapper.text()).toContain('Lưu là bỏ 1 lần phát của mục khác.');
  expect(given.wrapper.find('button[type=submit]').text()).toBe('Ghi đè và lưu');
  expect(await saveOf(given)).toMatchObject({ replaces: ['b2-2026-11-24'], whenBeaten: 'queue' });
});

it('takes another way out, and nobody out with it', async () => {
  const given = await open();
  await choose(given.wrapper, 'Ghi đè');
  await choose(given.wrapper, 'Bỏ qua lần đó');
  expect(await saveOf(given)).toMatchObject({ replaces: [], whenBeaten: 'skip' });
});

it('forgets whom it replaces when it goes to another time', async () => {
  const given = await open();
  await choose(given.wrapper, 'Ghi đè');
  const time = given.wrapper.findAll('input').find(({ element }) => element.value === '05:00');
  await time?.setValue('06:00');
  await time?.trigger('change');
  expect(await saveOf(given)).toMatchObject({
    replaces: [],
    placement: { slots: [{ time: '06:00' }] },
  });
});

it('offers nothing to take while what was told is of another time', async () => {
  const { wrapper } = await open();
  const isOff = () =>
    outlookOf(wrapper)
      .findAll('input[type=radio]')
      .map((one) => one.attributes('disabled') !== undefined);
  const time = wrapper.findAll('input').find(({ element }) => element.value === '05:00');
  await time?.setValue('06:00');
  await time?.trigger('change');
  expect(isOff()).toEqual([true, true, true]);
  await vi.waitFor(() => expect(isOff()).toEqual([false, false, false]), { timeout: 5000 });
});

it('forgets whom it replaces when it airs something else', async () => {
  const given = await open();
  await choose(given.wrapper, 'Ghi đè');
  const items = [...saved.items, { type: 'silence', durationMs: 5000 }];
  given.wrapper.findComponent(ItemList).vm.$emit('update:modelValue', items);
  await flushPromises();
  expect(await saveOf(given)).toMatchObject({ replaces: [] });
});

it('does not call Ghi đè chosen where others are in the way by now', () => {
  const draft = { ...emptyDraft('a1', '2026-11-24'), replaces: ['b2-2026-11-24'] };
  const replace = (replaces: string[]) => [{ ...choice, choice: 'replace' as const, replaces }];
  expect(choiceOf(draft, replace(['b2-2026-11-24']))).toBe('replace');
  expect(choiceOf(draft, replace(['b2-2026-11-24', 'b3-2026-11-24']))).toBeNull();
});

it('can be taken back where nothing else is offered', async () => {
  const given = await open({
    ...conflict,
    choices: conflict.choices.filter((one) => one.choice === 'replace'),
  });
  await choose(given.wrapper, 'Ghi đè');
  expect(given.wrapper.text()).toContain('Lưu là bỏ 1 lần phát');
  await choose(given.wrapper, 'Không ghi đè');
  expect(given.wrapper.text()).not.toContain('Lưu là bỏ 1 lần phát');
  expect(await saveOf(given)).toMatchObject({ replaces: [] });
});

it('does not let somebody replace what is not theirs, and says whose yes is missing', async () => {
  const ask = [{ areaId: 'a0', areaName: 'Tỉnh Ninh Bình' }];
  const choices = conflict.choices.map((one) =>
    one.choice === 'replace' ? { ...one, allowed: false, ask } : one,
  );
  const { wrapper } = await open({ ...conflict, choices });
  const replace = outlookOf(wrapper)
    .findAll('label')
    .find((one) => one.text().startsWith('Ghi đè'));
  expect(replace?.text()).toContain('Cần Tỉnh Ninh Bình đồng ý');
  expect(replace?.find('input').attributes('disabled')).toBeDefined();
});

it('asks nothing where nothing is in conflict', async () => {
  const { wrapper } = await open({ ...conflict, displaced: [], displacedCount: 0, choices: [] });
  expect(wrapper.text()).not.toContain('xử lý thế nào');
});

it('puts what is dropped before what is moved, each broadcast once', () => {
  const moved = { ...other, occurrence: 'b3-2026-11-24', what: 'moved' as const, reason: null };
  const nextDay = { ...other, occurrence: 'b2-2026-11-25', date: '2026-11-25' };
  const groups = groupDisplaced([moved, other, nextDay]);
  expect(groups.map(({ what, dates, count }) => [what, dates.length, count])).toEqual([
    ['dropped', 2, 2],
    ['moved', 1, 1],
  ]);
});
