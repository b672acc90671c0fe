import type { RecordingVersionAnswer } from '../../../contract/http/recordings.ts';
import { positionText } from '../../text/position.ts';
import { tracksOf } from '../player/tracks.ts';

type Decision = RecordingVersionAnswer['decisions'][number];
type Translate = (key: string, values: Record<string, unknown>) => string;

/** What an approver said: of all of it first, then of places, which are told as they are heard. */
export function decisionNotes(
  { note, notes }: Pick<Decision, 'note' | 'notes'>,
  version: RecordingVersionAnswer,
  t: Translate,
): string[] {
  const [track] = tracksOf(version);
  const pinned = notes.map((one) => {
    const place = positionText(one.atMs - (track?.startMs ?? 0));
    return t('decision.noteAt', { place, note: one.note });
  });
  return note === null ? pinned : [note, ...pinned];
}
