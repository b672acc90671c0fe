import { useI18n } from 'vue-i18n';
import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import { recordingRoutes } from '../../../contract/http/recordings.ts';
import { useAct } from '../../api/use-act.ts';
import { useApi } from '../../api/use-api.ts';
import { useNotices } from '../shell/use-notices.ts';

/** What is done with a recording as a whole: put away, taken out again, checked again. */
export function useKeeping(recording: () => RecordingAnswer, onChanged: () => void) {
  const { t } = useI18n();
  const api = useApi();
  const notices = useNotices();
  const { isBusy, problem, act } = useAct();

  async function run(name: 'archive' | 'restore' | 'retry'): Promise<void> {
    const params = { id: recording().id };
    const isDone = await act(async () => void (await api.call(recordingRoutes[name], { params })));
    if (!isDone) return;
    if (name !== 'retry') notices.say(t(`keeping.done.${name}`));
    onChanged();
  }

  return {
    isBusy,
    problem,
    archive: () => run('archive'),
    restore: () => run('restore'),
    retry: () => run('retry'),
  };
}
