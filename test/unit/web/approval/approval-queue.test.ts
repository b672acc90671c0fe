import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import type { RecordingAnswer } from '../../../../contract/http/recordings.ts';
import ApprovalQueue from '../../../../web/features/approval/ApprovalQueue.vue';
import { aRecording } from '../../../support/a-recording.ts';
import { mountPart } from '../console-part.ts';

const waits = (number: number) => ({
  recording: aRecording(
    { id: `v${number}` },
    { id: `r${number}`, title: `Tin số ${number}`, isDecidable: true },
  ),
  decideBy: number === 1 ? Date.UTC(2026, 11, 1, 9, 55) : null,
});
const list = 'GET /api/v1/approvals?limit=50';
const ids = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => waits(from + at));

beforeEach(() => {
  localStorage.clear();
  // A line that stays quiet.
  vi.stubGlobal(
    'EventSource',
    class {
      close = () => undefined;
    },
  );
  vi.useFakeTimers({ now: Date.UTC(2026, 11, 1, 3) });
  onTestFinished(() => void vi.useRealTimers());
});

async function mountQueue(answers: Record<string, unknown>, first: string | null = null) {
  const openId = ref(first);
  const Queue = defineComponent(() => {
    const onOpen = (id: string | null) => (openId.value = id);
    return () => h(ApprovalQueue, { openId: openId.value, onOpen });
  });
  const { wrapper } = mountPart(Queue, { props: {}, answers });
  const settle = () => vi.advanceTimersByTimeAsync(100);
  const key = async (name: string) => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
    await settle();
  };
  await settle();
  return { wrapper, openId, key, settle };
}

it('opens what sounds first, says until when, and goes on beyond the first page', async () => {
  const { wrapper, openId, key, settle } = await mountQueue({
    [list]: { items: ids(1, 50), next: 'c1', total: 51 },
    [`${list}&cursor=c1`]: { items: ids(51, 51), next: null, total: 51 },
  });
  expect(openId.value).toBe('r1');
  expect(wrapper.text()).toContain('Bài 1 trên 51');
  expect(wrapper.get('article').text()).toContain('Cần duyệt trước 09:55');
  expect(wrapper.findAll('nav ol li')).toHaveLength(50);
  openId.value = 'r50';
  await settle();
  await key('j');
  expect(openId.value).toBe('r51');
  expect(wrapper.text()).toContain('Bài 51 trên 51');
  expect(wrapper.findAll('nav ol li')).toHaveLength(51);
  await key('k');
  expect(openId.value).toBe('r50');
});

it('leaves what a colleague decided on open, with what was noted, until the person goes on', async () => {
  const at = Date.UTC(2026, 11, 1, 3);
  const decisions = [{ decision: 'returned' as const, by: 'Trần Nam', at, note: 'Sửa', notes: [] }];
  const returned: RecordingAnswer = aRecording(
    { id: 'v2', state: 'withdrawn', decisions },
    { id: 'r2', title: 'Tin số 2' },
  );
  const answers: Record<string, unknown> = { [list]: { items: ids(1, 3), next: null, total: 3 } };
  const { wrapper, openId, key, settle } = await mountQueue(answers, 'r2');
  await key('n');
  await wrapper.get('textarea').setValue('Đọc lại câu này.');
  answers[list] = { items: [waits(1), waits(3)], next: null, total: 2 };
  answers['GET /api/v1/recordings/r2'] = returned;
  await vi.advanceTimersByTimeAsync(60_000);
  await settle();
  const article = wrapper.get('article').text();
  expect(openId.value).toBe('r2');
  expect(article).toContain('Không còn trong hàng chờ');
  expect(article).toContain('Trần Nam trả lại lúc');
  expect(article).toContain('Đọc lại câu này.');
  await key('j');
  expect(openId.value).toBe('r3');
});

it('gives the card all of the page where one waits alone, and opens the first for one that is gone', async () => {
  const { wrapper, openId } = await mountQueue(
    { [list]: { items: ids(1, 1), next: null, total: 1 } },
    'r9',
  );
  expect(openId.value).toBe('r1');
  expect(wrapper.find('nav ol').exists()).toBe(false);
});
