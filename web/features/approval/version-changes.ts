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

interface Voice {
  voice: string;
  wordsPerMinute: number;
}

/** What is other in a newer version; what is not named is as it was. */
export interface VersionChanges {
  /** Another file; the names that they came with, `null` for a text that was spoken. */
  source?: Was<string | null>;
  /** The same machine's speech, otherwise. */
  voice?: Was<Voice>;
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
  if (older.speech && newer.speech) {
    const [before, after] = [voiceOf(older.speech), voiceOf(newer.speech)];
    if (before.voice !== after.voice || before.wordsPerMinute !== after.wordsPerMinute)
      changes.voice = { before, after };
  } else if (older.source.sha256 !== newer.source.sha256)
    changes.source = { before: sourceName(older), after: sourceName(newer) };
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

/** The name that an upload came with; a spoken one has none. */
export function sourceName({ speech, source }: RecordingVersionAnswer): string | null {
  return speech ? null : source.name;
}

function voiceOf({ voice, wordsPerMinute }: Voice): Voice {
  return { voice, wordsPerMinute };
}

function cutFrom({ trimStartMs, trimEndMs }: RecordingVersionAnswer): Cut | null {
  return cutOf(trimStartMs, trimEndMs);
}

function validityOf({ notBefore, expiresAt }: Validity): Validity {
  return { notBefore, expiresAt };
}
