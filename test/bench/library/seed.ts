import type { Statement } from 'better-sqlite3';
import { fold } from '../../../core/text/fold.ts';
import { languageTags } from '../../../core/recording/languages.ts';
import { sha256 } from '../../../runtime/crypto.ts';
import type { SqliteDatabase } from '../../../runtime/database.ts';
import { searchWordsOf } from '../../../server/recordings/search-words.ts';
import { createDice, pick, textBy, titleBy } from './titles.ts';

export const counts = { communes: 129, villages: 10, people: 300, each: 40 };
const states = ['ready', 'failed', 'returned', 'withdrawn', 'stored'] as const;

const insert = {
  recording: `insert into recording (id, title, title_folded, area_id, programme_id, author_id,
    created_at, latest_version_id, on_air_version_id, campaign_id, partner_id, contributor, language,
    tags, transcript, kind, archived_at, state, duration_ms, expires_at, heard_kind,
    on_air_expires_at, search_id)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, '[]', ?, null, ?, ?, ?, ?, ?, ?, ?)`,
  version: `insert into recording_version (id, recording_id, number, author_id, source_sha256,
    source_bytes, source_name, spoken_text, trim_start_ms, trim_end_ms, not_before, expires_at,
    content_sha256, state, state_at, reason_code, reason_detail, created_at, cue_points)
    values (?, ?, 1, ?, ?, 1, 'tin.mp3', null, 0, null, null, ?, ?, ?, ?, null, null, ?, '[]')`,
  analysis: `insert into analysis (source_sha256, duration_ms, kind, facts, peaks, made_at)
    values (?, ?, ?, ?, ?, ?)`,
  rendition: `insert into rendition (source_sha256, cut, profile, recipe, sha256, bytes, duration_ms,
    centi_lufs, centi_dbtp, is_on_target, peaks, made_at)
    values (?, '', ?, 'a', ?, 1, ?, -1600, -200, 1, ?, ?)`,
  words: 'insert into recording_search (rowid, words) values (?, ?)',
};

/** Fills a database at the newest schema with a province's library. */
export function seedLibrary(
  sqlite: SqliteDatabase,
  { recordings, now }: { recordings: number; now: number },
): void {
  const dice = createDice(7);
  sqlite.pragma('synchronous = off');
  sqlite.transaction(() => {
    seedSurroundings(sqlite, now);
    const areas = ['province', ...communeIds(), ...villageIds()];
    const statement = Object.fromEntries(
      Object.entries(insert).map(([name, text]) => [name, sqlite.prepare(text)]),
    ) as Record<keyof typeof insert, Statement>;
    const peaks = 'A'.repeat(4000);
    for (let n = 1; n <= recordings; n += 1) {
      const [id, versionId] = [`r${String(n).padStart(8, '0')}`, `v${n}`];
      const source = sha256(id);
      const at = now - (recordings - n) * 60_000;
      const isApproved = dice(100) < 85;
      const state = isApproved ? 'approved' : pick(dice, states);
      const expiresAt = dice(3) === 0 ? now + (dice(400) - 50) * 86_400_000 : null;
      const durationMs = 5000 + dice(600_000);
      const heardKind = dice(10) === 0 ? 'music' : 'speech';
      const areaId = dice(3) === 0 ? 'province' : pick(dice, areas);
      const [title, author] = [titleBy(dice), `u${dice(counts.people)}`];
      const transcript = dice(5) === 0 ? textBy(dice, 20) : null;
      const language = dice(20) === 0 ? pick(dice, languageTags) : 'vi';
      const filed = ['p', 'c', 'd'].map((kind) => `${kind}${dice(counts.each)}`);
      const archivedAt = dice(50) === 0 ? at : null;
      statement.recording.run(
        ...[id, title, fold(title), areaId, filed[0], author, at, versionId],
        ...[isApproved ? versionId : null, filed[1], filed[2], language, transcript, archivedAt],
        ...[state, durationMs, expiresAt, heardKind, isApproved ? expiresAt : null, n],
      );
      statement.version.run(
        ...[versionId, id, author, source, expiresAt, sha256(versionId), state, at, at],
      );
      statement.analysis.run(source, durationMs, heardKind, facts(durationMs), peaks, at);
      for (const profile of ['mp3-48k', 'opus-24k'])
        statement.rendition.run(source, profile, sha256(id + profile), durationMs, peaks, at);
      statement.words.run(n, searchWordsOf([title, 'Giảm nghèo', 'Hội Phụ nữ', transcript]));
    }
  })();
}

export const communeIds = () => Array.from({ length: counts.communes }, (_, n) => `commune${n}`);

function villageIds(): string[] {
  return communeIds().flatMap((commune) =>
    Array.from({ length: counts.villages }, (_, n) => `${commune}_${n}`),
  );
}

function seedSurroundings(sqlite: SqliteDatabase, now: number): void {
  const area = sqlite.prepare(`insert into area (id, code, name, name_folded, kind, parent_id)
    values (?, ?, ?, ?, 'xã', ?)`);
  area.run('province', '37', 'Ninh Bình', 'ninh binh', null);
  for (const id of communeIds()) area.run(id, id, id, id, 'province');
  for (const id of villageIds()) area.run(id, id, id, id, id.slice(0, id.lastIndexOf('_')));
  const person = sqlite.prepare(`insert into user
    (id, login, name, name_folded, password_hash, created_at) values (?, ?, ?, ?, '', ?)`);
  for (let n = 0; n < counts.people; n += 1) person.run(`u${n}`, `u${n}`, `An ${n}`, 'an', now);
  for (let n = 0; n < counts.each; n += 1) {
    const made = { programme: `p${n}`, campaign: `c${n}`, partner: `d${n}` };
    sqlite
      .prepare('insert into programme (id, name, name_folded, tag) values (?, ?, ?, ?)')
      .run(made.programme, `Chuyên mục ${n}`, `chuyen muc ${n}`, `T${n}`);
    for (const table of ['campaign', 'partner'] as const)
      sqlite
        .prepare(`insert into ${table} (id, name, name_folded, created_at) values (?, ?, ?, ?)`)
        .run(made[table], `Đơn vị ${n}`, `don vi ${n}`, now);
  }
}

function facts(durationMs: number): string {
  return JSON.stringify({
    ...{ durationMs, format: 'mp3', codec: 'mp3', sampleRate: 44_100, channels: 2 },
    ...{ lufs: -20, loudnessRangeLu: 5, truePeakDb: -2, clippedShare: 0, dcOffset: 0 },
    ...{ noiseFloorDb: -60, speechBandShare: 0.9, soundShare: 0.9, leadingSilenceMs: 300 },
    ...{ trailingSilenceMs: 400, innerSilences: [], kind: 'speech', mix: 'average' },
    findings: [{ code: 'leading_silence', value: 300, atMs: 0 }],
  });
}
