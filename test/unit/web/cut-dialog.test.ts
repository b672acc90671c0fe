import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import CutDialog from '../../../web/features/cut/CutDialog.vue';
import { aRecording } from '../../support/a-recording.ts';
import { mountPart } from './console-part.ts';

const recording = aRecording({ trimStartMs: 2_000, trimEndMs: 50_000 });
const path = '/api/v1/recordings/r1';

async function open() {
  const answers = { [`PATCH ${path}`]: recording };
  const { wrapper, sent } = mountPart(CutDialog, {
    props: { recording, open: true },
    me: { id: 'u1', roles: ['author'] },
    answers,
  });
  await flushPromises();
  const dialog = document.querySelector('[role=dialog]');
  if (!dialog) throw new Error('the dialog is not open');
  const named = (name: string) => {
    const labels = [...dialog.querySelectorAll('label')];
    const id = labels.find((label) => label.textContent.trim() === name)?.htmlFor ?? '';
    return dialog.querySelector<HTMLInputElement>(`[id="${id}"]`) ?? fail(name);
  };
  const type = async (name: string, text: string) => {
    const field = named(name);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    field.dispatchEvent(new Event('change'));
    await flushPromises();
  };
  const press = async (name: string) => {
    const buttons = [...dialog.querySelectorAll('button')];
    (buttons.find((one) => one.textContent.trim() === name) ?? fail(name)).click();
    await flushPromises();
  };
  const submit = async () => {
    (dialog.querySelector('form') ?? fail('form')).dispatchEvent(new Event('submit'));
    await flushPromises();
  };
  const patches = () => sent.filter(({ method }) => method === 'PATCH').map(({ body }) => body);
  return { wrapper, dialog, named, type, press, submit, patches };
}

function fail(name: string): never {
  throw new Error(`there is no ${name}`);
}

it('cuts by typed places, and says that the cut is to be approved', async () => {
  const { dialog, type, submit, patches } = await open();
  expect(dialog.textContent).not.toContain('Cắt lại tạo ra bản mới');
  await type('Bắt đầu từ', '0:04.5');
  expect(dialog.textContent).toContain('Cắt lại tạo ra bản mới');
  expect(dialog.textContent).toContain('Còn 0:45.5 trên 1:00.0');
  await submit();
  expect(patches()).toEqual([{ trim: { startMs: 4_500, endMs: 50_000 } }]);
});

it('takes no place that leaves nothing to play', async () => {
  const { dialog, type, named } = await open();
  await type('Bắt đầu từ', '0:55');
  expect(dialog.textContent).toContain('Gõ phút:giây');
  await type('Kết thúc ở', '0:40');
  expect(named('Kết thúc ở').value).toBe('0:40.0');
});

it('sets cue points without another version', async () => {
  const { dialog, press, type, submit, patches } = await open();
  await press('Thêm mốc tại 0:00');
  await type('Ghi chú', 'Mở đầu');
  expect(dialog.textContent).not.toContain('Cắt lại tạo ra bản mới');
  await submit();
  expect(patches()).toEqual([{ cuePoints: [{ atMs: 0, label: 'Mở đầu' }] }]);
});

it('asks before it drops what was edited', async () => {
  const { wrapper, dialog, press, type } = await open();
  await type('Bắt đầu từ', '0:04.5');
  await press('Thôi');
  expect(dialog.textContent).toContain('Còn thay đổi chưa lưu.');
  expect(wrapper.emitted('update:open')).toBeUndefined();
  await press('Bỏ thay đổi');
  expect(wrapper.emitted('update:open')).toEqual([[false]]);
});
