import type { RecordingKind } from '../../core/recording/kind.ts';
import type { RecordingState } from '../../core/recording/states.ts';
import type { RoyaltyUnit } from '../../core/royalty/royalty.ts';
import type { Flag, Instant, JsonText } from './column.ts';

/** The tables of the library: recordings with all that belongs to them, uploads and speech. */
export interface LibrarySchema {
  /** The list of an area's royalties of a month, signed. */
  royalty_closing: {
    id: string;
    area_id: string;
    /** Its first day. */
    month: string;
    closed_by: string;
    closed_at: Instant;
  };
  /** What a list paid, as it stood there: each recording once and for all. */
  royalty_paid: {
    recording_id: string;
    closing_id: string;
    title: string;
    contributor: string;
    genre: string | null;
    aired_on: string;
    /** See core/royalty/closed-months. */
    counted_on: string;
    approved_at: Instant | null;
    duration_ms: number;
    rate_area_id: string;
    rate_unit: RoyaltyUnit;
    rate_dong: number;
    dong: number;
  };
  royalty_rate: {
    id: string;
    area_id: string;
    genre: string;
    genre_folded: string;
    unit: RoyaltyUnit;
    /** Whole đồng for each unit. */
    dong: number;
    valid_from: string;
    valid_to: string | null;
    user_id: string;
    at: Instant;
  };
  /** An organisation that contributes recordings (đơn vị phối hợp). */
  partner: {
    id: string;
    name: string;
    name_folded: string;
    created_at: Instant;
    archived_at: Instant | null;
  };
  /** Đợt tuyên truyền; they nest. */
  campaign: {
    id: string;
    name: string;
    name_folded: string;
    parent_id: string | null;
    created_at: Instant;
    archived_at: Instant | null;
  };
  recording: {
    id: string;
    title: string;
    /** Folded title: for search. */
    title_folded: string;
    area_id: string;
    programme_id: string | null;
    author_id: string;
    created_at: Instant;
    latest_version_id: string;
    /** The version that airs. */
    on_air_version_id: string | null;
    campaign_id: string | null;
    partner_id: string | null;
    /** Who is to be paid for it, by name. */
    contributor: string | null;
    /** As people call it; what is paid for it goes by that. */
    genre: string | null;
    /** BCP 47. */
    language: string;
    /** Words that staff chose, as a list. */
    tags: JsonText;
    /** What is said in it, where somebody wrote it down; a spoken one has its text in the version. */
    transcript: string | null;
    /** As corrected by staff; `null`: as the analysis says. */
    kind: RecordingKind | null;
    archived_at: Instant | null;
    /** Of the newest version, kept here so that lists need no join; `refresh.ts` writes them. */
    state: RecordingState;
    duration_ms: number | null;
    expires_at: Instant | null;
    /** Its kind by the analysis. */
    heard_kind: RecordingKind | null;
    /** Of the version that airs. */
    on_air_expires_at: Instant | null;
    /** Its place in the library, by which lists are ordered, and its row in `recording_search`. */
    search_id: number | null;
    /** Set for a relay that was recorded: lists leave it out unless they are asked for it. */
    capture_id: string | null;
  };
  /** Folded words of title, text, tags and names, by `recording.search_id`; FTS5 without content. */
  recording_search: { rowid: number; words: string };
  recording_version: {
    id: string;
    recording_id: string;
    number: number;
    author_id: string;
    source_sha256: string;
    source_bytes: number;
    source_name: string;
    spoken_text: string | null;
    trim_start_ms: number;
    trim_end_ms: number | null;
    not_before: Instant | null;
    expires_at: Instant | null;
    content_sha256: string;
    /** Where the source was spoken: from which speech, and `{voice, wordsPerMinute, said}`. */
    speech_id: string | null;
    speech: JsonText | null;
    /** `[{atMs, label}]` in the source; nobody has to approve them. */
    cue_points: JsonText;
    state: RecordingState;
    state_at: Instant;
    reason_code: string | null;
    reason_detail: string | null;
    created_at: Instant;
  };
  /** What is known of a source; one decode tells it for every version that shares the source. */
  analysis: {
    source_sha256: string;
    duration_ms: number;
    kind: RecordingKind;
    /** `sourceAnalysis` of the contract. */
    facts: JsonText;
    /** Base64, a byte a stretch. */
    peaks: string;
    made_at: Instant;
  };
  /** An encoding of a source; versions that share the source and its cut share it. */
  rendition: {
    source_sha256: string;
    /** Name of the cut: `''` where the profile finds the ends. */
    cut: string;
    profile: string;
    /** Of the profile as it was then; another one than today's is made anew in the background. */
    recipe: string;
    sha256: string;
    bytes: number;
    duration_ms: number;
    centi_lufs: number;
    centi_dbtp: number;
    is_on_target: Flag;
    peaks: string;
    made_at: Instant;
  };
  /** Decisions of approvers, kept for ever. */
  approval: {
    id: string;
    version_id: string;
    content_sha256: string;
    decision: 'approved' | 'returned' | 'withdrawn';
    user_id: string;
    at: Instant;
    /** On all of it. */
    note: string | null;
    /** `[{atMs, note}]`, each at its place in the source. */
    notes: JsonText;
  };
  /** A file that comes in parts; its bytes are in the folder of uploads until it is whole. */
  upload: {
    id: string;
    user_id: string;
    file_name: string;
    length_bytes: number;
    /** What the recording is to be called and where it belongs. */
    fields: JsonText;
    /** `duplicate`: whole, but `recording_id` has the same bytes already. */
    state: 'receiving' | 'whole' | 'kept' | 'duplicate' | 'refused';
    source_sha256: string | null;
    recording_id: string | null;
    reason_code: string | null;
    created_at: Instant;
    touched_at: Instant;
  };
  /** A text spoken by an engine; its id comes from what is said, by whose voice and how fast. */
  speech: {
    id: string;
    text: string;
    said: string;
    voice: string;
    words_per_minute: number;
    state: 'due' | 'ready' | 'failed';
    source_sha256: string | null;
    bytes: number | null;
    duration_ms: number | null;
    reason_code: string | null;
    reason_detail: string | null;
    user_id: string;
    created_at: Instant;
    used_at: Instant;
  };
  /** The installation's own pronunciations; they win over the built-in ones. */
  speech_word: { written: string; said: string; user_id: string; updated_at: Instant };
}
