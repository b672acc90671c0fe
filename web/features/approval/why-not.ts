import type { RecordingAnswer } from '../../../contract/http/recordings.ts';

/**
 * Why the asking person may not decide on the newest version; `null` when they may, or when there is
 * nothing to decide.
 */
export function whyNot(
  recording: Pick<RecordingAnswer, 'latest' | 'isDecidable'>,
  asking: { isApprover: boolean; id: string | undefined },
): 'ownWork' | 'shared' | 'waiting' | null {
  const { latest, isDecidable } = recording;
  if (isDecidable || latest.state !== 'ready') return null;
  if (latest.authorId === asking.id) return 'ownWork';
  return asking.isApprover ? 'shared' : 'waiting';
}
