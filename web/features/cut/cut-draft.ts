import type { RecordingVersionAnswer } from '../../../contract/http/recordings.ts';
import { cutOf, shortestCutMs } from '../../../core/recording/cut.ts';

/** Cut and cue points as the editor holds them; places in the source, in ms. */
export interface CutDraft {
  /** The silent ends are cut by the machine. */
  isAutomatic: boolean;
  startMs: number;
  endMs: number;
  cues: { atMs: number; label: string }[];
}

type Version = Pick<RecordingVersionAnswer, 'trimStartMs' | 'trimEndMs' | 'cuePoints' | 'analysis'>;

/** What the editor begins with; an automatic cut is drawn where the machine heard the silence end. */
export function toCutDraft(version: Version, lengthMs: number): CutDraft {
  const cut = cutOf(version.trimStartMs, version.trimEndMs);
  const cues = version.cuePoints.map((cue) => ({ ...cue }));
  if (cut) return { isAutomatic: false, ...cut, cues };
  return { isAutomatic: true, ...soundingPart(version, lengthMs), cues };
}

/** From the end of the silence before to the beginning of the silence after. */
export function soundingPart({ analysis }: Pick<Version, 'analysis'>, lengthMs: number) {
  const startMs = analysis?.leadingSilenceMs ?? 0;
  const endMs = lengthMs - (analysis?.trailingSilenceMs ?? 0);
  return endMs - startMs >= shortestCutMs ? { startMs, endMs } : { startMs: 0, endMs: lengthMs };
}

/** Moves one end; the other stays, and at least the shortest part is left between them. */
export function moveEnd(
  draft: Pick<CutDraft, 'startMs' | 'endMs'>,
  end: 'start' | 'end',
  toMs: number,
  lengthMs: number,
): { startMs: number; endMs: number } {
  const { startMs, endMs } = draft;
  const to = Math.round(toMs);
  return end === 'start'
    ? { startMs: Math.max(0, Math.min(to, endMs - shortestCutMs)), endMs }
    : { startMs, endMs: Math.min(lengthMs, Math.max(to, startMs + shortestCutMs)) };
}

/** What to ask the server for: only what is other than before. */
export function cutChange(version: Version, draft: CutDraft) {
  const before = cutOf(version.trimStartMs, version.trimEndMs);
  const after = draft.isAutomatic ? null : { startMs: draft.startMs, endMs: draft.endMs };
  const isOther = before?.startMs !== after?.startMs || before?.endMs !== after?.endMs;
  const cues = [...draft.cues].sort((a, b) => a.atMs - b.atMs);
  const hasOtherCues = JSON.stringify(cues) !== JSON.stringify(version.cuePoints);
  return {
    ...(isOther ? { trim: after } : {}),
    ...(hasOtherCues ? { cuePoints: cues } : {}),
  };
}
