CREATE TABLE day (
  date text primary key,
  playlist text not null
);

CREATE TABLE fact (
  name text primary key,
  value text not null
);

CREATE TABLE file (
  sha256 text primary key,
  last_date text not null
);

CREATE TABLE head (
  id integer primary key check (id = 1),
  sequence integer not null,
  bytes blob not null
);

CREATE TABLE incident (
  id text primary key,
  at integer not null,
  record text not null
);

CREATE TABLE migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE object (
  sha256 text primary key,
  bytes blob not null
);

CREATE TABLE play (
  play_id text primary key,
  sequence integer not null unique,
  slot text not null,
  due_at integer not null,
  record text not null,
  reason text not null,
  state text not null check (state in ('open', 'due', 'accepted', 'refused')),
  refusal text
);

CREATE INDEX play_state on play (state, sequence);

CREATE TABLE slot (
  slot text primary key,
  starts_at integer not null,
  held_since integer not null
);
