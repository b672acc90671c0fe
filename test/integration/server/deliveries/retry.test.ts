import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { jobs, type JobPayload } from '../../../../contract/jobs.ts';
import type { Clock } from '../../../../runtime/clock.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { generateSigningKey, loadSigner, sha256, verifyPush } from '../../../../runtime/crypto.ts';
import { createApplyPush } from '../../../../server/deliveries/apply-push.ts';
import { eveningPush } from '../../../../server/deliveries/evening-push.ts';
import { signedPush } from '../../../../server/deliveries/push-order.ts';
import type { Finished } from '../../../../server/jobs/apply.ts';
import { ensureWork } from '../../../../server/jobs/work.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 23, 2);

/** A database with one receiver and a clock that is set by hand. */
async function setUp(zone = 'Asia/Ho_Chi_Minh') {
  const store = await openStore(join(await tempFolder(), 'loa.sqlite'));
  onTestFinished(() => store.close());
  const { db } = store;
  const time = { now: start };
  const clock: Clock = { ...systemClock(), now: () => time.now };
  const area = { id: 'area', code: '1', name: 'Xã', name_folded: 'xa', kind: 'xã' };
  await db
    .insertInto('area')
    .values({ ...area, parent_id: null, valid_from: null, valid_to: null })
    .execute();
  const station = { id: 'station', area_id: 'area', name: 'Đài', name_folded: 'dai', zone };
  await db
    .insertInto('station')
    .values({ ...station, created_at: start })
    .execute();
  await db
    .insertInto('endpoint')
    .values({
      id: 'endpoint',
      station_id: 'station',
      area_id: 'area',
      name: 'Bảng',
      kind: 'receiver',
      push_url: 'http://203.0.113.7/push',
      secret_sha256: null,
      created_at: start,
      paired_at: null,
      revoked_at: null,
    })
    .execute();
  return { db, clock, time };
}

async function setUpDelivery() {
  const { db, clock, time } = await setUp();
  const signer = loadSigner(generateSigningKey().privatePem);
  const order = { endpointId: 'endpoint', url: 'http://203.0.113.7/push', body: 'b'.repeat(43) };
  const payload = signedPush(order, { signer, clock, due: start });
  await db
    .insertInto('delivery')
    .values({
      id: 'delivery',
      endpoint_id: 'endpoint',
      head_sequence: 7,
      state: 'due',
      reason: null,
      attempts: 0,
      until: start + 24 * hour,
      at: start,
    })
    .execute();
  await db.transaction().execute((trx) =>
    ensureWork(trx, {
      ...{ kind: 'push', subject: 'delivery', payload, clock },
      priority: 'emergency',
    }),
  );
  const apply = createApplyPush({ signer, clock, random: () => 0.5 });
  const end = (result: Finished<'push'>['result']) =>
    db
      .transaction()
      .execute((trx) =>
        apply(trx, [{ workId: 'w', subject: 'delivery', payload, result, finishedAt: time.now }]),
      );
  const delivery = () => db.selectFrom('delivery').selectAll().executeTakeFirstOrThrow();
  const work = async () => {
    const row = await db.selectFrom('work').selectAll().executeTakeFirstOrThrow();
    return { ...row, payload: jobs.push.payload.parse(JSON.parse(row.payload)) };
  };
  return { db, signer, time, end, delivery, work };
}

const failure = { ok: false as const, code: 'outbound_failed', detail: 'nobody there' };

describe('a push that fails', () => {
  it('is tried again later and later, with a signature of that time', async () => {
    const { end, delivery, work, time } = await setUpDelivery();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await end(failure);
      expect(await delivery()).toMatchObject({ state: 'failed', attempts: attempt });
      const { due, payload, generation, priority } = await work();
      expect({ generation, priority }).toEqual({ generation: attempt + 1, priority: 1 });
      expect(payload.signature).toContain(`time=${due},`);
      expect(payload.notAfter).toBe(due + 240_000);
      waits.push(due - time.now);
      time.now = due;
    }
    expect(waits).toEqual([45_000, 75_000, 135_000, 255_000, 465_000, 465_000]);
  });

  it('is given up when what it carries has passed', async () => {
    const { end, delivery, time } = await setUpDelivery();
    time.now = start + 24 * hour - 1000;
    await end(failure);
    expect(await delivery()).toMatchObject({ state: 'expired', reason: 'outbound_failed' });
    await end({ ok: true, value: { sequence: 7, holds: [] } });
    expect((await delivery()).state).toBe('expired');
  });

  it('goes out again soon and without back-off when only its signature grew stale', async () => {
    const { end, work, time } = await setUpDelivery();
    time.now += hour;
    await end({ ok: false, code: 'push_expired', detail: 'late' });
    expect(await work()).toMatchObject({ due: time.now + 15_000, state: 'due' });
  });

  it('opens the circuit at the fifth failure, for longer each time, until the receiver answers', async () => {
    const { db, end, work, time } = await setUpDelivery();
    const circuit = () => db.selectFrom('push_circuit').selectAll().executeTakeFirst();
    const pauses: (number | null)[] = [];
    for (let failures = 1; failures <= 9; failures += 1) {
      await end(failure);
      const { open_until: openUntil = null } = (await circuit()) ?? {};
      pauses.push(openUntil === null ? null : openUntil - time.now);
      const { due } = await work();
      expect(due).toBeGreaterThanOrEqual(openUntil ?? due);
      time.now = due;
    }
    expect(pauses).toEqual([
      ...[null, null, null, null],
      ...[75_000, 150_000, 300_000, 600_000, 1_125_000],
    ]);
    // What did not reach it in time says nothing of it.
    await end({ ok: false, code: 'push_expired', detail: 'late' });
    expect(await circuit()).toMatchObject({ failures: 9 });
    await end({ ok: true, value: { sequence: 7, holds: [] } });
    expect(await circuit()).toBeUndefined();
  });

  it('signs what a receiver accepts', async () => {
    const { signer, time } = await setUpDelivery();
    const clock: Clock = { ...systemClock(), now: () => time.now };
    const order = { endpointId: 'e', url: 'http://203.0.113.7/push', body: sha256('text') };
    const { signature }: JobPayload<'push'> = signedPush(order, { signer, clock, due: time.now });
    const request = { method: 'POST', url: order.url, body: 'text' };
    expect(verifyPush(request, signature, () => signer.publicKey, clock).ok).toBe(true);
  });
});

describe('the evening push', () => {
  async function setUpEvenings(zone?: string) {
    const { db, clock, time } = await setUp(zone);
    const pushed: string[] = [];
    const deps = {
      db,
      clock,
      pushAt: '20:00',
      timetable: { changed: () => Promise.resolve() },
      deliveries: {
        pushNew: () => Promise.resolve(),
        pushAll: async (pushedZone: string) => {
          pushed.push(pushedZone);
        },
      },
    };
    return { run: () => eveningPush(deps), pushed, time };
  }

  it('goes out once an evening, at the hour of the station', async () => {
    const { run, pushed, time } = await setUpEvenings();
    await run();
    expect(pushed).toHaveLength(1);
    // 19:59 and 20:00 at UTC+7.
    time.now = Date.UTC(2026, 10, 23, 12, 59);
    await run();
    expect(pushed).toHaveLength(1);
    time.now = Date.UTC(2026, 10, 23, 13, 0);
    await run();
    await run();
    expect(pushed).toEqual(['Asia/Ho_Chi_Minh', 'Asia/Ho_Chi_Minh']);
  });

  it('is made up for when the server was down at its hour', async () => {
    const { run, pushed, time } = await setUpEvenings();
    await run();
    time.now = Date.UTC(2026, 10, 23, 20);
    await run();
    expect(pushed).toHaveLength(2);
    await run();
    expect(pushed).toHaveLength(2);
  });
});
