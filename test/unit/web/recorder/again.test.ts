import { flushPromises } from '@vue/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import EarlierTake from '../../../../web/features/recorder/EarlierTake.vue';
import { useRecorder } from '../../../../web/features/recorder/use-recorder.ts';
import { useTakes } from '../../../../web/features/recorder/use-takes.ts';
import { stubDatabase } from '../browser-database.ts';
import { mountPart } from '../console-part.ts';

/** A microphone that gives one piece of sound when it is stopped. */
class FakeRecorder {
  static isTypeSupported = () => true;
  mimeType = 'audio/webm';
  state = 'inactive';
  ondataavailable: ((event: { data: Blob }) => void) | null = null;
  onstop: (() => void) | null = null;
  start() {
    this.state = 'recording';
  }
  stop() {
    this.state = 'inactive';
    this.ondataavailable?.({ data: new Blob(['sound']) });
    this.onstop?.();
  }
}

let mayRecord = true;
beforeEach(() => {
  mayRecord = true;
  stubDatabase();
  vi.stubGlobal('EventSource', function () {
    return { close: () => undefined };
  });
});

function open() {
  const analyser = { fftSize: 8, getFloatTimeDomainData: () => undefined };
  let count = 0;
  const recorded: { recorder?: ReturnType<typeof useRecorder> } = {};
  const Part = defineComponent(() => {
    const recorder = useRecorder(() => `bản ${++count}`);
    recorded.recorder = recorder;
    return () => [h('p', recorder.take.value?.title ?? ''), h(EarlierTake, { recorder })];
  });
  const mounted = mountPart(Part, { props: {}, me: { id: 'clerk', roles: ['commune-operator'] } });
  vi.stubGlobal('isSecureContext', true);
  vi.stubGlobal('MediaRecorder', FakeRecorder);
  vi.stubGlobal('AudioContext', function () {
    return {
      createAnalyser: () => analyser,
      createMediaStreamSource: () => ({ connect: () => undefined }),
      close: () => Promise.resolve(),
    };
  });
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: () =>
        mayRecord
          ? Promise.resolve({ getTracks: () => [] })
          : Promise.reject(new DOMException('no', 'NotAllowedError')),
    },
  });
  const { recorder } = recorded;
  if (!recorder) throw new Error('nothing was mounted');
  const way = () => mounted.wrapper.find('button');
  return { recorder, way, title: () => mounted.wrapper.find('p').text() };
}

async function record({ start, stop }: { start: () => Promise<void>; stop: () => Promise<void> }) {
  // Takes are named by the millisecond.
  await new Promise((resolve) => setTimeout(resolve, 2));
  await start();
  await stop();
  await flushPromises();
}

it('keeps the take before when another is recorded, and gives it back', async () => {
  const { recorder, way, title } = open();
  await record(recorder);
  expect(way().exists()).toBe(false);
  await record({ start: recorder.again, stop: recorder.stop });
  expect(title()).toBe('bản 2');
  await way().trigger('click');
  expect(title()).toBe('bản 1');
  expect(recorder.state.value).toBe('done');
  await way().trigger('click');
  expect(title()).toBe('bản 2');
  expect(useTakes().items.map((take) => take.title)).toEqual(['bản 1', 'bản 2']);

  await recorder.dropEarlier();
  expect(useTakes().items.map((take) => take.title)).toEqual(['bản 2']);
});

it('gives it back where the microphone is refused the second time', async () => {
  const { recorder, way, title } = open();
  await record(recorder);
  mayRecord = false;
  await recorder.again();
  await flushPromises();
  expect(recorder.problem.value).toBe('denied');
  expect(title()).toBe('');
  await way().trigger('click');
  expect(title()).toBe('bản 1');
  expect(recorder.problem.value).toBeNull();
});

it('leaves what was not sent among the unsent takes', async () => {
  const { recorder } = open();
  await record(recorder);
  await record({ start: recorder.again, stop: recorder.stop });
  recorder.reset();
  expect(useTakes().waiting.map((take) => take.title)).toEqual(['bản 1', 'bản 2']);
});
