import { z } from 'zod';
import {
  cuePoints,
  language,
  pinnedNote,
  tags,
  type PinnedNote,
} from '../../contract/http/recording.ts';
import type { LanguageTag } from '../../core/recording/languages.ts';
import type { RecordingRow, VersionRow } from './repo.ts';

const speech = z.object({ voice: z.string(), wordsPerMinute: z.int(), said: z.string() });

export function languageOf(row: Pick<RecordingRow, 'language'>): LanguageTag {
  return language.parse(row.language);
}

export function storedTags(row: Pick<RecordingRow, 'tags'>): string[] {
  return tags.parse(JSON.parse(row.tags));
}

export function storedNotes(text: string): PinnedNote[] {
  return z.array(pinnedNote).parse(JSON.parse(text));
}

export function storedCuePoints(row: Pick<VersionRow, 'cue_points'>): z.output<typeof cuePoints> {
  return cuePoints.parse(JSON.parse(row.cue_points));
}

export function storedSpeech(row: Pick<VersionRow, 'speech'>): z.output<typeof speech> | null {
  return row.speech === null ? null : speech.parse(JSON.parse(row.speech));
}
