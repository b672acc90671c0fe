import { flushPromises } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import type { RecordingVersionAnswer } from '../../../../contract/http/recordings.ts';
import RecordingPlayer from '../../../../web/features/player/RecordingPlayer.vue';
import { tracksOf } from '../../../../web/features/player/tracks.ts';
import { usePlayer } from '../../../../web/features/player/use-player.ts';
import { anAnalysis, aRendition, aVersion } from '../../../support/a-recording.ts';
import { mountPart } from '../console-part.ts';

const Player = defineComponent({
  props: ['version'],
  setup(props) {
    const version = props.version as RecordingVersionAnswer;
    const player = usePlayer(() => tracksOf(version));
    return () => h(RecordingPlayer, { recordingId: 'r1', title: 'Tin', version, player });
  },
});

const version = aVersion({
  trimStartMs: 5_000,
  trimEndMs: 45_000,
  renditions: [aRendition(40_000)],
  cuePoints: [{ atMs: 15_000, label: 'Mức vay' }],
});

it('leaves the browser’s own controls where no outline is to be had', async () => {
  const { wrapper } = mountPart(Player, { props: { version } });
  expect(wrapper.get('audio').attributes('controls')).toBeUndefined();
  await flushPromises();
  expect(wrapper.get('audio').attributes('controls')).toBeDefined();
  expect(wrapper.find('[role=slider]').exists()).toBe(false);
});

it('plays one file, and the upload beside it only when they are compared', async () => {
  const { wrapper } = mountPart(Player, { props: { version } });
  const sources = () => wrapper.findAll('audio').map((audio) => audio.attributes('src'));
  expect(sources()).toEqual(['/api/v1/recordings/r1/audio?of=rendition&versionId=v1']);
  await wrapper
    .findAll('button')
    .find((one) => one.text() === 'So trước và sau xử lý')
    ?.trigger('click');
  expect(sources()).toHaveLength(2);
});

it('goes by keys along the slider, and by a mark to its place', async () => {
  const { wrapper } = mountPart(Player, { props: { version } });
  const slider = wrapper.get('[role=slider]');
  expect(slider.attributes('aria-valuetext')).toBe('0:00 trên 0:40');
  await slider.trigger('keydown', { key: 'PageUp' });
  await slider.trigger('keydown', { key: 'ArrowRight' });
  expect(slider.attributes('aria-valuetext')).toBe('0:11 trên 0:40');
  await wrapper.get('ul[aria-label="Các điểm cần chú ý"] button').trigger('click');
  expect(slider.attributes('aria-valuetext')).toBe('0:10 trên 0:40');
});

it('says in words what it marks', () => {
  const analysis = anAnalysis({ innerSilences: [{ startMs: 20_000, endMs: 27_000 }] });
  const { wrapper } = mountPart(Player, { props: { version: { ...version, analysis } } });
  const marks = wrapper.findAll('ul[aria-label="Các điểm cần chú ý"] li');
  expect(marks.map((mark) => mark.text())).toEqual(['0:10Mức vay', '0:15Im lặng 7″']);
});
