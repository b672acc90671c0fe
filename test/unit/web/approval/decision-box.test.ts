import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import type { RecordingAnswer } from '../../../../contract/http/recordings.ts';
import DecisionBox from '../../../../web/features/approval/DecisionBox.vue';
import { useNotes } from '../../../../web/features/approval/use-notes.ts';
import { aRecording } from '../../../support/a-recording.ts';
import { mountPart } from '../console-part.ts';

interface Pinned {
  atMs: number;
  note: string;
}

/** The box of a person who has pinned some notes. */
const Box = defineComponent({
  props: ['recording', 'pinned'],
  emits: ['decided'],
  setup(props, { emit }) {
    const recording = props.recording as RecordingAnswer;
    const draft = useNotes(recording.latest.id, recording.title);
    draft.notes.pinned.push(...(props.pinned as Pinned[]));
    const onDecided = () => emit('decided');
    return () => h(DecisionBox, { recording, draft, originMs: 2_000, onDecided });
  },
});

const waiting = aRecording({}, { isDecidable: true });
const heard = { versionId: waiting.latest.id, contentHash: waiting.latest.contentHash };
const route = '/api/v1/recordings/r1';
const note = { atMs: 42_000, note: 'Ghi lại câu này.' };

function mountBox(
  recording = waiting,
  { pinned = [] as Pinned[], me = { id: 'u2', roles: ['approver' as const] } } = {},
) {
  const answers = { [`POST ${route}/approve`]: recording, [`POST ${route}/send-back`]: recording };
  const { wrapper, sent } = mountPart(Box, { props: { recording, pinned }, me, answers });
  const press = async (name: string) => {
    const button = wrapper.findAll('button').find((one) => one.text() === name);
    if (!button) throw new Error(`there is no button ${name}`);
    await button.trigger('click');
    await flushPromises();
  };
  const submit = async () => {
    await wrapper.find('form').trigger('submit');
    await flushPromises();
  };
  return { wrapper, sent, press, submit };
}

beforeEach(() => localStorage.clear());

describe('the box of a decision', () => {
  it('approves exactly what was heard', async () => {
    const { wrapper, sent, press } = mountBox();
    await press('Duyệt cho phát');
    expect(sent).toEqual([{ method: 'POST', path: `${route}/approve`, body: heard }]);
    expect(wrapper.emitted('decided')).toHaveLength(1);
  });

  it('sends remarks with an approval, and keeps them no longer', async () => {
    const { wrapper, sent, press } = mountBox(waiting, {
      pinned: [note, { atMs: 50_000, note: ' ' }],
    });
    expect(wrapper.text()).toContain('1 ghi chú sẽ gửi kèm.');
    expect(localStorage).toHaveLength(1);
    await press('Duyệt cho phát');
    expect(sent[0]?.body).toEqual({ ...heard, notes: [note] });
    expect(localStorage).toHaveLength(0);
  });

  it('sends back with pinned notes alone, or with a word on all of it', async () => {
    const { wrapper, sent, press, submit } = mountBox(waiting, { pinned: [note] });
    await press('Trả lại');
    expect(wrapper.get('textarea').attributes('required')).toBeUndefined();
    await submit();
    expect(sent[0]).toEqual({
      method: 'POST',
      path: `${route}/send-back`,
      body: { ...heard, notes: [note] },
    });
    await press('Trả lại');
    await wrapper.get('textarea').setValue('Cả bài quá nhỏ.');
    await submit();
    expect(sent[1]?.body).toEqual({ ...heard, note: 'Cả bài quá nhỏ.' });
  });

  it('sends nothing back without a word', async () => {
    const { wrapper, press } = mountBox();
    await press('Trả lại');
    const send = wrapper.findAll('button').find((one) => one.text() === 'Trả lại');
    expect(send?.attributes('disabled')).toBeDefined();
  });

  it('stays open with its notes and says why when the server refuses', async () => {
    const other = aRecording({ id: 'v9' }, { id: 'r9', isDecidable: true });
    const { wrapper, press } = mountBox(other, { pinned: [note] });
    await press('Duyệt cho phát');
    expect(wrapper.find('[role=alert]').exists()).toBe(true);
    expect(wrapper.emitted('decided')).toBeUndefined();
    expect(localStorage).toHaveLength(1);
  });

  it('tells who was quicker, and keeps what was noted', async () => {
    const at = Date.UTC(2026, 11, 1, 3);
    const decisions = [
      { decision: 'approved' as const, by: 'Trần Văn Nam', at, note: null, notes: [] },
    ];
    const { wrapper, press } = mountBox(aRecording({ state: 'approved', decisions }), {
      pinned: [note],
    });
    expect(wrapper.text()).toContain('Trần Văn Nam duyệt lúc');
    expect(wrapper.text()).toContain('1 ghi chú của bạn chưa gửi');
    expect(wrapper.text()).toContain('Tại 0:40: Ghi lại câu này.');
    expect(localStorage).toHaveLength(1);
    await press('Bỏ ghi chú');
    expect(localStorage).toHaveLength(0);
  });

  it('tells an author why they may not decide, and offers nothing', () => {
    const { wrapper } = mountBox(aRecording(), { me: { id: 'u1', roles: ['approver'] } });
    expect(wrapper.text()).toContain('Bạn là tác giả nên không tự duyệt được');
    expect(wrapper.findAll('button')).toHaveLength(0);
  });
});
