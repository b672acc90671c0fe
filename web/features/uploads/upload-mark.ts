import type { Mark } from '../../ui/shapes.ts';
import type { Upload, UploadState } from './upload.ts';

const marks: Record<UploadState, Omit<Mark, 'word'>> = {
  preparing: { shape: 'due', tone: 'idle' },
  waiting: { shape: 'due', tone: 'idle' },
  sending: { shape: 'sent', tone: 'accent' },
  lost: { shape: 'offline', tone: 'warn' },
  paused: { shape: 'cut', tone: 'idle' },
  duplicate: { shape: 'half', tone: 'warn' },
  refused: { shape: 'problem', tone: 'bad' },
  checking: { shape: 'due', tone: 'accent' },
  ready: { shape: 'done', tone: 'good' },
  unusable: { shape: 'problem', tone: 'bad' },
  cancelled: { shape: 'stopped', tone: 'idle' },
};

/** How an upload's state is shown. */
export function uploadMark(state: UploadState): Mark {
  return { ...marks[state], word: `upload.state.${state}` };
}

/** How far it is on its present stretch, 0 to 1; `null` where there is nothing to measure. */
export function shareOf(one: Pick<Upload, 'state' | 'sentBytes' | 'checked' | 'file'>) {
  switch (one.state) {
    case 'sending':
    case 'lost':
    case 'paused':
      return one.file.size === 0 ? 0 : Math.min(1, one.sentBytes / one.file.size);
    case 'checking':
      return one.checked ?? 0;
    default:
      return null;
  }
}
