import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import type { RecordingAnswer } from '../../../../contract/http/recordings.ts';
import DecisionBox from '../../../../web/features/approval/DecisionBox.vue';
import { tracksOf } from '../../../../web/features/player/tracks.ts';
import { usePlayer } from '../../../../web/features/player/use-player.ts';
import { aRecording } from '../../../support/a-recording.ts';
import { mountPart } from '../console-part.ts';

/** The box with a player that stands at a place in the source, in ms. */
const Box = defineComponent({
  props: ['recording', 'placeMs'],
  emits: ['decided'],
  setup(props, { emit }) {
    const recording = props.recording as RecordingAnswer;
    const player = usePlayer(() => tracksOf(recording.latest));
    player.seek(props.placeMs as number);
    return () => h(DecisionBox, { recording, player, onDecided: () => emit('decided') });
  },
});

const waiting = aRecording({}, { isDecidable: true });
const heard = { versionId: waiting.latest.id, contentHash: waiting.latest.contentHash };
const route = '/api/v1/recordings/r1';

function mountBox(recording = waiting, me = { id: 'u2', roles: ['approver' as const] }) {
  const answers = { [`POST ${route}/approve`]: recording, [`POST ${route}/send-back`]: recording };
  const props = { recording, placeMs: 42_000 };
  const { wrapper, sent } = mountPart(Box, { props, me, answers });
  const press = async (name: string) => {
    const button = wrapper
      .findAll('button')
      .find((one) => one.text() === name || one.attributes('aria-label') === name);
    if (!button) throw new Error(`there is no button ${name}`);
    await button.trigger('click');
    await flushPromises();
  };
  return { wrapper, sent, press };
}

describe('the box of a decision', () => {
  it('approves exactly what was heard', async () => {
    const { wrapper, sent, press } = mountBox();
    await press('Duyệt cho phát');
    expect(sent).toEqual([{ method: 'POST', path: `${route}/approve`, body: heard }]);
    expect(wrapper.emitted('decided')).toHaveLength(1);
  });

  it('sends back with a note pinned where the player stands', async () => {
    const { wrapper, sent, press } = mountBox();
    await press('Trả lại');
    await press('Ghim tại 0:42');
    expect(wrapper.text()).toContain('Đã ghim tại 0:42');
    await wrapper.find('textarea').setValue('Ghi lại câu này.');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    const body = { ...heard, note: 'Ghi lại câu này.', noteAtMs: 42_000 };
    expect(sent).toEqual([{ method: 'POST', path: `${route}/send-back`, body }]);
  });

  it('sends back without a place after the pin was taken away', async () => {
    const { wrapper, sent, press } = mountBox();
    await press('Trả lại');
    await press('Ghim tại 0:42');
    await press('Bỏ ghim');
    await wrapper.find('textarea').setValue('Cả bài quá nhỏ.');
    await wrapper.find('form').trigger('submit');
    await flushPromises();
    expect(sent[0]?.body).toEqual({ ...heard, note: 'Cả bài quá nhỏ.' });
  });

  it('stays open and says why when the server refuses', async () => {
    const { wrapper, press } = mountBox(aRecording({ id: 'v9' }, { id: 'r9', isDecidable: true }));
    await press('Duyệt cho phát');
    expect(wrapper.find('[role=alert]').exists()).toBe(true);
    expect(wrapper.emitted('decided')).toBeUndefined();
  });

  it('tells an author why they may not decide, and offers nothing', () => {
    const { wrapper } = mountBox(aRecording(), { id: 'u1', roles: ['approver'] });
    expect(wrapper.text()).toContain('Bạn là tác giả nên không tự duyệt được');
    expect(wrapper.findAll('button')).toHaveLength(0);
  });
});
