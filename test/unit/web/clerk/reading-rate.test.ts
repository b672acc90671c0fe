import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import Teleprompter from '../../../../web/features/clerk/Teleprompter.vue';
import { expectedMs } from '../../../../web/features/speech/expected-ms.ts';
import { mountPart } from '../console-part.ts';

const text = Array.from({ length: 200 }, () => 'tin').join(' ');
const wayPx = 1000;

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** How far the text has gone up after so long, in pixels. */
async function pxAfter(ms: number, id = 'clerk') {
  const { wrapper } = mountPart(Teleprompter, {
    props: { text, isRunning: false },
    me: { id, roles: ['commune-operator'] },
  });
  const box = wrapper.find('[role="region"]').element;
  Object.defineProperties(box, {
    scrollHeight: { value: wayPx + 100 },
    clientHeight: { value: 100 },
  });
  await wrapper.setProps({ isRunning: true });
  vi.advanceTimersByTime(ms);
  return { px: box.scrollTop, wrapper };
}

it('goes as fast as Vietnamese is read: half as many words again as the rate of English says', async () => {
  const wholeMs = expectedMs(text, 130);
  expect(wholeMs).toBeCloseTo((200 / (130 * 1.55)) * 60_000);
  const { px } = await pxAfter(wholeMs / 2);
  expect(px / wayPx).toBeCloseTo(0.5, 1);
});

it('remembers how fast a person reads, on a phone of several too', async () => {
  const ms = expectedMs(text, 130) / 2;
  const { px: usual, wrapper } = await pxAfter(ms);
  await wrapper.findAll('button').at(-1)?.trigger('click');
  wrapper.unmount();
  expect((await pxAfter(ms)).px).toBeGreaterThan(usual * 1.05);
  expect((await pxAfter(ms, 'other')).px).toBeCloseTo(usual, 0);
});
