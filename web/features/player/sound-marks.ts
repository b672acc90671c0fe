import type { RecordingVersionAnswer } from '../../../contract/http/recordings.ts';
import type { Finding } from '../../../core/recording/findings.ts';
import type { Span } from './tracks.ts';

/** Something worth showing at a place of a sound; places are in the source, in ms. */
export type SoundMark = { key: string; atMs: number; endMs: number | null } & (
  | { kind: 'finding'; finding: Finding }
  | { kind: 'silence'; lengthMs: number }
  | { kind: 'cue'; label: string }
  | { kind: 'pin'; note: string; by: string }
  | { kind: 'draft'; note: string }
);

type Marked = Pick<RecordingVersionAnswer, 'analysis' | 'cuePoints' | 'decisions'>;

/** A note that is not sent yet; at a place there is one. */
export interface DraftNote {
  /** In the source, in ms. */
  atMs: number;
  note: string;
}

/** What is said where within a stretch of the source, in order of place. */
export function soundMarks(
  { analysis, cuePoints, decisions }: Marked,
  span: Span,
  drafts: readonly DraftNote[] = [],
): SoundMark[] {
  const silences = analysis?.innerSilences ?? [];
  const findings = (analysis?.findings ?? []).flatMap((finding): SoundMark[] => {
    const { code, atMs } = finding;
    if (atMs === null) return [];
    // A silence is shown by its own stretch.
    if (code === 'inner_silence' && silences.some(({ startMs }) => near(startMs, atMs))) return [];
    return [{ kind: 'finding', key: `${code} ${atMs}`, atMs, endMs: null, finding }];
  });
  const marks: SoundMark[] = [
    ...findings,
    ...silences.map(({ startMs, endMs }): SoundMark => {
      const lengthMs = endMs - startMs;
      return { kind: 'silence', key: `silence ${startMs}`, atMs: startMs, endMs, lengthMs };
    }),
    ...cuePoints.map(({ atMs, label }, at): SoundMark => {
      return { kind: 'cue', key: `cue ${at}`, atMs, endMs: null, label };
    }),
    ...decisions.flatMap(({ notes, by, at }) =>
      notes.map(({ atMs, note }, index): SoundMark => {
        return { kind: 'pin', key: `pin ${at} ${index}`, atMs, endMs: null, note, by };
      }),
    ),
    ...drafts.map(({ atMs, note }): SoundMark => {
      return { kind: 'draft', key: `draft ${atMs}`, atMs, endMs: null, note };
    }),
  ];
  return marks
    .filter(({ atMs, endMs }) => (endMs ?? atMs) >= span.startMs && atMs <= span.endMs)
    .sort((a, b) => a.atMs - b.atMs);
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 100;
}
