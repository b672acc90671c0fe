import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { PlanLineAnswer, PlanPreview } from '../../../../contract/http/plans.ts';
import ImportDialog from '../../../../web/features/plans/ImportDialog.vue';
import PlanTools from '../../../../web/features/plans/PlanTools.vue';
import { usePlaces } from '../../../../web/features/places/use-places.ts';
import { mountPart } from '../console-part.ts';

const path = 'POST /api/v1/plans/import';
const station = {
  ...{ id: 's1', areaId: 'a1', areaName: 'Xã Hải Hậu', name: 'Đài xã Hải Hậu' },
  ...{ zone: 'Asia/Ho_Chi_Minh', validTo: null, successorId: null, endpoints: 1 },
};
const text = 'Thứ 3\t17h\tVay vốn';

function line(key: string, more: Partial<PlanLineAnswer>): PlanLineAnswer {
  return {
    ...{ key, line: Number(key.split('-')[0]), column: null, text, state: 'ready' },
    ...{ skipped: null, problems: [], fault: null, air: [] },
    understood: {
      ...{ days: 'Ngày 22/02/2028', first: '2028-02-22', title: 'Vay vốn', programme: null },
      airings: [{ time: '17:00', session: null }],
      ...{ recording: { id: 'r1', name: 'Vay vốn' }, lengthMs: 480_000, places: 'Xóm 4' },
      class: 'normal',
    },
    ...more,
  };
}

const preview: PlanPreview = {
  monday: '2028-02-21',
  rows: [
    { line: 1, cells: ['Thứ 3', '17h', 'Vay vốn'] },
    { line: 2, cells: ['Thứ 4', '17h', 'Giảm nghèo'] },
    { line: 3, cells: ['Thứ 5', '17h', 'Khẩn: bão'] },
  ],
  lines: [
    line('1-0-1', {
      air: [
        {
          ...{ stationName: 'Đài', date: '2028-02-22', airs: true, reason: 'placed' },
          ...{ startsAt: Date.UTC(2028, 1, 22, 10), beatenBy: null },
        },
      ],
    }),
    line('2-0-1', {
      state: 'unfit',
      problems: [
        {
          ...{ code: 'recording_ambiguous', values: { value: 'Giảm nghèo' } },
          recordings: [{ id: 'r2', name: 'Giảm nghèo bền vững, bài 2' }],
        },
      ],
    }),
    line('3-0-1', {
      state: 'question',
      problems: [{ code: 'urgent', values: { value: 'Khẩn' }, recordings: [] }],
    }),
    { ...line('4-0-1', { state: 'skipped', skipped: 'footer' }), understood: null },
  ],
  ...{ made: 1, displaced: [], displacedCount: 0, seen: 'act1', plan: 'name' },
  change: null,
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2028, 1, 21, 3) });
  onTestFinished(() => void vi.useRealTimers());
});

async function open(answers: Record<string, unknown> = { [path]: preview }) {
  const { wrapper, sent } = mountPart(ImportDialog, {
    props: { date: '2028-02-23', stationId: '' },
    me: { id: 'u1', roles: ['operator'] },
    answers,
  });
  usePlaces().stations = new Map([['s1', station]]);
  await flushPromises();
  const dialog = document.querySelector('[role=dialog]');
  if (!dialog) throw new Error('the dialog is not open');
  const press = async (name: string) => {
    const buttons = [...dialog.querySelectorAll('button')];
    const button = buttons.find(
      (one) => one.textContent.trim() === name || one.getAttribute('aria-label') === name,
    );
    if (!button) throw new Error(`there is no ${name}`);
    button.click();
    await flushPromises();
  };
  const paste = async () => {
    const field = dialog.querySelector('textarea');
    if (!field) throw new Error('there is nowhere to paste');
    field.value = text;
    field.dispatchEvent(new Event('input'));
    await flushPromises();
    dialog.querySelector('form')?.dispatchEvent(new Event('submit'));
    await flushPromises();
  };
  const bodies = () => sent.map(({ body }) => body as Record<string, unknown>);
  return { wrapper, dialog, press, paste, bodies };
}

it('shows how each line of a pasted plan is understood, and saves what was shown', async () => {
  const { wrapper, dialog, press, paste, bodies } = await open();
  await paste();
  const { textContent } = dialog;
  expect(textContent).toContain('Sẽ thêm 1 mục phát.');
  expect(textContent).toContain('Ngày 22/02/2028 · 17:00 · 8′ · Xóm 4 · tin bài “Vay vốn”');
  expect(textContent).toContain('22/02 lúc 17:00');
  expect(textContent).toContain('“Giảm nghèo” có thể là nhiều tin bài.');
  expect(textContent).toContain('2 dòng chưa rõ hoặc không dùng được.');
  expect(textContent).toContain('Không phải mục phát: 1 dòng');
  await press('Lưu, bỏ 2 dòng chưa rõ');
  const where = { areaId: 'a1', stationId: 's1', weekOf: '2028-02-21' };
  expect(bodies()).toMatchObject([
    { ...where, text, dryRun: true, leaveOut: false },
    { ...where, rows: preview.rows, dryRun: false, leaveOut: true, seen: 'act1', plan: 'name' },
  ]);
  expect(wrapper.emitted('changed')).toHaveLength(1);
});

it('looks again with each answer of a person', async () => {
  const { dialog, press, paste, bodies } = await open();
  await paste();
  await press('Giảm nghèo bền vững, bài 2');
  await press('Đúng vậy');
  await press('Bỏ dòng 1');
  expect(bodies().at(-1)).toMatchObject({
    choices: [{ line: '2-0-1', recordingId: 'r2' }],
    accept: ['3-0-1'],
    drop: ['1-0-1'],
    dryRun: true,
  });
  await press('Sửa dòng 2');
  const input = [...dialog.querySelectorAll('input')].find(({ value }) => value === 'Thứ 4');
  if (!input) throw new Error('the cells are not there');
  input.value = 'Thứ 6';
  input.dispatchEvent(new Event('input'));
  await flushPromises();
  input.closest('form')?.dispatchEvent(new Event('submit'));
  await flushPromises();
  expect(bodies().at(-1)).toMatchObject({
    rows: [{ line: 1 }, { line: 2, cells: ['Thứ 6', '17h', 'Giảm nghèo'] }, { line: 3 }],
  });
  // What was said of it was said of the line as it stood there.
  expect(bodies().at(-1)).toMatchObject({ choices: [], accept: ['3-0-1'], drop: ['1-0-1'] });
});

it('asks again about what was answered and edited while it was asked', async () => {
  const { dialog, press, paste, bodies } = await open();
  await paste();
  const answer = globalThis.fetch;
  const waiting: (() => void)[] = [];
  vi.stubGlobal('fetch', async (...given: Parameters<typeof fetch>) => {
    const response = await answer(...given);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return response;
  });
  await press('Đúng vậy');
  await press('Bỏ dòng 1');
  await press('Sửa dòng 2');
  const input = [...dialog.querySelectorAll('input')].find(({ value }) => value === 'Thứ 4');
  if (!input) throw new Error('the cells are not there');
  input.value = 'Thứ 6';
  input.dispatchEvent(new Event('input'));
  input.closest('form')?.dispatchEvent(new Event('submit'));
  await flushPromises();
  expect(bodies()).toHaveLength(2);
  waiting[0]?.();
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  expect(bodies().at(-1)).toMatchObject({
    rows: [{ line: 1 }, { line: 2, cells: ['Thứ 6', '17h', 'Giảm nghèo'] }, { line: 3 }],
    ...{ accept: ['3-0-1'], drop: ['1-0-1'] },
  });
  waiting[1]?.();
  await flushPromises();
  expect(bodies()).toHaveLength(3);
});

it('takes what is pasted after a file that could not be shown', async () => {
  const answers: Record<string, unknown> = {
    'POST /api/v1/plans/rows': { rows: [{ line: 1, cells: ['Thứ 8'] }] },
  };
  const { dialog, paste, bodies } = await open(answers);
  const input = dialog.querySelector<HTMLInputElement>('input[type=file]');
  if (!input) throw new Error('no file can be chosen');
  const files = [new File(['Thứ 8'], 'ke-hoach.csv')];
  Object.defineProperty(input, 'files', { value: files });
  input.dispatchEvent(new Event('change'));
  await vi.waitFor(() => expect(bodies()).toHaveLength(2));
  await flushPromises();
  expect(bodies().at(-1)).toMatchObject({ rows: [{ cells: ['Thứ 8'] }] });
  answers[path] = preview;
  await paste();
  expect(bodies().at(-1)).toMatchObject({ text });
  expect(bodies().at(-1)).not.toHaveProperty('rows');
  expect(dialog.textContent).toContain('Sẽ thêm 1 mục phát.');
});

it('cannot save where nothing can be used, and begins anew', async () => {
  const { dialog, press, paste } = await open({ [path]: { ...preview, made: 0 } });
  await paste();
  const buttons = [...dialog.querySelectorAll('button')];
  const save = buttons.find(({ textContent }) => textContent.trim().startsWith('Lưu'));
  expect(save?.disabled).toBe(true);
  expect(dialog.textContent).toContain('Chưa có dòng nào dùng được.');
  await press('Dán bảng khác');
  expect(dialog.querySelector('textarea')).not.toBeNull();
});

it('is there for who holds a window, in the area of which they place', async () => {
  const held = { ownWindows: [{ areaId: 'a1' }], stations: new Map([['s1', station]]) };
  const { wrapper, sent } = mountPart(PlanTools, {
    props: { date: '2028-02-23', stationId: 's1' },
    me: { id: 'u1', roles: ['author'] },
    answers: { [path]: preview },
    places: held,
  });
  const button = wrapper.findAll('button').find((one) => one.text() === 'Nhập từ Word/Excel');
  await button?.trigger('click');
  await flushPromises();
  const dialog = document.querySelector('[role=dialog]');
  dialog?.querySelector('form')?.dispatchEvent(new Event('submit'));
  await flushPromises();
  expect(sent.at(-1)?.body).toMatchObject({ areaId: 'a1', stationId: 's1' });
});
