import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { TimetableChange } from '../../../../contract/http/timetable-change.ts';
import CopyWeekDialog from '../../../../web/features/templates/CopyWeekDialog.vue';
import { mountPart } from '../console-part.ts';

const path = 'POST /api/v1/timetables/copy-week';
const change: TimetableChange = {
  ...{ made: 2, changed: 0, withdrawn: 0, already: 0, notes: [], seen: 'act1', before: null },
  change: null,
  broadcasts: [{ title: 'Vay vốn', changes: ['tạo mới: 17:00, đúng giờ'] }],
  air: { stations: 1, total: 1, lines: [{ kind: 'added', text: '17:00: thêm «Vay vốn»' }] },
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2028, 1, 23, 3) });
  onTestFinished(() => void vi.useRealTimers());
});

async function open(answer: TimetableChange) {
  const { wrapper, sent } = mountPart(CopyWeekDialog, {
    props: { fromMonday: '2028-02-21' },
    me: { id: 'u1', roles: ['operator'] },
    answers: { [path]: answer },
  });
  await flushPromises();
  const dialog = document.querySelector('[role=dialog]');
  if (!dialog) throw new Error('the dialog is not open');
  const press = async (name: string) => {
    const buttons = [...dialog.querySelectorAll('button')];
    const button = buttons.find((one) => one.textContent.trim() === name);
    if (!button) throw new Error(`there is no ${name}`);
    button.click();
    await flushPromises();
  };
  return { wrapper, dialog, press, bodies: () => sent.map(({ body }) => body) };
}

it('shows what a copied week would do, and does what was shown', async () => {
  const { wrapper, dialog, press, bodies } = await open(change);
  expect(dialog.textContent).toContain('Thêm 2');
  expect(dialog.textContent).toContain('17:00: thêm «Vay vốn»');
  expect([...dialog.querySelectorAll('option')].map(({ value }) => value)).not.toContain(
    '2028-02-21',
  );
  await press('Xếp vào tuần này');
  const where = { areaId: 'a1', fromMonday: '2028-02-21', toMonday: '2028-02-28' };
  expect(bodies()).toEqual([
    { ...where, dryRun: true, seen: null, leaveOut: false, again: false },
    { ...where, dryRun: false, seen: 'act1', leaveOut: true, again: true },
  ]);
  expect(wrapper.emitted('changed')).toHaveLength(1);
});

it('names what is left out, and that the week was copied before', async () => {
  const { dialog } = await open({
    ...change,
    already: 1,
    before: { userName: 'Nguyễn Thị Lan', at: Date.UTC(2028, 1, 22) },
    notes: [
      {
        ...{ code: 'recording_expired', title: 'Hết hạn', date: '2028-02-29' },
        recordings: ['Tin cũ'],
      },
      { code: 'recording_expires', title: 'Nửa tuần', date: '2028-03-01', recordings: ['Tin'] },
    ],
  });
  expect(dialog.textContent).toContain('Nguyễn Thị Lan đã xếp vào tuần này');
  expect(dialog.textContent).toContain('Có tin bài đã hết hạn phát. (Tin cũ)');
  const names = [...dialog.querySelectorAll('button')].map(({ textContent }) => textContent.trim());
  expect(names).toContain('Xếp, bỏ 1 mục không dùng được');
});

it('cannot be carried out where nothing is left to lay', async () => {
  const { dialog } = await open({ ...change, made: 0, already: 2, broadcasts: [] });
  const buttons = [...dialog.querySelectorAll('button')];
  expect(buttons.find((one) => one.textContent.trim() === 'Xếp vào tuần này')?.disabled).toBe(true);
});
