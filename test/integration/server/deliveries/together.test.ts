import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Outcome } from '../../../../contract/jobs.ts';
import { pushBody } from '../../../../contract/station/push.ts';
import { canonicalJson } from '../../../../core/playlist/canonical.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { generateSigningKey, loadSigner, sha256 } from '../../../../runtime/crypto.ts';
import { createApplyPush } from '../../../../server/deliveries/apply-push.ts';
import { pushBytes, signedPush, spellPlaylist } from '../../../../server/deliveries/push-order.ts';
import { headContent, signHead } from '../../../../server/heads/head-content.ts';
import { keepHeads } from '../../../../server/heads/keep-heads.ts';
import type { ApplyTable } from '../../../../server/jobs/apply.ts';
import { createApplyMany } from '../../../../server/jobs/apply-many.ts';
import { ensureAll } from '../../../../server/jobs/work.ts';
import { hashObject } from '../../../../server/objects/objects.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const clock = systemClock();
const signer = loadSigner(generateSigningKey().privatePem);
const names = ['good', 'other', 'forgets', 'fails', 'bad', 'gone'];
const playlist = hashObject('playlist', { v: 1, date: '2026-11-24', entries: [] });

/** A receiver of each name with its head under way in work of the first generation. */
async function setUp() {
  const store = await openStore(join(await tempFolder(), 'loa.sqlite'));
  onTestFinished(() => store.close());
  const { db } = store;
  const now = clock.now();
  const area = { id: 'area', code: '1', name: 'Xã', name_folded: 'xa', kind: 'xã' };
  await db
    .insertInto('area')
    .values({ ...area, parent_id: null, valid_from: null, valid_to: null })
    .execute();
  const station = { id: 's', area_id: 'area', name: 'Đài', name_folded: 'dai', zone: 'UTC' };
  await db
    .insertInto('station')
    .values({ ...station, created_at: now })
    .execute();
  const heads = names.map((name) => {
    const days = [{ date: '2026-11-24', playlist: playlist.sha256 }];
    const given = { days, stopped: [], settingsSha256: sha256('s'), keysSha256: sha256('k') };
    const content = headContent({ ...given, endpointId: name }, signer.keyId);
    return signHead(content, { signer, lastSequence: 0, now });
  });
  await db
    .insertInto('endpoint')
    .values(
      names.map((name) => ({
        ...{ id: name, station_id: 's', area_id: 'area', name, kind: 'receiver' as const },
        ...{ push_url: `http://203.0.113.7/${name}`, secret_sha256: null },
        ...{ created_at: now, paired_at: null, revoked_at: null },
      })),
    )
    .execute();
  await db.transaction().execute((trx) => keepHeads(trx, heads));
  const sequences = await db.selectFrom('head').select(['endpoint_id', 'sequence']).execute();
  const sequenceOf = (name: string) =>
    sequences.find(({ endpoint_id: id }) => id === name)?.sequence ?? 0;
  await db
    .insertInto('delivery')
    .values(
      names.map((name) => ({
        ...{ id: `d-${name}`, endpoint_id: name, head_sequence: sequenceOf(name), reason: null },
        ...{ state: 'due' as const, attempts: 0, until: now + 86_400_000, at: now },
      })),
    )
    .execute();
  const requests = names.map((name) => {
    const order = { endpointId: name, url: `http://203.0.113.7/${name}`, body: sha256(name) };
    const payload = signedPush(order, { signer, clock, due: now });
    return { kind: 'push' as const, subject: `d-${name}`, payload, clock };
  });
  await db.transaction().execute((trx) => ensureAll(trx, requests));
  const works = await db.selectFrom('work').select(['id', 'subject']).execute();
  const outcome = (name: string, result: Outcome['result']): Outcome => ({
    workId: works.find(({ subject }) => subject === `d-${name}`)?.id ?? '',
    ...{ kind: 'push', generation: 1, finishedAt: Math.floor(now), result },
  });
  const answer = (name: string, holds: string[]) =>
    outcome(name, { ok: true, value: { sequence: sequenceOf(name), holds } });
  const stateOf = async (name: string) => {
    const { state } = await db
      .selectFrom('delivery')
      .select('state')
      .where('endpoint_id', '=', name)
      .executeTakeFirstOrThrow();
    const work = await db
      .selectFrom('work')
      .select(['state', 'generation'])
      .where('subject', '=', `d-${name}`)
      .executeTakeFirstOrThrow();
    return `${state}, ${work.state} ${work.generation}`;
  };
  return { db, outcome, answer, stateOf };
}

const none = async () => {};
function applyTable(push: ApplyTable['push']): ApplyTable {
  return { transcode: none, speak: none, capture: none, compare: none, push };
}

it('what came of many at once leaves each in the state that its own end brings', async () => {
  const { db, outcome, answer, stateOf } = await setUp();
  const apply = applyTable(createApplyPush({ signer, clock, random: () => 0.5 }));
  await db.insertInto('push_circuit').values({ endpoint_id: 'good', failures: 4 }).execute();
  await db
    .updateTable('delivery')
    .set({ state: 'expired', reason: 'superseded' })
    .where('endpoint_id', '=', 'gone')
    .execute();
  const applyMany = createApplyMany({ db, apply, clock });
  const ends = [
    ...[answer('good', [playlist.sha256]), answer('forgets', []), answer('gone', [])],
    outcome('fails', { ok: false, code: 'outbound_failed', detail: 'nobody there' }),
    outcome('bad', { ok: true, value: 'no answer of a receiver' }),
    { ...answer('other', [playlist.sha256]), generation: 2 },
  ];
  const { applied, fault } = await applyMany(ends);
  expect(fault).toBeUndefined();
  expect(applied.map(({ subject }) => subject).sort()).toEqual(
    ['good', 'forgets', 'gone', 'fails', 'bad'].map((name) => `d-${name}`).sort(),
  );
  const states = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await stateOf(name)] as const)),
  );
  expect(states).toEqual({
    good: 'delivered, done 1',
    other: 'due, due 1',
    forgets: 'sent, due 2',
    fails: 'failed, due 2',
    bad: 'failed, due 2',
    gone: 'expired, done 1',
  });
  const circuits = await db.selectFrom('push_circuit').selectAll().execute();
  expect(circuits.map(({ endpoint_id: id, failures }) => `${id} ${failures}`).sort()).toEqual([
    'bad 1',
    'fails 1',
  ]);
  const held = await db.selectFrom('holding').select('endpoint_id').execute();
  expect(held).toEqual([{ endpoint_id: 'good' }]);
  // Told again, as after a crash of the queue: nothing is left to change.
  expect(await applyMany(ends)).toEqual({ applied: [] });
});

it('one end that cannot be applied holds up neither its own batch nor those beside it', async () => {
  const { db, answer, stateOf } = await setUp();
  const push = createApplyPush({ signer, clock, random: () => 0.5 });
  const apply = applyTable(async (trx, finished) => {
    await push(trx, finished);
    if (finished.some(({ subject }) => subject === 'd-bad')) throw new Error('no room on the disk');
  });
  const applyMany = createApplyMany({ db, apply, clock });
  const holds = [playlist.sha256];
  const [spoilt, beside] = await Promise.all([
    applyMany([answer('good', holds), answer('bad', holds), answer('other', holds)]),
    applyMany([answer('forgets', holds)]),
  ]);
  expect(spoilt.fault).toMatchObject({ message: 'no room on the disk' });
  expect(spoilt.applied.map(({ subject }) => subject)).toEqual(['d-good', 'd-other']);
  expect(beside).toMatchObject({ applied: [{ subject: 'd-forgets' }] });
  expect(beside.fault).toBeUndefined();
  expect(await stateOf('bad')).toBe('due, due 1');
  for (const name of ['good', 'other', 'forgets'])
    expect(await stateOf(name)).toBe('delivered, done 1');
});

it('what is pushed is spelt as a receiver spells it again', () => {
  const content = headContent(
    {
      ...{ endpointId: 'good', settingsSha256: sha256('s'), keysSha256: sha256('k') },
      ...{ days: [{ date: '2026-11-24', playlist: playlist.sha256 }], stopped: [] },
    },
    signer.keyId,
  );
  const { bytes } = signHead(content, { signer, lastSequence: 0, now: clock.now() });
  const other = Buffer.from('{"title":"Xã \\"Hải\\" ✓"}');
  const body = pushBytes(bytes, [playlist.bytes, other].map(spellPlaylist));
  const parsed = pushBody.parse(JSON.parse(body.toString()));
  expect(canonicalJson(parsed)).toBe(body.toString());
  expect(parsed.playlists).toEqual([playlist.bytes.toString(), other.toString()]);
});
