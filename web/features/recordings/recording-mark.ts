import type { RecordingState } from '../../../core/recording/states.ts';
import type { Mark } from '../../ui/shapes.ts';

const marks: Record<RecordingState, Omit<Mark, 'word'>> = {
  stored: { shape: 'due', tone: 'idle' },
  checking: { shape: 'due', tone: 'accent' },
  ready: { shape: 'half', tone: 'accent' },
  approved: { shape: 'ready', tone: 'good' },
  returned: { shape: 'returned', tone: 'warn' },
  withdrawn: { shape: 'stopped', tone: 'idle' },
  failed: { shape: 'problem', tone: 'bad' },
  superseded: { shape: 'overtaken', tone: 'idle' },
};

/** How a recording's state is shown. */
export function recordingMark(state: RecordingState): Mark {
  return { ...marks[state], word: `recordingState.${state}` };
}

/** Whether a worker has still to finish with it. */
export function isUnderway(state: RecordingState): boolean {
  return state === 'stored' || state === 'checking';
}
