CREATE TABLE access_reset (
  token_sha256 text primary key,
  user_id text not null unique references user(id),
  made_by text not null references user(id),
  created_at integer not null,
  expires_at integer not null
);

CREATE TABLE access_token (
  id text primary key,
  user_id text not null references user(id),
  name text not null,
  token_sha256 text not null unique,
  created_at integer not null,
  used_at integer,
  expires_at integer not null
);

CREATE INDEX access_token_user on access_token (user_id);

CREATE TABLE air_place_sum (
  date text not null,
  station_id text not null references station(id),
  area_id text not null references area(id),
  broadcast_id text not null references broadcast(id),
  item text not null,
  class text not null,
  origin text not null,
  requested integer not null,
  requested_ms integer not null,
  heard_ms integer not null,
  played integer not null,
  late integer not null,
  partial integer not null,
  preempted integer not null,
  skipped integer not null,
  stopped integer not null,
  delivered integer not null,
  declared integer not null,
  declared_missed integer not null,
  awaiting_report integer not null,
  offline integer not null,
  missed integer not null,
  ear_heard integer not null,
  ear_weak integer not null,
  ear_silent integer not null,
  primary key (area_id, date, station_id, broadcast_id, item, class, origin)
) without rowid;

CREATE INDEX air_place_sum_day on air_place_sum (date, station_id);

CREATE TABLE air_settled (
  date text not null,
  station_id text not null references station(id),
  settled_at integer,
  stale_at integer,
  news integer not null default 0,
  primary key (date, station_id)
) without rowid;

CREATE INDEX air_settled_stale on air_settled (stale_at) where stale_at is not null;

CREATE TABLE air_sum (
  date text not null,
  station_id text not null references station(id),
  area_id text not null references area(id),
  broadcast_id text not null references broadcast(id),
  item text not null,
  class text not null,
  origin text not null,
  requested integer not null,
  requested_ms integer not null,
  heard_ms integer not null,
  played integer not null,
  late integer not null,
  partial integer not null,
  preempted integer not null,
  skipped integer not null,
  stopped integer not null,
  delivered integer not null,
  declared integer not null,
  declared_missed integer not null,
  awaiting_report integer not null,
  offline integer not null,
  missed integer not null,
  ear_heard integer not null,
  ear_weak integer not null,
  ear_silent integer not null,
  primary key (date, station_id, area_id, broadcast_id, item, class, origin)
) without rowid;

CREATE INDEX air_sum_broadcast on air_sum (broadcast_id, date);

CREATE INDEX air_sum_item on air_sum (item, date);

CREATE TABLE air_unseen (
  endpoint_id text not null references endpoint(id),
  date text not null,
  station_id text not null references station(id),
  since_ms integer not null,
  primary key (endpoint_id, date)
) without rowid;

CREATE INDEX air_unseen_day on air_unseen (date, station_id);

CREATE INDEX air_unseen_since on air_unseen (endpoint_id, since_ms);

CREATE TABLE analysis (
  source_sha256 text primary key,
  duration_ms integer not null,
  kind text not null,
  facts text not null,
  peaks text not null,
  made_at integer not null
);

CREATE TABLE approval (
  id text primary key,
  version_id text not null references recording_version(id),
  content_sha256 text not null,
  decision text not null check (decision in ('approved', 'returned', 'withdrawn')),
  user_id text not null references user(id),
  at integer not null,
  note text,
  notes text not null default '[]'
);

CREATE INDEX approval_version on approval (version_id);

CREATE TABLE area (
  id text primary key,
  code text not null,
  name text not null,
  name_folded text not null,
  kind text not null,
  parent_id text references area(id),
  valid_from text,
  valid_to text,
  tags text not null default '[]',
  successor_id text references area(id),
  roles_follow integer not null default 0
);

CREATE UNIQUE INDEX area_identity on area (code, coalesce(valid_from, ''));

CREATE INDEX area_parent on area (parent_id);

CREATE INDEX area_successor on area (successor_id) where successor_id is not null;

CREATE TABLE area_state (
  area_id text not null references area(id),
  from_date text not null,
  name text not null,
  kind text not null,
  parent_id text references area(id),
  primary key (area_id, from_date)
) without rowid;

CREATE INDEX area_state_parent on area_state (parent_id);

CREATE TABLE ask (
  id text primary key,
  station_id text not null references station(id),
  kind text not null check (kind in ('offer', 'decision')),
  date text not null,
  occurrence text not null,
  own text,
  owner_area_id text not null references area(id),
  because text,
  sound_ms integer,
  starts_at integer,
  may_air_as_asked integer,
  suggests text,
  deadline integer not null,
  state text not null check (state in ('open', 'answered', 'defaulted', 'gone')),
  answer text,
  scope text check (scope in ('this', 'always')),
  answered_by text references user(id),
  answered_at integer,
  asked_at integer not null,
  check ((kind = 'decision') = (own is not null))
);

CREATE INDEX ask_deadline on ask (state, deadline, id);

CREATE UNIQUE INDEX ask_subject on ask (station_id, date, occurrence, coalesce(own, ''));

CREATE TABLE audit (
  id text primary key,
  at integer not null,
  user_id text,
  action text not null,
  subject text not null,
  area_id text,
  detail text not null
);

CREATE INDEX audit_action on audit (action, id);

CREATE INDEX audit_area on audit (coalesce(area_id, ''), id);

CREATE INDEX audit_subject on audit (substr(subject, 1, 26), id);

CREATE INDEX audit_user on audit (user_id, id);

CREATE TABLE "broadcast" (
  id text primary key,
  title text not null,
  programme_id text references programme(id),
  campaign_id text references campaign(id),
  owner_area_id text not null references area(id),
  class text not null check (class in ('normal', 'priority')),
  placement text not null,
  dates text not null,
  items text not null,
  overrides text not null,
  targets text not null,
  overflow text not null,
  when_beaten text not null check (when_beaten in ('queue', 'skip', 'shorten')),
  after_interrupt text not null check (after_interrupt in ('resume', 'restart', 'drop')),
  volume_percent integer,
  urgent_since integer,
  predecessor_id text references "broadcast"(id),
  state text not null check (state in ('active', 'withdrawn')),
  version integer not null,
  author_id text not null references user(id),
  created_at integer not null,
  updated_at integer not null,
  first_date text not null,
  last_date text
);

CREATE INDEX broadcast_dates on broadcast (state, first_date);

CREATE INDEX broadcast_recorded on broadcast (id) where state = 'active' and (instr(items, '"recorded"') > 0 or instr(overrides, '"recorded"') > 0);

CREATE TABLE broadcast_version (
  broadcast_id text not null references broadcast(id),
  version integer not null,
  act_id text not null,
  what text not null,
  user_id text not null references user(id),
  at integer not null,
  owner_area_id text not null references area(id),
  row text not null,
  origin text,
  primary key (broadcast_id, version)
);

CREATE INDEX broadcast_version_act on broadcast_version (act_id);

CREATE INDEX broadcast_version_origin on broadcast_version (origin) where origin is not null;

CREATE INDEX broadcast_version_owner on broadcast_version (owner_area_id, at);

CREATE TABLE calendar_link (
  id text primary key,
  station_id text not null references station(id),
  name text not null,
  token_sha256 text not null unique,
  user_id text not null references user(id),
  created_at integer not null,
  used_at integer
);

CREATE INDEX calendar_link_station on calendar_link (station_id);

CREATE TABLE campaign (
  id text primary key,
  name text not null unique,
  name_folded text not null,
  parent_id text references campaign(id),
  created_at integer not null,
  archived_at integer
);

CREATE INDEX campaign_parent on campaign (parent_id);

CREATE TABLE campaign_material (
  id text primary key,
  campaign_id text not null references campaign(id),
  title text not null,
  file_name text not null,
  file_sha256 text not null,
  bytes integer not null,
  uploaded_by text not null references user(id),
  uploaded_at integer not null,
  removed_at integer
);

CREATE INDEX campaign_material_campaign on campaign_material (campaign_id);

CREATE INDEX campaign_material_file on campaign_material (file_sha256);

CREATE TABLE campaign_plan (
  campaign_id text primary key references campaign(id),
  kind text not null check (kind in ('programme', 'project', 'year_plan', 'other')),
  lead text,
  lead_area_id text references area(id),
  partner_ids text not null,
  funds text not null,
  targets text not null,
  events text not null,
  version integer not null,
  changed_by text not null references user(id),
  changed_at integer not null,
  year integer
);

CREATE TABLE capture (
  id text primary key,
  url text not null,
  starts_at integer not null,
  delay_ms integer not null,
  duration_ms integer not null,
  state text not null,
  recording_id text references recording(id),
  missing_ms integer,
  reason_code text,
  reason_detail text,
  told integer not null default 1,
  created_at integer not null,
  unique (starts_at, url, delay_ms, duration_ms)
);

CREATE INDEX capture_recording on capture (recording_id) where recording_id is not null;

CREATE INDEX capture_state on capture (state);

CREATE INDEX capture_untold on capture (told) where told = 0;

CREATE TABLE day_mode (
  key text primary key,
  name text not null,
  session_keys text,
  kinds text,
  session_cap_ms integer,
  day_cap_ms integer,
  volume_percent integer
);

CREATE TABLE day_mode_period (
  id text primary key,
  mode_key text not null references day_mode(key),
  area_id text not null references area(id),
  first text not null,
  last text not null,
  user_id text not null references user(id),
  at integer not null
);

CREATE INDEX day_mode_period_mode on day_mode_period (mode_key);

CREATE TABLE declaration (
  endpoint_id text not null references endpoint(id),
  entry_key text not null,
  starts_at integer not null,
  occurrence text not null,
  title text not null,
  aired integer not null,
  reason text,
  declared_by text not null,
  declared_at integer not null,
  primary key (endpoint_id, entry_key, starts_at)
) without rowid;

CREATE INDEX declaration_occurrence on declaration (occurrence);

CREATE TABLE declare_link (
  id text primary key,
  endpoint_id text not null references endpoint(id),
  name text not null,
  token_sha256 text not null unique,
  user_id text not null references user(id),
  created_at integer not null,
  used_at integer
);

CREATE INDEX declare_link_endpoint on declare_link (endpoint_id);

CREATE TABLE delivery (
  id text primary key,
  endpoint_id text not null references endpoint(id),
  head_sequence integer not null,
  state text not null check (state in ('due', 'sent', 'delivered', 'failed', 'expired')),
  reason text,
  attempts integer not null,
  until integer not null,
  at integer not null
);

CREATE INDEX delivery_endpoint on delivery (endpoint_id, id);

CREATE TABLE doubtful_play (
  play_id text primary key,
  endpoint_id text not null references endpoint(id),
  sequence integer not null,
  entry_key text not null,
  occurrence text not null,
  title text not null,
  playlist_sha256 text not null,
  media_sha256 text,
  due_at integer not null,
  started_at integer,
  ended_at integer,
  heard_ms integer not null,
  duration_ms integer not null,
  reason text not null,
  clock_trusted integer not null,
  received_at integer not null,
  doubt text not null,
  rival text,
  state text not null,
  decided_by text references user(id),
  decided_at integer,
  ear text
);

CREATE INDEX doubtful_play_endpoint on doubtful_play (endpoint_id, sequence);

CREATE INDEX doubtful_play_state on doubtful_play (state, play_id);

CREATE TABLE draw (
  item text primary key,
  date text not null,
  recording_ids text not null,
  drawn_at integer not null
);

CREATE INDEX draw_date on draw (date);

CREATE TABLE endpoint (
  id text primary key,
  station_id text not null references station(id),
  area_id text not null references area(id),
  name text not null,
  kind text not null check (kind in ('agent', 'receiver')),
  push_url text,
  secret_sha256 text,
  created_at integer not null,
  paired_at integer,
  revoked_at integer,
  silencing_until integer,
  silenced_at integer,
  quarantined_at integer,
  public_key text,
  declares integer not null default 0
);

CREATE INDEX endpoint_quarantined on endpoint (id) where quarantined_at is not null;

CREATE INDEX endpoint_silencing on endpoint (id) where silencing_until is not null;

CREATE INDEX endpoint_station on endpoint (station_id);

CREATE TABLE endpoint_day (
  endpoint_id text not null references endpoint(id),
  date text not null,
  playlist_sha256 text not null references object(sha256),
  rulings_sha256 text not null references object(sha256),
  compiled_at integer not null,
  primary key (endpoint_id, date)
);

CREATE INDEX endpoint_day_date on endpoint_day (date);

CREATE TABLE endpoint_health (
  endpoint_id text not null references endpoint(id),
  date text not null,
  sampled_at integer not null,
  hours integer not null,
  hours_on_battery integer not null,
  battery_low integer,
  battery_high integer,
  disk_low_bytes integer,
  clock_offset_ms integer,
  volume_low integer,
  volume_high integer,
  version text,
  used_bytes integer,
  primary key (endpoint_id, date)
) without rowid;

CREATE TABLE endpoint_place (
  endpoint_id text not null references endpoint(id),
  from_date text not null,
  station_id text not null references station(id),
  area_id text not null references area(id),
  by_hand integer not null,
  primary key (endpoint_id, from_date)
) without rowid;

CREATE INDEX endpoint_place_area on endpoint_place (area_id);

CREATE INDEX endpoint_place_station on endpoint_place (station_id);

CREATE TABLE endpoint_served (
  endpoint_id text not null references endpoint(id),
  month text not null,
  bytes integer not null,
  primary key (endpoint_id, month)
) without rowid;

CREATE TABLE endpoint_site (
  endpoint_id text primary key references endpoint(id),
  serial text,
  sim text,
  address text,
  latitude real,
  longitude real,
  power_watts integer,
  sim_provider text,
  note text,
  amplifier text,
  photo_sha256 text,
  photo_type text,
  changed_by text references user(id),
  changed_at integer
);

CREATE INDEX endpoint_site_serial on endpoint_site (serial) where serial is not null;

CREATE TABLE endpoint_status (
  endpoint_id text primary key references endpoint(id),
  seen_at integer not null,
  clock_offset_ms integer,
  clock_trusted integer,
  head_sequence integer,
  complete text not null,
  playing text,
  version text,
  disk_free_bytes integer,
  insecure_http integer,
  stale integer,
  reported_at integer,
  incomplete text,
  missing text,
  missing_files integer,
  volume_percent integer,
  power text,
  battery_percent integer,
  used_bytes integer
);

CREATE TABLE fact (
  name text primary key,
  value text not null
);

CREATE TABLE fault_report (
  id text primary key,
  endpoint_id text not null references endpoint(id),
  kind text not null,
  words text not null,
  photo_sha256 text,
  photo_type text check (photo_type in ('jpeg', 'png', 'webp')),
  user_id text not null references user(id),
  seen_at integer not null,
  received_at integer not null,
  key text not null,
  settled_at integer,
  settled_by text references user(id),
  settled_words text,
  unique (user_id, key),
  check ((photo_sha256 is null) = (photo_type is null)),
  check ((settled_at is null) = (settled_by is null))
);

CREATE INDEX fault_report_endpoint on fault_report (endpoint_id, id);

CREATE INDEX fault_report_open on fault_report (endpoint_id) where settled_at is null;

CREATE TABLE "grant" (
  user_id text not null references user(id),
  role text not null,
  area_id text not null references area(id),
  starts_at integer,
  ends_at integer,
  primary key (user_id, role, area_id)
);

CREATE TABLE guard (
  id text primary key,
  area_id text references area(id),
  endpoint_id text references endpoint(id),
  rule text not null,
  valid_from text,
  valid_to text,
  note text,
  check ((area_id is null) <> (endpoint_id is null))
);

CREATE TABLE head (
  endpoint_id text primary key references endpoint(id),
  sequence integer not null,
  bytes blob not null,
  etag text not null,
  content_sha256 text not null,
  issued_at integer not null,
  expires_at integer not null
);

CREATE TABLE holding (
  endpoint_id text not null references endpoint(id),
  playlist_sha256 text not null,
  since integer not null,
  primary key (endpoint_id, playlist_sha256)
);

CREATE TABLE holiday (
  date text primary key,
  key text,
  name text not null,
  is_usual integer not null
);

CREATE TABLE incident (
  id text primary key,
  endpoint_id text not null references endpoint(id),
  at integer not null,
  what text not null,
  code text not null,
  detail text not null,
  received_at integer not null
);

CREATE INDEX incident_disk_full on incident (received_at) where code = 'disk_full';

CREATE INDEX incident_endpoint on incident (endpoint_id, id);

CREATE TABLE listener_link (
  id text primary key,
  endpoint_id text not null references endpoint(id),
  name text not null,
  token_sha256 text not null unique,
  user_id text not null references user(id),
  created_at integer not null,
  used_at integer
);

CREATE INDEX listener_link_endpoint on listener_link (endpoint_id);

CREATE TABLE listener_recording (
  id text primary key,
  endpoint_id text not null references endpoint(id),
  entry_key text not null,
  starts_at integer not null,
  link_id text not null,
  occurrence text not null,
  title text not null,
  said_by text not null,
  ended_at integer not null,
  received_at integer not null,
  container text not null check (container in ('webm', 'ogg', 'mp4')),
  file_sha256 text not null unique,
  bytes integer not null,
  likeness text
);

CREATE INDEX listener_recording_endpoint on listener_recording (endpoint_id, starts_at);

CREATE INDEX listener_recording_link on listener_recording (link_id, received_at);

CREATE INDEX listener_recording_received on listener_recording (received_at);

CREATE TABLE listener_word (
  endpoint_id text not null references endpoint(id),
  entry_key text not null,
  starts_at integer not null,
  link_id text not null,
  occurrence text not null,
  title text not null,
  word text not null check (word in ('clear', 'faint', 'nothing')),
  said_by text not null,
  said_at integer not null,
  primary key (endpoint_id, starts_at, entry_key, link_id)
) without rowid;

CREATE TABLE material_fetch (
  material_id text not null references campaign_material(id),
  user_id text not null references user(id),
  first_at integer not null,
  last_at integer not null,
  times integer not null,
  primary key (material_id, user_id)
) without rowid;

CREATE TABLE migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE object (
  sha256 text primary key,
  kind text not null,
  bytes blob not null,
  created_at integer not null
);

CREATE TABLE outage (
  id text primary key,
  level text not null,
  subject_id text not null,
  area_id text not null references area(id),
  began_at integer not null,
  told_at integer not null,
  drops integer not null,
  ended_at integer
);

CREATE INDEX outage_ended on outage (ended_at);

CREATE INDEX outage_open on outage (began_at) where ended_at is null;

CREATE TABLE outage_endpoint (
  outage_id text not null references outage(id),
  endpoint_id text not null references endpoint(id),
  lost_at integer not null,
  back_at integer,
  seen_since integer,
  primary key (outage_id, endpoint_id)
) without rowid;

CREATE INDEX outage_endpoint_endpoint on outage_endpoint (endpoint_id);

CREATE TABLE pairing_code (
  code_sha256 text primary key,
  endpoint_id text not null references endpoint(id),
  expires_at integer not null,
  used_at integer,
  secret_sha256 text
);

CREATE INDEX pairing_code_endpoint on pairing_code (endpoint_id);

CREATE TABLE partner (
  id text primary key,
  name text not null unique,
  name_folded text not null,
  created_at integer not null,
  archived_at integer
);

CREATE TABLE place_group (
  id text primary key,
  area_id text not null references area(id),
  name text not null,
  name_folded text not null,
  tag text,
  members text not null
);

CREATE TABLE play (
  play_id text primary key,
  endpoint_id text not null references endpoint(id),
  sequence integer not null,
  entry_key text not null,
  occurrence text not null,
  title text not null,
  playlist_sha256 text not null,
  media_sha256 text,
  due_at integer not null,
  started_at integer,
  ended_at integer,
  heard_ms integer not null,
  duration_ms integer not null,
  reason text not null,
  clock_trusted integer not null,
  received_at integer not null,
  ear text
);

CREATE INDEX play_due on play (due_at);

CREATE INDEX play_ear on play (endpoint_id, started_at) where ear in ('heard', 'weak', 'clipped', 'silent');

CREATE INDEX play_endpoint_started on play (endpoint_id, started_at);

CREATE INDEX play_entry on play (endpoint_id, entry_key);

CREATE TABLE play_day (
  date text not null,
  area_id text not null references area(id),
  broadcast_id text not null,
  sounded integer not null,
  silent integer not null,
  whole integer not null,
  heard_ms integer not null,
  unheard integer not null default 0,
  primary key (date, area_id, broadcast_id)
) without rowid;

CREATE TABLE play_window (
  id text primary key,
  area_id text not null references area(id),
  user_id text references user(id),
  holder_area_id text references area(id),
  weekdays text not null,
  from_time text,
  to_time text,
  session_keys text not null,
  valid_from text,
  valid_to text,
  granted_by text not null references user(id),
  granted_at integer not null,
  ended_by text references user(id),
  ended_at integer,
  check ((user_id is null) <> (holder_area_id is null)),
  check ((from_time is null) = (to_time is null))
);

CREATE TABLE player_link (
  id text primary key,
  endpoint_id text not null references endpoint(id),
  name text not null,
  token_sha256 text not null unique,
  user_id text not null references user(id),
  created_at integer not null,
  used_at integer
);

CREATE INDEX player_link_endpoint on player_link (endpoint_id);

CREATE TABLE programme (
  id text primary key,
  name text not null unique,
  name_folded text not null,
  tag text not null,
  archived_at integer
);

CREATE TABLE push_circuit (
  endpoint_id text primary key references endpoint(id),
  failures integer not null,
  open_until integer
) without rowid;

CREATE TABLE "quiet_hours" (
  id text primary key,
  area_id text references area(id),
  endpoint_id text references endpoint(id),
  from_time text not null,
  to_time text not null,
  weekdays text not null,
  valid_from text,
  valid_to text,
  note text,
  check ((area_id is null) <> (endpoint_id is null))
);

CREATE TABLE readiness_note (
  station_id text not null references station(id),
  date text not null,
  subject text not null,
  starts_at integer not null,
  noted_at integer not null,
  ready integer not null,
  not_ready integer not null,
  unknown integer not null,
  lacking text not null,
  primary key (station_id, date, subject)
) without rowid;

CREATE TRIGGER readiness_note_kept before update on readiness_note begin select raise(abort, 'a readiness note is never changed'); end;

CREATE INDEX readiness_note_starts on readiness_note (starts_at);

CREATE TRIGGER readiness_note_stays before delete on readiness_note when old.station_id not in (select id from sample_item) begin select raise(abort, 'a readiness note is never removed'); end;

CREATE TABLE recording (
  id text primary key,
  title text not null,
  title_folded text not null,
  area_id text not null references area(id),
  programme_id text references programme(id),
  author_id text not null references user(id),
  created_at integer not null,
  latest_version_id text not null references recording_version(id) deferrable initially deferred,
  on_air_version_id text references recording_version(id) deferrable initially deferred,
  campaign_id text references campaign(id),
  partner_id text references partner(id),
  contributor text,
  language text not null default 'vi',
  tags text not null default '[]',
  kind text,
  archived_at integer,
  state text not null default 'stored',
  duration_ms integer,
  expires_at integer,
  on_air_expires_at integer,
  heard_kind text,
  search_id integer,
  transcript text,
  capture_id text references capture(id),
  genre text
);

CREATE INDEX recording_area on recording (area_id, search_id);

CREATE INDEX recording_author on recording (author_id, search_id);

CREATE INDEX recording_campaign on recording (campaign_id, search_id);

CREATE INDEX recording_capture on recording (capture_id) where capture_id is not null;

CREATE INDEX recording_contributor on recording (id) where contributor is not null;

CREATE INDEX recording_expiry on recording (on_air_expires_at);

CREATE INDEX recording_language on recording (language, search_id);

CREATE INDEX recording_latest on recording (latest_version_id);

CREATE INDEX recording_on_air on recording (on_air_version_id);

CREATE INDEX recording_partner on recording (partner_id, search_id);

CREATE INDEX recording_programme on recording (programme_id, search_id);

CREATE UNIQUE INDEX recording_search_id on recording (search_id);

CREATE INDEX recording_state on recording (state, search_id);

CREATE VIRTUAL TABLE recording_search using fts5 ( words, tokenize='ascii', detail='none', content='', contentless_delete=1);

CREATE TABLE 'recording_search_config' (
  k PRIMARY KEY,
  v
) WITHOUT ROWID;

CREATE TABLE 'recording_search_data' (
  id INTEGER PRIMARY KEY,
  block BLOB
);

CREATE TABLE 'recording_search_docsize' (
  id INTEGER PRIMARY KEY,
  sz BLOB,
  origin INTEGER
);

CREATE TABLE 'recording_search_idx' (
  segid,
  term,
  pgno,
  PRIMARY KEY(segid, term)
) WITHOUT ROWID;

CREATE TABLE recording_version (
  id text primary key,
  recording_id text not null references recording(id),
  number integer not null,
  author_id text not null references user(id),
  source_sha256 text not null,
  source_bytes integer not null,
  source_name text not null,
  spoken_text text,
  trim_start_ms integer not null,
  trim_end_ms integer,
  not_before integer,
  expires_at integer,
  content_sha256 text not null,
  state text not null,
  state_at integer not null,
  reason_code text,
  reason_detail text,
  created_at integer not null,
  speech_id text,
  speech text,
  cue_points text not null default '[]',
  unique (recording_id, number)
);

CREATE INDEX recording_version_author on recording_version (author_id, source_sha256, source_bytes);

CREATE INDEX recording_version_size on recording_version (source_sha256, source_bytes);

CREATE INDEX recording_version_source on recording_version (source_sha256);

CREATE INDEX recording_version_speech on recording_version (speech_id) where speech_id is not null;

CREATE INDEX recording_version_state on recording_version (state);

CREATE TABLE recovery_key (
  id integer primary key check (id = 1),
  public_key text not null,
  approval text
);

CREATE TABLE relay_item (
  item text primary key,
  broadcast_id text not null references broadcast(id),
  date text not null,
  relay text not null,
  capture_id text not null references capture(id),
  sounds_at integer not null,
  day_end integer not null,
  given_up integer not null default 0,
  told integer not null default 1
) without rowid;

CREATE INDEX relay_item_broadcast on relay_item (broadcast_id, date);

CREATE INDEX relay_item_capture on relay_item (capture_id);

CREATE INDEX relay_item_date on relay_item (date);

CREATE INDEX relay_item_sounds on relay_item (sounds_at, broadcast_id);

CREATE INDEX relay_item_untold on relay_item (told) where told = 0;

CREATE TABLE "rendition" (
  source_sha256 text not null,
  cut text not null,
  profile text not null,
  recipe text not null,
  sha256 text not null,
  bytes integer not null,
  duration_ms integer not null,
  centi_lufs integer not null,
  centi_dbtp integer not null,
  is_on_target integer not null,
  peaks text not null,
  made_at integer not null,
  primary key (source_sha256, cut, profile)
);

CREATE INDEX rendition_recipe on rendition (profile, recipe);

CREATE INDEX rendition_sha256 on rendition (sha256);

CREATE TABLE royalty_closing (
  id text primary key,
  area_id text not null references area(id),
  month text not null,
  closed_by text not null references user(id),
  closed_at integer not null,
  unique (area_id, month)
);

CREATE TABLE royalty_paid (
  recording_id text primary key,
  closing_id text not null references royalty_closing(id) on delete cascade,
  title text not null,
  contributor text not null,
  genre text,
  aired_on text not null,
  counted_on text not null,
  approved_at integer,
  duration_ms integer not null,
  rate_area_id text not null,
  rate_unit text not null check (rate_unit in ('piece', 'minute')),
  rate_dong integer not null,
  dong integer not null
);

CREATE INDEX royalty_paid_closing on royalty_paid (closing_id);

CREATE TABLE royalty_rate (
  id text primary key,
  area_id text not null references area(id),
  genre text not null,
  genre_folded text not null,
  unit text not null check (unit in ('piece', 'minute')),
  dong integer not null check (dong >= 0),
  valid_from text not null,
  valid_to text,
  user_id text not null references user(id),
  at integer not null
);

CREATE INDEX royalty_rate_area on royalty_rate (area_id, genre_folded);

CREATE TABLE sample_item (
  id text primary key,
  kind text not null
) without rowid;

CREATE TABLE session (
  id text primary key,
  station_id text not null references station(id),
  key text not null,
  name text not null,
  weekdays text not null,
  starts_at text not null,
  latest_end text not null,
  valid_from text,
  valid_to text,
  parts text not null,
  opening_id text references recording(id),
  closing_id text references recording(id),
  lead_in_ms integer not null default 3000,
  tail_ms integer not null default 1000,
  stagger text not null default '[]',
  mode_keys text not null default '[]',
  version integer not null default 1,
  changed_by text references user(id),
  changed_at integer
);

CREATE INDEX session_station on session (station_id);

CREATE TABLE sign_in (
  token_sha256 text primary key,
  user_id text not null references user(id),
  csrf text not null,
  created_at integer not null,
  expires_at integer not null
);

CREATE INDEX sign_in_user on sign_in (user_id);

CREATE TABLE signing_key (
  key_id text primary key,
  public_key text not null,
  added_at integer not null,
  signs_from integer not null
);

CREATE TABLE snooze (
  endpoint_id text primary key references endpoint(id),
  until integer not null,
  reason text not null,
  user_id text not null references user(id),
  at integer not null
);

CREATE TABLE speech (
  id text primary key,
  text text not null,
  said text not null,
  voice text not null,
  words_per_minute integer not null,
  state text not null check (state in ('due', 'ready', 'failed')),
  source_sha256 text,
  bytes integer,
  duration_ms integer,
  reason_code text,
  reason_detail text,
  user_id text not null references user(id),
  created_at integer not null,
  used_at integer not null
);

CREATE INDEX speech_source on speech (source_sha256);

CREATE INDEX speech_used on speech (used_at);

CREATE TABLE speech_word (
  written text primary key,
  said text not null,
  user_id text not null references user(id),
  updated_at integer not null
);

CREATE TABLE stand_in (
  id text primary key,
  user_id text not null references user(id),
  absent_id text not null references user(id),
  starts_at integer not null,
  ends_at integer not null,
  made_by text not null references user(id),
  made_at integer not null,
  check (user_id <> absent_id),
  check (starts_at < ends_at)
);

CREATE INDEX stand_in_absent on stand_in (absent_id, ends_at);

CREATE INDEX stand_in_user on stand_in (user_id, ends_at);

CREATE TABLE standing_answer (
  id text primary key,
  station_id text not null references station(id),
  kind text not null check (kind in ('offer', 'decision')),
  area_id text not null references area(id),
  answer text not null,
  user_id text not null references user(id),
  at integer not null,
  ended_by text references user(id),
  ended_at integer
);

CREATE UNIQUE INDEX standing_answer_now on standing_answer (station_id, kind, area_id) where ended_at is null;

CREATE TABLE station (
  id text primary key,
  area_id text not null references area(id),
  name text not null,
  name_folded text not null,
  zone text not null,
  created_at integer not null,
  valid_to text,
  successor_id text references station(id),
  keyholder_name text,
  keyholder_phone text
);

CREATE UNIQUE INDEX station_area on station (area_id) where valid_to is null;

CREATE TABLE station_place (
  station_id text not null references station(id),
  from_date text not null,
  area_id text not null references area(id),
  primary key (station_id, from_date)
) without rowid;

CREATE INDEX station_place_area on station_place (area_id);

CREATE TABLE stop (
  occurrence text not null,
  endpoint_id text not null references endpoint(id),
  user_id text not null references user(id),
  at integer not null,
  head_sequence integer,
  primary key (endpoint_id, occurrence)
);

CREATE TABLE template (
  id text primary key,
  area_id text not null references area(id),
  name text not null,
  name_folded text not null,
  entries text not null,
  user_id text not null references user(id),
  created_at integer not null,
  version integer not null,
  unique (area_id, name)
);

CREATE TABLE upload (
  id text primary key,
  user_id text not null references user(id),
  file_name text not null,
  length_bytes integer not null,
  fields text not null,
  state text not null check (state in ('receiving', 'whole', 'kept', 'duplicate', 'refused')),
  source_sha256 text,
  recording_id text references recording(id),
  reason_code text,
  created_at integer not null,
  touched_at integer not null
);

CREATE INDEX upload_state on upload (state, touched_at);

CREATE INDEX upload_user on upload (user_id, state);

CREATE TABLE user (
  id text primary key,
  login text not null unique,
  name text not null,
  name_folded text not null,
  password_hash text not null,
  created_at integer not null,
  disabled_at integer
);

CREATE TABLE week_approval (
  id text primary key,
  area_id text not null references area(id),
  monday text not null,
  broadcasts text not null,
  user_id text not null references user(id),
  at integer not null,
  note text,
  withdrawn_by text references user(id),
  withdrawn_at integer
);

CREATE INDEX week_approval_week on week_approval (area_id, monday);

CREATE TABLE week_remark (
  id text primary key,
  area_id text not null references area(id),
  monday text not null,
  what text not null check (what in ('submitted', 'returned')),
  user_id text not null references user(id),
  at integer not null,
  note text
);

CREATE INDEX week_remark_week on week_remark (area_id, monday);

CREATE TABLE window_version (
  broadcast_id text not null references broadcast(id),
  version integer not null,
  window_id text not null references play_window(id),
  primary key (broadcast_id, version)
);

CREATE INDEX window_version_window on window_version (window_id);

CREATE TABLE work (
  id text primary key,
  kind text not null,
  subject text not null,
  generation integer not null,
  state text not null check (state in ('due', 'queued', 'done', 'failed')),
  payload text not null,
  due integer not null,
  updated_at integer not null,
  priority integer not null default 5,
  losses integer not null default 0,
  carrier text,
  reason text,
  unique (kind, subject)
);

CREATE INDEX work_turn on work (state, priority, due, kind);
