import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { fold } from '../../../core/text/fold.ts';

const statements = [
  `create table partner (
    id text primary key, name text not null unique, name_folded text not null,
    created_at integer not null, archived_at integer)`,
  `create table campaign (
    id text primary key, name text not null unique, name_folded text not null,
    parent_id text references campaign(id), created_at integer not null, archived_at integer)`,
  `create index campaign_parent on campaign (parent_id)`,
  `alter table recording add column campaign_id text references campaign(id)`,
  `alter table recording add column partner_id text references partner(id)`,
  `alter table recording add column contributor text`,
  `alter table recording add column language text not null default 'vi'`,
  `alter table recording add column tags text not null default '[]'`,
  `alter table recording add column kind text`,
  `alter table recording add column archived_at integer`,
  `alter table recording add column state text not null default 'stored'`,
  `alter table recording add column duration_ms integer`,
  `alter table recording add column expires_at integer`,
  `alter table recording add column on_air_expires_at integer`,
  `alter table recording add column heard_kind text`,
  `alter table recording add column search_id integer`,
  // Last, so that what is long need not be read to get at the rest.
  `alter table recording add column transcript text`,
  `alter table recording_version add column speech_id text`,
  `alter table recording_version add column speech text`,
  `alter table recording_version add column cue_points text not null default '[]'`,
  `alter table approval add column note_at_ms integer`,
  `create table analysis (
    source_sha256 text primary key, duration_ms integer not null, kind text not null,
    facts text not null, peaks text not null, made_at integer not null)`,
  `create table rendition_now (
    source_sha256 text not null, cut text not null, profile text not null,
    recipe text not null, sha256 text not null, bytes integer not null,
    duration_ms integer not null, centi_lufs integer not null, centi_dbtp integer not null,
    is_on_target integer not null, peaks text not null, made_at integer not null,
    primary key (source_sha256, cut, profile))`,
  `insert into rendition_now
    select source_sha256, '', profile, '', sha256, bytes, duration_ms, centi_lufs, centi_dbtp,
      1, '', made_at from rendition`,
  `drop table rendition`,
  `alter table rendition_now rename to rendition`,
  `create index rendition_recipe on rendition (profile, recipe)`,
  `create index rendition_sha256 on rendition (sha256)`,
  `alter table work add column priority integer not null default 5`,
  `alter table work add column losses integer not null default 0`,
  // It asks in words that nobody reads any more; who waits for it asks anew.
  `update work set state = 'done' where kind = 'transcode' and state in ('due', 'queued')`,
  `drop index work_state`,
  `create index work_turn on work (state, priority, due, kind)`,
  `create table upload (
    id text primary key, user_id text not null references user(id),
    file_name text not null, length_bytes integer not null, fields text not null,
    state text not null check (state in ('receiving', 'whole', 'kept', 'duplicate', 'refused')),
    source_sha256 text, recording_id text references recording(id), reason_code text,
    created_at integer not null, touched_at integer not null)`,
  `create index upload_user on upload (user_id, state)`,
  `create index upload_state on upload (state, touched_at)`,
  // What a person's, and everybody's, sources take together is read from these alone.
  `create index recording_version_author on recording_version (author_id, source_sha256, source_bytes)`,
  `create index recording_version_size on recording_version (source_sha256, source_bytes)`,
  `create table speech (
    id text primary key, text text not null, said text not null, voice text not null,
    words_per_minute integer not null,
    state text not null check (state in ('due', 'ready', 'failed')), source_sha256 text,
    bytes integer, duration_ms integer, reason_code text, reason_detail text,
    user_id text not null references user(id), created_at integer not null,
    used_at integer not null)`,
  `create index speech_source on speech (source_sha256)`,
  `create index speech_used on speech (used_at)`,
  `create index recording_version_speech on recording_version (speech_id)
    where speech_id is not null`,
  `create table speech_word (
    written text primary key, said text not null, user_id text not null references user(id),
    updated_at integer not null)`,
  `create table access_token (
    id text primary key, user_id text not null references user(id), name text not null,
    token_sha256 text not null unique, created_at integer not null, used_at integer,
    expires_at integer not null)`,
  `create index access_token_user on access_token (user_id)`,
];

const afterwards = [
  `update recording set
    search_id = (select count(*) from recording as earlier where earlier.id <= recording.id),
    (state, expires_at) = (select state, expires_at from recording_version
      where recording_version.id = recording.latest_version_id),
    duration_ms = (select duration_ms from rendition join recording_version
      on recording_version.source_sha256 = rendition.source_sha256
      where recording_version.id = recording.latest_version_id limit 1),
    on_air_expires_at = (select expires_at from recording_version
      where recording_version.id = recording.on_air_version_id)`,
  `create unique index recording_search_id on recording (search_id)`,
  `create index recording_state on recording (state, search_id)`,
  `create index recording_area on recording (area_id, search_id)`,
  `create index recording_programme on recording (programme_id, search_id)`,
  `create index recording_campaign on recording (campaign_id, search_id)`,
  `create index recording_partner on recording (partner_id, search_id)`,
  `create index recording_language on recording (language, search_id)`,
  `create index recording_author on recording (author_id, search_id)`,
  `create index recording_expiry on recording (on_air_expires_at)`,
  // Else every new version looks through all recordings for those that refer to it.
  `create index recording_latest on recording (latest_version_id)`,
  `create index recording_on_air on recording (on_air_version_id)`,
  // Words are folded and split already: every sign beyond ASCII is part of a word.
  `create virtual table recording_search using fts5 (
    words, tokenize='ascii', detail='none', content='', contentless_delete=1)`,
];

function words(title: string): string {
  return (fold(title).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** The library: analysis, cuts, more profiles, partners, campaigns, search, uploads in parts, speech. */
export const library = {
  name: '0002-library',
  async up(db: Kysely<unknown>) {
    for (const statement of [...statements, ...afterwards]) await sql.raw(statement).execute(db);
    const { rows } = await sql<{ id: number; title: string }>`
      select search_id as id, title from recording`.execute(db);
    for (const { id, title } of rows)
      await sql`insert into recording_search (rowid, words) values (${id}, ${words(title)})`.execute(
        db,
      );
  },
};
