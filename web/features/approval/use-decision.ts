import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { PinnedNote, RecordingAnswer } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { nextState } from '../../../core/recording/states.ts';
import { useAct } from '../../api/use-act.ts';
import { useApi } from '../../api/use-api.ts';
import { useRights } from '../places/use-rights.ts';
import { useNotices } from '../shell/use-notices.ts';
import { whyNot } from './why-not.ts';

/** What is said of a version: of all of it, if anything, and at places in the source. */
interface Said {
  note?: string;
  notes?: readonly PinnedNote[];
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
    approve: (said: Said) => {
      const { params, named } = heard();
      const body = { ...named, ...worthSaying(said) };
      return run('approve', () => api.call(recordingRoutes.approve, { params, body }));
    },
    sendBack: (said: Said) => {
      const { params, named } = heard();
      const body = { ...named, ...worthSaying(said) };
      return run('sendBack', () => api.call(recordingRoutes.sendBack, { params, body }));
    },
    withdraw: (note: string) => {
      const { params } = heard();
      return run('withdraw', () => api.call(recordingRoutes.withdraw, { params, body: { note } }));
    },
  };
}

function worthSaying({ note = '', notes = [] }: Said) {
  return {
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(notes.length === 0 ? {} : { notes: [...notes] }),
  };
}
