import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { createMediaStore } from '../../../../media/store.ts';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import { generateSigningKey, loadSigner, sha256 } from '../../../../runtime/crypto.ts';
import { createDeliveries } from '../../../../server/deliveries/service.ts';
import { listFailures } from '../../../../server/failures/list-failures.ts';
import { retryAll, retryWork } from '../../../../server/failures/retry.ts';
import { headContent, signHead } from '../../../../server/heads/head-content.ts';
import { keepHeads } from '../../../../server/heads/keep-heads.ts';
import { ensureWork } from '../../../../server/jobs/work.ts';
import { keepObjects, hashObject } from '../../../../server/objects/objects.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { sweep } from '../../../../server/store/sweep.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const start = Date.UTC(2026, 10, 23, 2);
const signer = loadSigner(generateSigningKey().privatePem);
const admin = {
  ...{ userId: 'u', login: 'quan', name: 'Quản', csrf: null, signedInUntil: start + 1e9 },
  grants: [{ role: 'administrator' as const, areaId: 'area' }],
};

/** A commune with a receiver, and a clock that is set by hand. */
async function setUp() {
  const folder = await tempFolder();
  const store = await openStore(join(folder, 'loa.sqlite'));
  onTestFinished(() => store.close());
  const { db } = store;
  const time = { now: start };
  const clock: Clock = { ...systemClock(), now: () => time.now };
  const area = { id: 'area', code: '1', name: 'Xã', name_folded: 'xa', kind: 'xã' };
  const station = { id: 's', area_id: 'area', name: 'Đài', name_folded: 'dai', zone: 'UTC' };
  await db
    .insertInto('area')
    .values({ ...area, parent_id: null, valid_from: null, valid_to: null })
    .execute();
  await db
    .insertInto('station')
    .values({ ...station, created_at: start })
    .execute();
  await db
    .insertInto('user')
    .values({
      ...{ id: 'u', login: 'quan', name: 'Quản', name_folded: 'quan' },
      ...{ password_hash: '', created_at: start },
    })
    .execute();
  await db
    .insertInto('endpoint')
    .values({
      ...{ id: 'e', station_id: 's', area_id: 'area', name: 'Bảng', kind: 'receiver' },
      ...{ push_url: 'http://203.0.113.7/push', secret_sha256: null },
      ...{ created_at: start, paired_at: null, revoked_at: null },
    })
    .execute();
  const media = await createMediaStore(join(folder, 'media'));
  const kick = () => undefined;
  const deliveries = createDeliveries({ db, store: media, signer, kick, clock });
  const work = (subject: string) =>
    db.selectFrom('work').selectAll().where('subject', '=', subject).executeTakeFirstOrThrow();
  const fail = (subject: string, reason: string) =>
    db
      .updateTable('work')
      .set({ state: 'failed', reason, updated_at: time.now })
      .where('subject', '=', subject)
      .execute();
  const list = async () => (await listFailures(db, admin, { limit: 50 })).items;
  return { db, media, time, clock, deps: { db, deliveries, kick, clock }, work, fail, list };
}

/** A text that could not be spoken. */
async function withFailedSpeech() {
  const all = await setUp();
  const { db, clock, fail } = all;
  await db
    .insertInto('speech')
    .values({
      ...{ id: 'sp', text: 'Kính thưa bà con', said: 'kính thưa bà con', voice: 'v' },
      ...{ words_per_minute: 150, state: 'failed', source_sha256: null, bytes: null },
      ...{ duration_ms: null, reason_code: 'time_limit', reason_detail: null },
      ...{ user_id: 'u', created_at: start, used_at: start },
    })
    .execute();
  const payload = { text: 'kính thưa bà con', voice: 'v', wordsPerMinute: 150 };
  await db
    .transaction()
    .execute((trx) => ensureWork(trx, { kind: 'speak', subject: 'sp', payload, clock }));
  await fail('sp', 'time_limit');
  return all;
}

it('a text that could not be spoken is spoken again', async () => {
  const { db, deps, work, list } = await withFailedSpeech();
  const [failure] = await list();
  expect(failure).toMatchObject({ kind: 'speak', title: 'Kính thưa bà con', reason: 'time_limit' });

  await retryWork(deps, admin, failure?.workId ?? '');
  expect(await work('sp')).toMatchObject({ state: 'due', generation: 2, reason: null });
  const speech = await db.selectFrom('speech').selectAll().executeTakeFirstOrThrow();
  expect(speech).toMatchObject({ state: 'due', reason_code: null });
  // What waits by now is not asked for twice.
  await expect(retryWork(deps, admin, failure?.workId ?? '')).rejects.toMatchObject({
    code: 'work_not_failed',
  });
  expect(await work('sp')).toMatchObject({ generation: 2 });
});

it('what is not told of in the audit is not done again', async () => {
  const { db, deps, work, list } = await withFailedSpeech();
  const [failure] = await list();
  await sql`create trigger full before insert on audit begin select raise(abort, 'full'); end`.execute(
    db,
  );
  await expect(retryWork(deps, admin, failure?.workId ?? '')).rejects.toThrow('full');
  expect(await work('sp')).toMatchObject({ state: 'failed', generation: 1 });
});

it('a programme is recorded again as long as enough of it is left', async () => {
  const { db, time, clock, deps, work, fail, list } = await setUp();
  const programme = { url: 'http://203.0.113.9/vov', startsAt: start, delayMs: 20_000 };
  const payload = { ...programme, durationMs: 30 * 60_000 };
  await db
    .insertInto('capture')
    .values({
      ...{ id: 'c', url: payload.url, starts_at: start, delay_ms: 20_000 },
      ...{ duration_ms: payload.durationMs, state: 'failed', recording_id: null },
      ...{ missing_ms: null, reason_code: 'capture_incomplete', reason_detail: null },
      ...{ created_at: start, told: 1 },
    })
    .execute();
  await db
    .insertInto('broadcast')
    .values({
      ...{ id: 'b', title: 'Tiếp sóng VOV', programme_id: null, campaign_id: null },
      ...{ owner_area_id: 'area', class: 'normal', placement: '{}', dates: '{}', items: '[]' },
      ...{ overrides: '[]', targets: '[]', overflow: 'queue', when_beaten: 'queue' },
      ...{ after_interrupt: 'drop', volume_percent: null, urgent_since: null },
      ...{ predecessor_id: null, state: 'active', version: 1, author_id: 'u' },
      ...{ created_at: start, updated_at: start, first_date: '2026-11-23', last_date: null },
    } as never)
    .execute();
  await db
    .insertInto('relay_item')
    .values({
      ...{ item: 'b-2026-11-23-0', broadcast_id: 'b', date: '2026-11-23', relay: '{}' },
      ...{ capture_id: 'c', sounds_at: start + 3_600_000, day_end: start + 86_400_000 },
    })
    .execute();
  await db
    .transaction()
    .execute((trx) => ensureWork(trx, { kind: 'capture', subject: 'c', payload, clock }));
  await fail('c', 'capture_incomplete');
  const [failure] = await list();
  expect(failure).toMatchObject({
    ...{ kind: 'capture', subjectId: 'b', title: 'Tiếp sóng VOV' },
    retryUntil: start + 20_000 + 90_000,
  });

  time.now = start + 60_000;
  await retryWork(deps, admin, failure?.workId ?? '');
  expect(await work('c')).toMatchObject({ state: 'due', generation: 2 });
  const capture = await db.selectFrom('capture').selectAll().executeTakeFirstOrThrow();
  expect(capture).toMatchObject({ state: 'due', reason_code: null, told: 0 });

  await db.updateTable('capture').set({ state: 'failed' }).execute();
  await fail('c', 'capture_incomplete');
  time.now = start + 10 * 60_000;
  await expect(retryWork(deps, admin, failure?.workId ?? '')).rejects.toMatchObject({
    code: 'capture_missed',
  });
  // All of a kind leaves out what is over.
  expect(await retryAll(deps, admin, 'capture')).toBe(0);
  expect(await work('c')).toMatchObject({ state: 'failed', generation: 2 });
});

it('a receiver that got no timetable for a day is sent the newest one', async () => {
  const { db, media, time, clock, deps, fail, list } = await setUp();
  const playlist = hashObject('playlist', { v: 1, date: '2026-11-24', entries: [] });
  const days = [{ date: '2026-11-24', playlist: playlist.sha256 }];
  const given = { days, stopped: [], settingsSha256: sha256('s'), keysSha256: sha256('k') };
  const head = signHead(headContent({ ...given, endpointId: 'e' }, signer.keyId), {
    ...{ signer, lastSequence: 0, now: start },
  });
  await db.transaction().execute(async (trx) => {
    await keepObjects(trx, [playlist], start);
    await keepHeads(trx, [head]);
  });
  await deps.deliveries.pushNew();
  const [first] = await db.selectFrom('delivery').selectAll().execute();
  const id = first?.id ?? '';
  // While it is under way there is nothing to be retried.
  expect(await list()).toEqual([]);
  expect(await deps.deliveries.pushAgain(['e'])).toBe(0);

  time.now = start + 86_400_000;
  await db
    .updateTable('delivery')
    .set({ state: 'expired', reason: 'push_answer_bad', attempts: 96 })
    .execute();
  await fail(id, 'push_answer_bad');
  const [failure] = await list();
  expect(failure).toMatchObject({
    ...{ kind: 'push', subjectId: 'e', title: 'Bảng', reason: 'push_answer_bad', tries: 96 },
  });
  // The daily sweep leaves it to whoever looks after failures.
  time.now += 7_200_000;
  await sweep({ db, media, clock });
  expect(await list()).toHaveLength(1);
  expect(await retryAll(deps, admin, 'push')).toBe(1);
  const states = await db.selectFrom('delivery').select('state').orderBy('id').execute();
  expect(states.map(({ state }) => state)).toEqual(['expired', 'due']);
  expect(await list()).toEqual([]);
  // Nobody wants it any more.
  await sweep({ db, media, clock });
  const rows = await db.selectFrom('work').select('state').where('kind', '=', 'push').execute();
  expect(rows.map(({ state }) => state)).toEqual(['due']);
});
