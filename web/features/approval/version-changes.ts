import type { RecordingVersionAnswer } from '../../../contract/http/recordings.ts';
import type { Cut } from '../../../core/recording/cut.ts';
import { cutOf } from '../../../core/recording/cut.ts';
import type { WordRun } from '../../../core/text/diff-words.ts';
import { diffWords } from '../../../core/text/diff-words.ts';

interface Was<Value> {
  before: Value;
  after: Value;
}

interface Validity {
  notBefore: number | null;
  expiresAt: number | null;
}

/** What is other in a newer version; what is not named is as it was. */
export interface VersionChanges {
  /** Another file; the names that they came with. */
  source?: Was<string>;
  text?: WordRun[];
  lengthMs?: Was<number>;
  cut?: Was<Cut | null>;
  validity?: Was<Validity>;
  /** Of what was uploaded, in LUFS. */
  lufs?: Was<number>;
}

const audibleLu = 0.5;

/** Compares what an approver answers for; lengths below a tenth of a second are the encoder's. */
export function versionChanges(
  older: RecordingVersionAnswer,
  newer: RecordingVersionAnswer,
): VersionChanges {
  const changes: VersionChanges = {};
  if (older.source.sha256 !== newer.source.sha256)
    changes.source = { before: older.source.name, after: newer.source.name };
  const texts = { before: older.spokenText ?? '', after: newer.spokenText ?? '' };
  if (texts.before !== texts.after) changes.text = diffWords(texts.before, texts.after);
  const lengths = { before: heardMs(older), after: heardMs(newer) };
  if (lengths.before !== null && lengths.after !== null)
    if (Math.abs(lengths.before - lengths.after) >= 100)
      changes.lengthMs = { before: lengths.before, after: lengths.after };
  const cuts = { before: cutFrom(older), after: cutFrom(newer) };
  if (cuts.before?.startMs !== cuts.after?.startMs || cuts.before?.endMs !== cuts.after?.endMs)
    changes.cut = cuts;
  if (older.notBefore !== newer.notBefore || older.expiresAt !== newer.expiresAt)
    changes.validity = { before: validityOf(older), after: validityOf(newer) };
  const levels = { before: older.analysis?.lufs ?? null, after: newer.analysis?.lufs ?? null };
  if (levels.before !== null && levels.after !== null)
    if (Math.abs(levels.before - levels.after) >= audibleLu)
      changes.lufs = { before: levels.before, after: levels.after };
  return changes;
}

/** How long it sounds, in ms, as far as that is known. */
export function heardMs(version: RecordingVersionAnswer): number | null {
  return version.renditions[0]?.durationMs ?? version.analysis?.durationMs ?? null;
}

function cutFrom({ trimStartMs, trimEndMs }: RecordingVersionAnswer): Cut | null {
  return cutOf(trimStartMs, trimEndMs);
}

function validityOf({ notBefore, expiresAt }: Validity): Validity {
  return { notBefore, expiresAt };
}
