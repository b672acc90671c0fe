import type { RecordingAnswer } from '../../../contract/http/recordings.ts';
import type { LanguageTag } from '../../../core/recording/languages.ts';
import type { ValidDays } from './validity.ts';
import { toValidDays, toValidity } from './validity.ts';

/** A recording's filing as a form holds it; empty where there is none. */
export interface FilingDraft extends ValidDays {
  title: string;
  programmeId: string;
  campaignId: string;
  partnerId: string;
  contributor: string;
  genre: string;
  language: LanguageTag;
  /** Separated by commas. */
  tags: string;
  transcript: string;
}

export function toDraft(recording: RecordingAnswer, zone: string): FilingDraft {
  return {
    title: recording.title,
    programmeId: recording.programmeId ?? '',
    campaignId: recording.campaignId ?? '',
    partnerId: recording.partnerId ?? '',
    contributor: recording.contributor ?? '',
    genre: recording.genre ?? '',
    language: recording.language,
    tags: recording.tags.join(', '),
    transcript: recording.transcript ?? '',
    ...toValidDays(recording.latest, zone),
  };
}

/** What of a draft is other than the recording has it: all that is kept of one, so that it undoes nothing else. */
export function changedFields(
  recording: RecordingAnswer,
  draft: FilingDraft,
  zone: string,
): Partial<FilingDraft> {
  const before: object = toDraft(recording, zone);
  const isOther = ([name, value]: [string, unknown]) => before[name as never] !== value;
  return Object.fromEntries(Object.entries(draft).filter(isOther));
}

/** Whether the draft needs a new version: its validity is another. */
export function changesValidity(recording: RecordingAnswer, draft: FilingDraft, zone: string) {
  const { first, last } = toValidDays(recording.latest, zone);
  return draft.first !== first || draft.last !== last;
}

/** What to ask the server for: only what is other than before. */
export function filingChange(recording: RecordingAnswer, draft: FilingDraft, zone: string) {
  const before = toDraft(recording, zone);
  const other = (name: keyof FilingDraft) => draft[name].trim() !== before[name].trim();
  const given = (name: keyof FilingDraft) => draft[name].trim() || null;
  return {
    ...(other('title') ? { title: draft.title } : {}),
    ...(other('programmeId') ? { programmeId: given('programmeId') } : {}),
    ...(other('campaignId') ? { campaignId: given('campaignId') } : {}),
    ...(other('partnerId') ? { partnerId: given('partnerId') } : {}),
    ...(other('genre') ? { genre: given('genre') } : {}),
    ...(other('contributor') ? { contributor: given('contributor') } : {}),
    ...(other('language') ? { language: draft.language } : {}),
    ...(other('tags') ? { tags: readTags(draft.tags) } : {}),
    ...(other('transcript') ? { transcript: given('transcript') } : {}),
    ...(changesValidity(recording, draft, zone) ? toValidity(draft, zone) : {}),
  };
}

/** Tags as typed, each once. */
export function readTags(text: string): string[] {
  const tags = text
    .normalize()
    .split(/[,;\n]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
  return [...new Set(tags)];
}
