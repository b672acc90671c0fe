import type { RecordingKind } from '../../core/recording/kind.ts';
import type { RecordingState } from '../../core/recording/states.ts';

/** 0 or 1: SQLite has no booleans. */
type Flag = 0 | 1;
/** Epoch ms, UTC. */
type Instant = number;
/** `YYYY-MM-DD`. */
type Day = string;
/** JSON text, parsed by the repo that owns the table. */
type JsonText = string;

/** The central database; `server/store/migrations` makes it. Every id is a lowercase ULID. */
export interface Database {
  area: {
    id: string;
    code: string;
    name: string;
    /** Lower case, no diacritics, đ folded: for search. */
    name_folded: string;
    kind: string;
    parent_id: string | null;
    valid_from: Day | null;
    valid_to: Day | null;
  };
  station: {
    id: string;
    area_id: string;
    name: string;
    /** As with areas: for search and order. */
    name_folded: string;
    zone: string;
    created_at: Instant;
  };
  endpoint: {
    id: string;
    station_id: string;
    /** The village that it serves, or the station's area. */
    area_id: string;
    name: string;
    kind: 'agent' | 'receiver';
    push_url: string | null;
    secret_sha256: string | null;
    created_at: Instant;
    paired_at: Instant | null;
    revoked_at: Instant | null;
  };
  /** What an endpoint last said of itself; one row, written in batches. */
  endpoint_status: {
    endpoint_id: string;
    seen_at: Instant;
    clock_offset_ms: number | null;
    clock_trusted: Flag | null;
    head_sequence: number | null;
    /** Hashes of playlists held with every file. */
    complete: JsonText;
    playing: string | null;
    version: string | null;
    disk_free_bytes: number | null;
  };
  pairing_code: {
    code_sha256: string;
    endpoint_id: string;
    expires_at: Instant;
    used_at: Instant | null;
    /** Of the endpoint that used it: the same pair may ask again for 24 h. */
    secret_sha256: string | null;
  };
  user: {
    id: string;
    login: string;
    name: string;
    name_folded: string;
    password_hash: string;
    created_at: Instant;
    disabled_at: Instant | null;
  };
  grant: { user_id: string; role: string; area_id: string };
  sign_in: {
    /** SHA-256 of the cookie's value. */
    token_sha256: string;
    user_id: string;
    csrf: string;
    created_at: Instant;
    expires_at: Instant;
  };
  programme: { id: string; name: string; name_folded: string; tag: string };
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
    /** Of the version that airs. */
    on_air_expires_at: Instant | null;
    /** Its row in `recording_search`; grows with the id. */
    search_id: number | null;
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
    note: string | null;
    /** The place in the sound that the note is about. */
    note_at_ms: number | null;
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
  /** A person's key for scripts; what it does is done by that person. */
  access_token: {
    id: string;
    user_id: string;
    name: string;
    token_sha256: string;
    created_at: Instant;
    used_at: Instant | null;
    expires_at: Instant;
  };
  session: {
    id: string;
    station_id: string;
    key: string;
    name: string;
    weekdays: JsonText;
    starts_at: string;
    latest_end: string;
    valid_from: Day | null;
    valid_to: Day | null;
    parts: JsonText;
  };
  quiet_hours: {
    id: string;
    area_id: string;
    from_time: string;
    to_time: string;
    weekdays: JsonText;
    valid_from: Day | null;
    valid_to: Day | null;
  };
  broadcast: {
    id: string;
    title: string;
    programme_id: string | null;
    owner_area_id: string;
    class: 'normal' | 'priority';
    placement: JsonText;
    dates: JsonText;
    items: JsonText;
    targets: JsonText;
    when_beaten: 'queue' | 'skip';
    state: 'active' | 'withdrawn';
    version: number;
    author_id: string;
    created_at: Instant;
    updated_at: Instant;
    /** First and last day of its dates, to find those of a day. */
    first_date: Day;
    last_date: Day | null;
  };
  /** Dừng phát: an occurrence that an endpoint must not sound. */
  stop: { occurrence: string; endpoint_id: string; user_id: string; at: Instant };
  /** Immutable bytes that endpoints fetch by hash: playlists, settings, keys; rulings are for us alone. */
  object: {
    sha256: string;
    kind: 'playlist' | 'settings' | 'keys' | 'rulings';
    bytes: Buffer;
    created_at: Instant;
  };
  /** The playlist in force for an endpoint on a day. */
  endpoint_day: {
    endpoint_id: string;
    date: Day;
    playlist_sha256: string;
    rulings_sha256: string;
    compiled_at: Instant;
  };
  /** Since when an endpoint says that it holds a playlist with every file. */
  holding: { endpoint_id: string; playlist_sha256: string; since: Instant };
  /** The newest head of each endpoint, its exact bytes and what it was made from. */
  head: {
    endpoint_id: string;
    sequence: number;
    bytes: Buffer;
    etag: string;
    /** SHA-256 of the content without sequence and times: a new head is made only when it changes. */
    content_sha256: string;
    issued_at: Instant;
    expires_at: Instant;
  };
  play: {
    play_id: string;
    endpoint_id: string;
    sequence: number;
    entry_key: string;
    occurrence: string;
    title: string;
    playlist_sha256: string;
    media_sha256: string | null;
    due_at: Instant;
    started_at: Instant | null;
    ended_at: Instant | null;
    heard_ms: number;
    duration_ms: number;
    reason: string;
    clock_trusted: Flag;
    received_at: Instant;
  };
  incident: {
    id: string;
    endpoint_id: string;
    at: Instant;
    what: string;
    code: string;
    detail: string;
    received_at: Instant;
  };
  /** A push to an endpoint that can be reached. */
  delivery: {
    id: string;
    endpoint_id: string;
    head_sequence: number;
    state: 'due' | 'sent' | 'delivered' | 'failed' | 'expired';
    reason: string | null;
    attempts: number;
    /** When what it carries has passed. */
    until: Instant;
    at: Instant;
  };
  /**
   * What must be done, written with the row that it serves; the queue may be wiped. `subject` is the
   * version or delivery that the work is for.
   */
  work: {
    id: string;
    kind: string;
    subject: string;
    generation: number;
    state: 'due' | 'queued' | 'done' | 'failed';
    payload: JsonText;
    due: Instant;
    /** See `priorities` of the contract: lower comes first. */
    priority: number;
    updated_at: Instant;
  };
  audit: {
    id: string;
    at: Instant;
    user_id: string | null;
    action: string;
    subject: string;
    /** Whose administrators may read it; `null`: only those of a root. */
    area_id: string | null;
    detail: JsonText;
  };
  /** Small facts of the installation, by name: e.g. `set_up_token`, `evening_push_date`. */
  fact: { name: string; value: string };
}
