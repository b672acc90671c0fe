import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { useNotices } from '../../../../web/features/shell/use-notices.ts';
import DayModeBoard from '../../../../web/features/rules/DayModeBoard.vue';
import { dayModeFieldsOf, emptyDayMode } from '../../../../web/features/rules/day-mode-draft.ts';
import { mountPart } from '../console-part.ts';

const mode = {
  ...{ key: 'tet', name: 'Tết', sessionKeys: ['morning'], kinds: null },
  ...{ sessionCapMs: null, dayCapMs: null, volumePercent: null },
};
const over = {
  ...{ id: 'p1', modeKey: 'tet', modeName: 'Tết', areaId: 'a1', userName: 'Nga', at: 1 },
  ...{ first: '2020-01-24', last: '2020-01-30' },
};
const sessions = [
  { id: 's1', stationId: 'd1', key: 'morning', name: 'Buổi sáng', modeKeys: [] },
  { id: 's2', stationId: 'd1', key: 'noon', name: 'Buổi trưa', modeKeys: [] },
  { id: 's3', stationId: 'd1', key: 'eve', name: 'Giao thừa', modeKeys: ['tet'] },
];
const page = (...items: unknown[]) => ({ items, next: null });

async function mountBoard(periods: unknown[]) {
  const mounted = mountPart(DayModeBoard, {
    props: {},
    me: { id: 'u1', roles: ['administrator'] },
    places: { sessions },
    answers: {
      'GET /api/v1/day-modes': page(mode),
      'GET /api/v1/day-mode-periods': page(...periods),
      'DELETE /api/v1/day-modes/tet': null,
      'POST /api/v1/day-modes': mode,
    },
  });
  await flushPromises();
  return mounted;
}

const dialog = () => document.querySelector('[role=dialog]');

async function press(label: string): Promise<void> {
  const found = [...document.querySelectorAll('button')].find(
    (one) => one.textContent.trim() === label || one.getAttribute('aria-label') === label,
  );
  if (!found) throw new Error(`there is no button ${label}`);
  found.click();
  await flushPromises();
}

it('names the sessions that a day mode keeps, and offers them by their names', async () => {
  const { wrapper } = await mountBoard([over]);
  expect(wrapper.text()).toContain('Chỉ các buổi Buổi sáng');
  await press('Sửa chế độ Tết');
  const boxes = [...(dialog()?.querySelectorAll('fieldset label') ?? [])];
  expect(boxes.map((one) => one.textContent.trim())).toEqual(
    expect.arrayContaining(['Buổi sáng', 'Buổi trưa', 'Giao thừa']),
  );
  const chosen = { ...emptyDayMode(), name: 'Tết', sessions: ['morning', 'noon'] };
  expect(dayModeFieldsOf(chosen)?.sessionKeys).toEqual(['morning', 'noon']);
  expect(dayModeFieldsOf({ ...chosen, sessions: [] })?.sessionKeys).toBeNull();
});

it('asks before a day mode goes, says what goes with it, and brings it back', async () => {
  const { sent } = await mountBoard([over]);
  await press('Xóa chế độ Tết');
  expect(sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(dialog()?.textContent).toContain('Giao thừa');
  expect(dialog()?.textContent).toContain('1 lần đã bật trước đây');
  await press('Xóa');
  const [notice] = useNotices().notices;
  expect(notice?.text).toBe('Đã xóa chế độ Tết.');
  await notice?.undo?.();
  expect(
    sent
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path, body }) => [method, path, body]),
  ).toEqual([
    ['DELETE', '/api/v1/day-modes/tet', null],
    ['POST', '/api/v1/day-modes', mode],
  ]);
});

it('lets no day mode go that is on, or will be', async () => {
  await mountBoard([{ ...over, last: '2999-01-01' }]);
  await press('Xóa chế độ Tết');
  expect(dialog()?.textContent).toContain('đang bật hoặc sắp bật');
  const go = [...(dialog()?.querySelectorAll('button') ?? [])].find(
    (one) => one.textContent.trim() === 'Xóa',
  );
  expect(go?.disabled).toBe(true);
});
