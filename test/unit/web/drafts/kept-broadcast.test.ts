import type { VueWrapper } from '@vue/test-utils';
import { flushPromises } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { broadcast as shape } from '../../../../contract/http/broadcasts.ts';
import { useApi } from '../../../../web/api/use-api.ts';
import DayForm from '../../../../web/features/broadcasts/DayForm.vue';
import NewBroadcast from '../../../../web/features/broadcasts/NewBroadcast.vue';
import OpenBroadcast from '../../../../web/features/broadcasts/OpenBroadcast.vue';
import DraftList from '../../../../web/features/drafts/DraftList.vue';
import { useNotices } from '../../../../web/features/shell/use-notices.ts';
import { keptDrafts } from '../../../../web/kept/kept-drafts.ts';
import { aRecording } from '../../../support/a-recording.ts';
import { mountPart } from '../console-part.ts';

const saved = shape.parse({
  ...{ id: 'b1', title: 'Tin sáng', programmeId: null, ownerAreaId: 'a1', class: 'normal' },
  placement: { kind: 'at', slots: [{ id: '1', time: '05:00' }], start: 'soft', maxDelayMs: 60_000 },
  dates: {
    ...{ first: '2026-11-24', last: null, count: null, exdates: [], rdates: [] },
    rule: { freq: 'weekly', interval: 1, weekdays: [2] },
  },
  items: [{ type: 'recording', recordingId: 'r1' }],
  targets: { areas: ['a1'], stations: [], endpoints: [], except: [] },
  ...{ whenBeaten: 'queue', state: 'active', version: 3, authorId: 'u1', updatedAt: 1 },
  ...{ predecessorId: null, urgentSince: null },
});
const outlook = {
  ...{ endpoints: 1, stations: 1, occurrences: [], displaced: [], displacedCount: 0, choices: [] },
  readiness: { holding: 1, lacking: 0, bytesToFetch: 0 },
  ...{ losesDays: { exdates: [], edited: [] }, lost: [] },
};
// Whole editors, on busy machines too.
vi.setConfig({ testTimeout: 20_000 });

const page = (...items: unknown[]) => ({ items, next: null });
const address = '/timetable/new?session=morning';

function show(
  part: 'new' | 'open' | 'day' | 'list',
  { person = 'u1', broadcast = saved, answers = {}, line = null as string | null } = {},
) {
  const parts = {
    new: {
      component: NewBroadcast,
      props: { address, date: null, stationId: null, sessionKey: null, line },
    },
    open: { component: OpenBroadcast, props: { id: 'b1' } },
    day: { component: DayForm, props: { broadcast, date: '2026-12-01', move: null } },
    list: { component: DraftList, props: { under: '/timetable' } },
  };
  const { component, props } = parts[part];
  const { wrapper, sent } = mountPart(component, {
    props,
    me: { id: person, roles: ['operator'] },
    answers: {
      'GET /api/v1/broadcasts/b1': { broadcast, outlook },
      'PUT /api/v1/broadcasts/b1': { broadcast, outlook },
      'POST /api/v1/broadcasts': { broadcast, outlook },
      'GET /api/v1/recordings': page(aRecording({})),
      'GET /api/v1/recordings/r1': aRecording({}),
      'GET /api/v1/campaigns': page(),
      'GET /api/v1/partners': page(),
      ...answers,
    },
  });
  return { wrapper, sent };
}

const left = (person = 'u1') => keptDrafts(person, Date.now());

function titleIn(wrapper: VueWrapper) {
  const label = wrapper.findAll('label').find((one) => one.text() === 'Tên mục phát');
  return wrapper.find<HTMLInputElement>(`[id="${label?.attributes('for') ?? ''}"]`);
}

async function press(wrapper: VueWrapper, name: string): Promise<void> {
  const button = wrapper.findAll('button').find((one) => one.text() === name);
  if (!button) throw new Error(`there is no ${name}`);
  await button.trigger('click');
  await flushPromises();
}

/** Types a title at an editor and leaves it, as a closed tab does. */
async function leave(part: 'new' | 'open' | 'day', title: string): Promise<void> {
  const { wrapper } = show(part);
  await flushPromises();
  await titleIn(wrapper).setValue(title);
  useApi().me = null;
  wrapper.unmount();
}

const parts = ['new', 'open', 'day'] as const;

it.each(parts)('opens what was left unsaved again: %s', async (part) => {
  await leave(part, 'Tin đang gõ dở');
  const { wrapper } = show(part);
  await flushPromises();
  expect(titleIn(wrapper).element.value).toBe('Tin đang gõ dở');
  expect(wrapper.text()).toContain('Đã mở lại bản nháp chưa lưu, sửa lần cuối lúc ');
});

it.each(parts)('keeps nothing of what is as it was: %s', async (part) => {
  const { wrapper } = show(part);
  await flushPromises();
  expect(left()).toEqual([]);
  const before = titleIn(wrapper).element.value;
  await titleIn(wrapper).setValue('khác');
  expect(left()).toHaveLength(1);
  await titleIn(wrapper).setValue(before);
  expect(left()).toEqual([]);
});

it('shows it to nobody else at the same device', async () => {
  await leave('open', 'Tin của Lan');
  const { wrapper } = show('open', { person: 'u7' });
  await flushPromises();
  expect(titleIn(wrapper).element.value).toBe('Tin sáng');
  expect(wrapper.text()).not.toContain('nháp');
});

it('gives it up at a press, and brings it back at another', async () => {
  await leave('open', 'Tin đang gõ dở');
  const { wrapper } = show('open');
  await flushPromises();
  await press(wrapper, 'Bỏ nháp');
  expect(titleIn(wrapper).element.value).toBe('Tin sáng');
  expect(left()).toEqual([]);
  await press(wrapper, 'Lấy lại bản nháp');
  expect(titleIn(wrapper).element.value).toBe('Tin đang gõ dở');
  expect(left()).toHaveLength(1);
});

it('does not lay it over what was changed since, unless somebody says so', async () => {
  await leave('open', 'Tin đang gõ dở');
  const changed = { ...saved, title: 'Tin của người khác', version: 4 };
  const { wrapper, sent } = show('open', { broadcast: changed });
  await flushPromises();
  expect(titleIn(wrapper).element.value).toBe('Tin của người khác');
  expect(wrapper.text()).toContain('từ đó nội dung này đã được sửa');
  await press(wrapper, 'Dùng bản nháp');
  expect(titleIn(wrapper).element.value).toBe('Tin đang gõ dở');
  expect(left().map(({ version }) => version)).toEqual([4]);
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  expect(sent.at(-1)?.body).toMatchObject({ title: 'Tin đang gõ dở', version: 4 });
});

it('forgets it once it is saved, and keeps it where saving is refused', async () => {
  await leave('open', 'Tin đang gõ dở');
  const refused = show('open', { answers: { 'PUT /api/v1/broadcasts/b1': undefined } });
  await flushPromises();
  await refused.wrapper.find('form').trigger('submit');
  await flushPromises();
  expect(refused.wrapper.emitted('saved')).toBeUndefined();
  expect(left()).toHaveLength(1);
  refused.wrapper.unmount();
  const { wrapper } = show('open');
  await flushPromises();
  await wrapper.find('form').trigger('submit');
  await flushPromises();
  expect(wrapper.emitted('saved')).toHaveLength(1);
  expect(left()).toEqual([]);
});

it('says that it is kept, and the way back, to whoever leaves by a link', async () => {
  const { wrapper } = show('new');
  await flushPromises();
  await titleIn(wrapper).setValue('Tin đang gõ dở');
  const notices = useNotices();
  wrapper.unmount();
  expect(notices.notices.map(({ text, link }) => [text, link?.to])).toEqual([
    ['Chưa lưu. Bản nháp được giữ trên máy này.', address],
  ]);
});

it('does not fill it from the typed line once more', async () => {
  await leave('new', 'Tin đang gõ dở');
  const { wrapper, sent } = show('new', { line: '17h giảm nghèo' });
  await flushPromises();
  expect(sent.some(({ path }) => path.includes('quick'))).toBe(false);
  expect(titleIn(wrapper).element.value).toBe('Tin đang gõ dở');
});

it('lists what was left, to go on with or to give up', async () => {
  await leave('new', 'Tin đang gõ dở');
  await leave('day', 'Tin riêng một ngày');
  const { wrapper } = show('list');
  const lines = wrapper.findAll('li').map((one) => one.find('p').text());
  expect(lines.sort()).toEqual([
    expect.stringMatching(/^Tin sáng, ngày .*sửa lần cuối lúc /s),
    expect.stringMatching(/^Tin đang gõ dở.*sửa lần cuối lúc /s),
  ]);
  const links = wrapper.findAll('a').map((one) => one.attributes('href'));
  expect(links.sort()).toEqual(['/timetable/broadcasts/b1?day=2026-12-01', address]);
  await press(wrapper, 'Bỏ nháp');
  expect(left()).toHaveLength(1);
  await press(wrapper, 'Lấy lại bản nháp');
  expect(left()).toHaveLength(2);
});
