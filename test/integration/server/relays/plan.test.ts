import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { jobs } from '../../../../contract/jobs.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { createMediaStore } from '../../../../media/store.ts';
import { systemClock, type Clock } from '../../../../runtime/clock.ts';
import type { Principal } from '../../../../server/http/principal.ts';
import { replaceSource } from '../../../../server/recordings/make-recording.ts';
import { createApplyCapture } from '../../../../server/relays/apply-capture.ts';
import { createRelayPlan } from '../../../../server/relays/plan-relays.ts';
import { settleRelays } from '../../../../server/relays/settle-relays.ts';
import { sweepRelays } from '../../../../server/relays/sweep-relays.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { zone } from '../../../support/district.ts';
import { everyDay } from '../../../support/on-days.ts';
import { tempFolder } from '../../../support/temp-folder.ts';

const today = '2026-11-23';
const at = (time: string, day = today) => instantOf(day, time, zone);
const minuteMs = 60_000;
const freezeMs = 5 * minuteMs;
const relay = {
  ...{ type: 'relay', url: 'https://vov.example/vov1', durationMs: 30 * minuteMs, delayMs: 30_000 },
  ...{ fallbackRecordingId: null, carry: 'recorded', recordAt: '04:00' },
};

/** A province with communes that carry a relay at a time of their own each day; time stands still until it is set. */
async function province(communes: number) {
  let now = at('02:00');
  const clock: Clock = { ...systemClock(), now: () => now, monotonic: () => now };
  const folder = await tempFolder();
  const store = await openStore(`${folder}/loa.sqlite`);
  onTestFinished(() => store.close());
  const { db } = store;
  const media = await createMediaStore(`${folder}/media`);
  const dated = { valid_from: null, valid_to: null };
  const person = { login: 'an', name: 'An', name_folded: 'an', password_hash: '' };
  await db
    .insertInto('user')
    .values({ id: 'u1', ...person, created_at: now, disabled_at: null })
    .execute();
  const names = Array.from({ length: communes }, (_, index) => `x${index}`);
  for (const id of ['tinh', ...names]) {
    const named = { code: id, name: id, name_folded: id, kind: 'xã', ...dated };
    await db
      .insertInto('area')
      .values({ id, ...named, parent_id: id === 'tinh' ? null : 'tinh' })
      .execute();
  }
  for (const id of names) {
    const named = { name: id, name_folded: id, created_at: now };
    await db
      .insertInto('station')
      .values({ id: `d_${id}`, area_id: id, zone, ...named })
      .execute();
    const endpoint = { station_id: `d_${id}`, area_id: id, kind: 'agent', push_url: null } as const;
    const unpaired = { secret_sha256: null, paired_at: null, revoked_at: null };
    await db
      .insertInto('endpoint')
      .values({ id: `c_${id}`, name: id, ...endpoint, ...unpaired, created_at: now })
      .execute();
  }
  const carry = async (areaId: string, time: string, items: object[] = [relay]) => {
    const id = `b_${areaId}`;
    const placement = { kind: 'at', slots: [{ id: '1', time }], start: 'hard', maxDelayMs: 0 };
    const targets = { areas: [areaId], stations: [], endpoints: [], groups: [], except: [] };
    const row = {
      ...{ id, title: 'Thời sự', programme_id: null, campaign_id: null, owner_area_id: areaId },
      ...{
        class: 'normal' as const,
        placement: JSON.stringify(placement),
        items: JSON.stringify(items),
      },
      ...{ dates: JSON.stringify(everyDay(today)), overrides: '[]', overflow: '{"kind":"skip"}' },
      ...{
        targets: JSON.stringify(targets),
        when_beaten: 'skip' as const,
        after_interrupt: 'restart' as const,
      },
      ...{
        volume_percent: null,
        urgent_since: null,
        predecessor_id: null,
        state: 'active' as const,
      },
      ...{ version: 1, author_id: 'u1', created_at: now, updated_at: now },
      ...{ first_date: today, last_date: null },
    } as const;
    await db.insertInto('broadcast').values(row).execute();
    const version = {
      broadcast_id: id,
      version: 1,
      act_id: id,
      what: 'create',
      row: '{}',
    } as const;
    await db
      .insertInto('broadcast_version')
      .values({ ...version, user_id: 'u1', at: now, owner_area_id: areaId, origin: null })
      .execute();
  };
  const change = (areaId: string, set: object) =>
    db.updateTable('broadcast').set(set).where('id', '=', `b_${areaId}`).execute();
  const told: string[] = [];
  const timetable = {
    changed: async (scope: unknown) => {
      told.push(...(scope as { stationIds: string[] }).stationIds);
    },
  };
  const plan = createRelayPlan({ db, clock });
  const round = async () => {
    told.length = 0;
    await plan.run();
    await settleRelays({ db, timetable, freezeMs, clock });
    return told.toSorted();
  };
  const captures = () =>
    db.selectFrom('capture').selectAll().orderBy('starts_at').orderBy('url').execute();
  const items = (day = today) =>
    db.selectFrom('relay_item').selectAll().where('date', '=', day).orderBy('item').execute();
  const works = () =>
    db.selectFrom('work').selectAll().where('kind', '=', 'capture').orderBy('due').execute();
  /** As if a worker had recorded what comes first. */
  const recordFirst = async () => {
    const { sha256, bytes } = await put('âm thanh');
    const [work] = await works();
    const payload = jobs.capture.payload.parse(JSON.parse(work?.payload ?? ''));
    const value = { source: sha256, bytes, durationMs: 1_790_000, missingMs: 10_000 };
    const apply = createApplyCapture({ zone, clock });
    await db.transaction().execute((trx) =>
      apply(trx, {
        ...{ workId: work?.id ?? '', subject: work?.subject ?? '', payload, finishedAt: 0 },
        result: { ok: true, value },
      }),
    );
    return { sha256, work };
  };
  const put = (text: string) => media.put(Readable.from([Buffer.from(text)]), { limitBytes: 100 });
  /** As if all that was recorded or put in its place had been encoded. */
  const encode = () =>
    db
      .updateTable('recording_version')
      .set({ state: 'ready' })
      .where('state', '=', 'stored')
      .execute();
  const set = (instant: number) => {
    now = instant;
  };
  const rows = { captures, items, works };
  return { db, clock, media, names, carry, change, round, recordFirst, put, encode, set, ...rows };
}

describe('planning what is recorded', () => {
  it('asks for each hour of a stream once, whoever carries it, for the days that are held', async () => {
    const { names, carry, round, captures, items, works, set } = await province(30);
    for (const id of names) await carry(id, '05:00');
    expect(await round()).toEqual([]);
    const days = await captures();
    expect(days.map(({ starts_at }) => starts_at)).toEqual(
      days.map((_, index) => at('04:00', addDays(today, index))),
    );
    expect(days.length).toBeGreaterThanOrEqual(8);
    expect(await items()).toHaveLength(30);
    const [first] = await works();
    expect(first?.due).toBe(at('04:00') + 30_000 - 10_000);
    expect(jobs.capture.payload.parse(JSON.parse(first?.payload ?? ''))).toEqual({
      ...{ url: relay.url, delayMs: 30_000, durationMs: 30 * minuteMs, startsAt: at('04:00') },
    });
    // Again, and a day later: nothing but the day that has come near.
    await round();
    expect(await captures()).toEqual(days);
    set(at('02:00', addDays(today, 1)));
    await round();
    expect(await captures()).toHaveLength(days.length + 1);
    expect((await works()).map(({ generation }) => generation)).toEqual(
      Array.from({ length: days.length + 1 }, () => 1),
    );
  });

  it('takes the programme of the day before where that of the day comes too late', async () => {
    const { carry, round, items, captures } = await province(1);
    await carry('x0', '04:40');
    // Today's was to be recorded yesterday, and is missed: whoever listens is told.
    expect(await round()).toEqual(['d_x0']);
    const [missed] = await captures();
    expect(missed).toMatchObject({
      ...{ starts_at: at('04:00', addDays(today, -1)), state: 'failed' },
      reason_code: 'capture_missed',
    });
    expect((await items())[0]?.capture_id).toBe(missed?.id);
    const [tomorrow] = await items(addDays(today, 1));
    const capture = (await captures()).find(({ id }) => id === tomorrow?.capture_id);
    expect(capture).toMatchObject({ starts_at: at('04:00'), state: 'due' });
  });

  it('calls off what nobody carries any more, and follows what is asked for now', async () => {
    const { carry, change, round, captures, works } = await province(2);
    await carry('x0', '05:00');
    await carry('x1', '05:00');
    await round();
    const all = (await captures()).length;
    const other = JSON.stringify([{ ...relay, url: 'https://vov.example/vov2' }]);
    await change('x0', { items: other, version: 2 });
    await round();
    expect(await captures()).toHaveLength(2 * all);
    await change('x1', { state: 'withdrawn', version: 2 });
    await round();
    expect(new Set((await captures()).map(({ url }) => url))).toEqual(
      new Set(['https://vov.example/vov2']),
    );
    const states = (await works()).map(({ payload, state }) => [payload.includes('vov2'), state]);
    expect(new Set(states.map(String))).toEqual(new Set(['true,due', 'false,done']));
  });

  it('gives up what is not there a minute before the list stands fast, for that item alone', async () => {
    const { carry, round, items, set } = await province(2);
    await carry('x0', '05:00');
    await carry('x1', '18:00');
    await round();
    set(at('04:53:59'));
    expect(await round()).toEqual([]);
    set(at('04:54:01'));
    expect(await round()).toEqual(['d_x0']);
    expect((await items()).map(({ given_up }) => given_up)).toEqual([1, 0]);
    expect(await round()).toEqual([]);
  });

  it('lets those that sound it later have their fallback where it was saved too late', async () => {
    const { carry, change, round, items, set } = await province(1);
    set(at('12:00'));
    await carry('x0', '05:00');
    expect(await round()).toEqual(['d_x0']);
    const [item] = await items();
    expect(item).toMatchObject({ sounds_at: at('05:00'), date: today });
    // So it is where it is edited in the afternoon.
    set(at('14:00'));
    await change('x0', { items: JSON.stringify([{ ...relay, durationMs: 600_000 }]), version: 2 });
    expect(await round()).toEqual(['d_x0']);
    expect((await items())[0]?.relay).toContain('600000');
    // And nothing of the day before is planned.
    expect(await items(addDays(today, -1))).toEqual([]);
  });

  it('gives up at once what is recorded but not encoded when its hour has passed', async () => {
    const { carry, round, recordFirst, items, captures, set } = await province(2);
    await carry('x0', '05:00');
    await round();
    await recordFirst();
    set(at('05:30'));
    await carry('x1', '04:55');
    await round();
    expect((await captures())[0]?.state).toBe('recorded');
    expect((await items()).map(({ given_up }) => given_up)).toEqual([1, 1]);
  });

  it('lets air what was recorded, and nothing that somebody put in its place', async () => {
    const { db, clock, carry, round, recordFirst, put, encode, captures, items, set } =
      await province(1);
    await carry('x0', '05:00');
    await round();
    await recordFirst();
    const [recording] = await db.selectFrom('recording').selectAll().execute();
    const other = await put('tiếng khác');
    const source = { ...other, name: 'khác.wav', isReady: false };
    const principal = { userId: 'u1' } as Principal;
    await db.transaction().execute(async (trx) => {
      const recordingId = recording?.id ?? '';
      await replaceSource(trx, { clock }, { principal, recordingId, source });
    });
    await encode();
    await round();
    const states = async () => {
      const versions = db.selectFrom('recording_version').select('state').orderBy('number');
      return [
        (await captures())[0]?.state,
        ...(await versions.execute()).map(({ state }) => state),
      ];
    };
    expect(await states()).toEqual(['recorded', 'ready', 'ready']);
    expect(await db.selectFrom('approval').selectAll().execute()).toEqual([]);
    // Nobody heard it in time: the fallback has its place.
    set(at('04:54:01'));
    expect(await round()).toEqual(['d_x0']);
    expect((await items())[0]?.given_up).toBe(1);
  });

  it('approves what was recorded in the name of who placed it', async () => {
    const { db, carry, round, recordFirst, encode, captures } = await province(1);
    await carry('x0', '05:00');
    await round();
    await recordFirst();
    await encode();
    expect(await round()).toEqual(['d_x0']);
    expect((await captures())[0]?.state).toBe('ready');
    const [approval] = await db.selectFrom('approval').selectAll().execute();
    expect(approval).toMatchObject({ decision: 'approved', user_id: 'u1' });
  });

  it('puts what was recorded away a week after its day, without the file that it was made of', async () => {
    const { db, clock, media, carry, round, recordFirst, captures, set } = await province(1);
    await carry('x0', '05:00');
    await round();
    const { sha256, work } = await recordFirst();
    const recordings = () => db.selectFrom('recording').selectAll().execute();
    const [recording] = await recordings();
    expect(recording).toMatchObject({
      ...{ title: 'Tiếp sóng vov.example 23/11 04:00', area_id: 'x0', author_id: 'u1' },
      ...{ expires_at: at('00:00', addDays(today, 1)), capture_id: work?.subject },
    });
    expect((await captures())[0]).toMatchObject({ state: 'recorded', missing_ms: 10_000 });

    const sweepOn = async (day: string) => {
      set(at('12:00', day));
      await sweepRelays({ db, media, clock });
    };
    await sweepOn(addDays(today, 7));
    expect([(await recordings())[0]?.archived_at, await media.has(sha256)]).toEqual([null, true]);
    await sweepOn(addDays(today, 8));
    expect((await recordings())[0]?.archived_at).toBe(clock.now());
    expect(await media.has(sha256)).toBe(false);
    await sweepOn(addDays(today, 60));
    expect((await captures()).map(({ recording_id }) => recording_id)).toEqual([recording?.id]);
  });
});
