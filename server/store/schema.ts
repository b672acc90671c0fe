import type { Generated } from 'kysely';
import type { AirSchema } from './air-schema.ts';
import type { CalendarSchema } from './calendar-schema.ts';
import type { DistributionSchema } from './distribution-schema.ts';
import type { CampaignSchema } from './campaign-schema.ts';
import type { Day, Flag, Instant, JsonText } from './column.ts';
import type { LibrarySchema } from './library-schema.ts';
import type { ListenerSchema } from './listener-schema.ts';
import type { OfflineSchema } from './offline-schema.ts';
import type { PeopleSchema } from './people-schema.ts';
import type { ReadinessSchema } from './readiness-schema.ts';
import type { RelaySchema } from './relay-schema.ts';
import type { RulesSchema } from './rules-schema.ts';
import type { SampleSchema } from './sample-schema.ts';
import type { SaySchema } from './say-schema.ts';

/** What somebody did that changed a broadcast. */
export type BroadcastAct =
  'create' | 'update' | 'withdraw' | 'restore' | 'import' | 'template' | 'copy_week';

/** The central database; `server/store/migrations` makes it. Every id is a lowercase ULID. */
export interface Database
  extends
    AirSchema,
    CalendarSchema,
    CampaignSchema,
    DistributionSchema,
    LibrarySchema,
    ListenerSchema,
    OfflineSchema,
    PeopleSchema,
    ReadinessSchema,
    RelaySchema,
    RulesSchema,
    SampleSchema,
    SaySchema {
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
    /** In people's own words; groups find it by them. */
    tags: Generated<JsonText>;
    /** What took it over when it ended. */
    successor_id: Generated<string | null>;
    /** Until it has ended, whether roles in it are then to be had in its successor. */
    roles_follow: Generated<Flag>;
  };
  /**
   * What an area is from a day on, where anything of it ever changes; `''`: since before all others. Name,
   * kind and parent in `area` are those of today.
   */
  area_state: {
    area_id: string;
    from_date: Day;
    name: string;
    kind: string;
    parent_id: string | null;
  };
  station: {
    id: string;
    /** Of today. */
    area_id: string;
    name: string;
    /** As with areas: for search and order. */
    name_folded: string;
    zone: string;
    created_at: Instant;
    /** Its last day, and the station that it then goes into. */
    valid_to: Generated<Day | null>;
    successor_id: Generated<string | null>;
    /** Who has the key to the loudspeakers; shown to few. */
    keyholder_name: Generated<string | null>;
    keyholder_phone: Generated<string | null>;
  };
  /** The area of a station from a day on, where it ever moves; dates as in `area_state`. */
  station_place: { station_id: string; from_date: Day; area_id: string };
  endpoint: {
    id: string;
    /** Of today. */
    station_id: string;
    /** The village that it serves, or the station's area; of today. */
    area_id: string;
    name: string;
    kind: 'agent' | 'receiver';
    /** It is a person, who plays by hand and declares; its `kind` is then `agent`, and means nothing. */
    declares: Generated<Flag>;
    push_url: string | null;
    secret_sha256: string | null;
    /** Raw Ed25519 of an agent, for what it signs without a network. */
    public_key: Generated<string | null>;
    created_at: Instant;
    paired_at: Instant | null;
    revoked_at: Instant | null;
    /** It is revoked and still let in until then, to fetch a head without days. */
    silencing_until: Instant | null;
    /** When it said that it holds that head. */
    silenced_at: Instant | null;
    /** Since when nothing that it asks is looked at. */
    quarantined_at: Instant | null;
  };
  /** Where an endpoint stands from a day on, where it ever moves; dates as in `area_state`. */
  endpoint_place: {
    endpoint_id: string;
    from_date: Day;
    station_id: string;
    area_id: string;
    /** Somebody moved it; else it followed its area or station. */
    by_hand: Flag;
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
    insecure_http: Flag | null;
    /** It has had no new head for half of one's life. */
    stale: Flag | null;
    /** When it last told all this; a poll alone tells only that it is there. */
    reported_at: Generated<Instant | null>;
    /** Playlists held with files still missing. */
    incomplete: Generated<JsonText | null>;
    /** Files that it lacks, those that sound first first, and how many they are. */
    missing: Generated<JsonText | null>;
    missing_files: Generated<number | null>;
    volume_percent: Generated<number | null>;
    power: Generated<'mains' | 'battery' | null>;
    battery_percent: Generated<number | null>;
    /** By its own count, both ways, in the month. */
    used_bytes: Generated<number | null>;
  };
  /** A key by which we sign, in the order in which they came; the private halves are in a file. */
  signing_key: { key_id: string; public_key: string; added_at: Instant; signs_from: Instant };
  /** The public half of the key that alone takes keys away, and what it last approved; one row. */
  recovery_key: { id: 1; public_key: string; approval: JsonText | null };
  pairing_code: {
    code_sha256: string;
    endpoint_id: string;
    expires_at: Instant;
    used_at: Instant | null;
    /** Of the endpoint that used it: the same pair may ask again for 24 h. */
    secret_sha256: string | null;
  };
  programme: {
    id: string;
    name: string;
    name_folded: string;
    tag: string;
    archived_at: Generated<Instant | null>;
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
    opening_id: string | null;
    closing_id: string | null;
    lead_in_ms: number;
    tail_ms: number;
    stagger: JsonText;
    mode_keys: JsonText;
    version: number;
    /** Who saved it last, and when; `null` where that was before this was kept. */
    changed_by: string | null;
    changed_at: Instant | null;
  };
  broadcast: {
    id: string;
    title: string;
    programme_id: string | null;
    campaign_id: string | null;
    owner_area_id: string;
    class: 'normal' | 'priority';
    placement: JsonText;
    dates: JsonText;
    items: JsonText;
    overrides: JsonText;
    targets: JsonText;
    overflow: JsonText;
    when_beaten: 'queue' | 'skip' | 'shorten';
    after_interrupt: 'resume' | 'restart' | 'drop';
    volume_percent: number | null;
    urgent_since: Instant | null;
    predecessor_id: string | null;
    state: 'active' | 'withdrawn';
    version: number;
    author_id: string;
    created_at: Instant;
    updated_at: Instant;
    /** First and last day of its dates, to find those of a day. */
    first_date: Day;
    last_date: Day | null;
  };
  /** Every version of every broadcast, written with it. */
  broadcast_version: {
    broadcast_id: string;
    version: number;
    /** What was changed together has the same. */
    act_id: string;
    what: BroadcastAct;
    user_id: string;
    at: Instant;
    owner_area_id: string;
    /** The row of `broadcast`, whole. */
    row: JsonText;
    /** What a copy was made from: a broadcast, or an entry of a template. */
    origin: string | null;
  };
  /** A week to be laid again: broadcasts and edited days, relative to its Monday. */
  template: {
    id: string;
    area_id: string;
    name: string;
    name_folded: string;
    entries: JsonText;
    user_id: string;
    created_at: Instant;
    version: number;
  };
  /** What a pool drew for an occurrence; `item` is `occurrence/index`. */
  draw: { item: string; date: Day; recording_ids: JsonText; drawn_at: Instant };
  /** Dừng phát: an occurrence that an endpoint must not sound. */
  stop: {
    occurrence: string;
    endpoint_id: string;
    user_id: string;
    at: Instant;
    /** Of the head that carries it; `null` while its day is too far ahead for any. */
    head_sequence: Generated<number | null>;
  };
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
    /** How often the queue lost it since it was asked for. */
    losses: Generated<number>;
    /** The job that it shares with others; `null`: one of its own. */
    carrier: string | null;
    /** Code of what it failed of last; `null` while it has not. */
    reason: Generated<string | null>;
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
  /** Small facts of the installation, by name: e.g. `set_up_token`, `evening_push_date`, `tree_date`. */
  fact: { name: string; value: string };
}
