import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { nextState } from '../../../core/recording/states.ts';
import { useAct } from '../../api/use-act.ts';
import { useApi } from '../../api/use-api.ts';
import { useRights } from '../places/use-rights.ts';
import { useNotices } from '../shell/use-notices.ts';
import { whyNot } from './why-not.ts';

/** A note on a version, pinned at a place in the source if wished. */
interface Note {
  note: string;
  noteAtMs: number | null;
}

/** What the person may decide on a recording, and the deciding. */
export function useDecision(recording: () => RecordingAnswer) {
  const { t } = useI18n();
  const api = useApi();
  const rights = useRights();
  const notices = useNotices();
  const { isBusy, problem, act } = useAct();

  const isApprover = computed(() => rights.can('recording.approve', recording().areaId));
  const canDecide = computed(() => recording().isDecidable);
  const canSendBack = computed(
    () => canDecide.value && nextState(recording().latest.state, 'sendBack') !== null,
  );
  const canWithdraw = computed(() => isApprover.value && recording().onAir !== null);
  const explanation = computed(() => {
    const why = whyNot(recording(), { isApprover: isApprover.value, id: api.me?.id });
    return why === null ? null : t(`approval.why.${why}`);
  });

  /** What was heard is named, so that nothing else is decided on. */
  function heard() {
    const { id, latest } = recording();
    return {
      params: { id },
      named: { versionId: latest.id, contentHash: latest.contentHash },
    };
  }

  async function run(done: string, change: () => Promise<unknown>): Promise<boolean> {
    const isDone = await act(async () => void (await change()));
    if (isDone) notices.say(t(`approval.done.${done}`));
    return isDone;
  }

  return {
    isBusy,
    problem,
    canDecide,
    canSendBack,
    canWithdraw,
    explanation,
    approve: () => {
      const { params, named } = heard();
      return run('approve', () => api.call(recordingRoutes.approve, { params, body: named }));
    },
    sendBack: ({ note, noteAtMs }: Note) => {
      const { params, named } = heard();
      const pin = noteAtMs === null ? {} : { noteAtMs };
      const body = { ...named, note, ...pin };
      return run('sendBack', () => api.call(recordingRoutes.sendBack, { params, body }));
    },
    withdraw: ({ note }: Note) => {
      const { params } = heard();
      return run('withdraw', () => api.call(recordingRoutes.withdraw, { params, body: { note } }));
    },
  };
}
