import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { OccurrenceAnswer } from '../../../../contract/http/occurrences.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import { useNotices } from '../../../../web/features/shell/use-notices.ts';
import PartOrder from '../../../../web/features/timetable/PartOrder.vue';
import { mountPart } from '../console-part.ts';

// Of a day to come, whenever that is.
const date = addDays(new Date().toISOString().slice(0, 10), 3);
const startsAt = Date.parse(`${date}T05:00:00Z`);
function line(id: string, title: string, rest: Partial<OccurrenceAnswer> = {}): OccurrenceAnswer {
  return {
    ...{ id: `${id}-${date}`, broadcastId: id, title, programmeId: null, class: 'normal' },
    ...{ ownerAreaId: 'a1', stationId: 's1', stationName: 'Đài', date, sessionKey: 'morning' },
    ...{ part: 'own', airs: true, reason: 'placed', startsAt, durationMs: 60_000 },
    ...{ endpointCount: 1, stoppedCount: 0, stopped: false, beatenBy: null },
    ...rest,
  };
}
const silent = { airs: false, reason: 'part_full', startsAt: null };
const lines = [line('b1', 'Một'), line('b2', 'Hai'), line('b3', 'Ba'), line('b4', 'Bốn', silent)];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('matchMedia', () => ({
    ...{ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined },
  }));
  onTestFinished(() => void vi.useRealTimers());
});

function open(given: { lines?: OccurrenceAnswer[]; mayOrder?: boolean; answer?: unknown } = {}) {
  const props = (some: OccurrenceAnswer[]) => ({
    given: {
      ...{ date, sessionKey: 'morning', sessionName: 'Sáng', part: 'own', lines: some },
      told: { items: some, sessions: [] },
    },
    mayOrder: given.mayOrder ?? true,
  });
  const { answer = { change: 'c1', stations: 1 } } = given;
  const { wrapper, sent } = mountPart(PartOrder, {
    props: props(given.lines ?? lines),
    me: { id: 'u1', roles: ['operator'] },
    answers: {
      'POST /api/v1/broadcasts/order': answer,
      'POST /api/v1/timetables/undo': { broadcasts: 1, broadcastIds: ['b2'] },
    },
  });
  const titles = () =>
    wrapper.findAll('li').map((one) => one.find('button').attributes('aria-label') ?? '');
  const order = () => titles().map((label) => label.replace('Lên trước: ', ''));
  const press = async (title: string, key: string) => {
    const button = wrapper.get(`[aria-label="Lên trước: ${title}"]`);
    (button.element as HTMLElement).focus();
    await button.trigger('keydown', { key, altKey: true });
    await flushPromises();
  };
  const rest = async () => {
    await vi.advanceTimersByTimeAsync(1000);
    await flushPromises();
  };
  const tell = (some: OccurrenceAnswer[]) => wrapper.setProps(props(some));
  return { wrapper, sent, order, press, rest, tell };
}

it('moves the line that has the focus by Alt and an arrow, says where it is, and saves it once', async () => {
  const { wrapper, sent, order, press, rest } = open();
  await press('Ba', 'ArrowUp');
  await press('Ba', 'ArrowUp');
  await press('Ba', 'ArrowUp');
  expect(order()).toEqual(['Ba', 'Một', 'Hai', 'Bốn']);
  expect(wrapper.get('[aria-live]').text()).toBe('“Ba”: thứ 1 trong 4');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Lên trước: Ba');
  expect(sent).toEqual([]);
  await rest();
  // What does not air stays where it is: only the server knows where that is.
  const broadcastIds = ['b3', 'b1', 'b2'];
  expect(sent.map(({ path, body }) => [path, body])).toEqual([
    ['/api/v1/broadcasts/order', { date, sessionKey: 'morning', part: 'own', broadcastIds }],
  ]);
  expect(wrapper.emitted('saved')).toHaveLength(1);
});

it('moves by a press as well, and can be taken back', async () => {
  const { wrapper, sent, order, rest } = open();
  await wrapper.get('[aria-label="Xuống sau: Một"]').trigger('click');
  expect(order()).toEqual(['Hai', 'Một', 'Ba', 'Bốn']);
  await rest();
  const [notice] = useNotices().notices;
  expect(notice?.text).toContain('Đã đổi thứ tự buổi Sáng');
  await notice?.undo?.();
  expect(sent.at(-1)?.body).toEqual({ of: 'change', id: 'c1' });
});

it('lets a line go beside another that it is dragged to', async () => {
  const { wrapper, order } = open();
  const [first, , third] = wrapper.findAll('li');
  await first?.trigger('dragstart');
  await third?.trigger('dragover', { clientY: 1 });
  await third?.trigger('drop');
  expect(order()).toEqual(['Hai', 'Ba', 'Một', 'Bốn']);
});

it('names what has no room any more in the new order', async () => {
  const { press, rest, tell } = open();
  await press('Bốn', 'ArrowUp');
  await rest();
  await tell([line('b1', 'Một'), line('b2', 'Hai'), line('b4', 'Bốn'), line('b3', 'Ba', silent)]);
  await flushPromises();
  const texts = useNotices().notices.map(({ text, tone }) => [tone, text]);
  expect(texts.at(-1)).toEqual(['warn', 'Theo thứ tự này thì không còn chỗ cho: “Ba”.']);
});

it('goes back to what is where the server refuses', async () => {
  const refused = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'fixed' };
  const answer = Response.json({ ...refused, code: 'order_fixed' }, { status: 409 });
  const { wrapper, order, press, rest } = open({ answer });
  await press('Hai', 'ArrowUp');
  await rest();
  expect(order()).toEqual(['Một', 'Hai', 'Ba', 'Bốn']);
  expect(wrapper.text()).toContain('Không xếp được như vậy');
});

it('leaves alone what stands fast already, and what is alone', () => {
  expect(open({ mayOrder: false }).wrapper.findAll('button')).toEqual([]);
  expect(open({ lines: lines.slice(0, 1) }).wrapper.findAll('button')).toEqual([]);
});
