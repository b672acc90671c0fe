import { Readable } from 'node:stream';
import { afterTest } from './after-test.ts';
import { jobs } from '../../contract/jobs.ts';
import { instantOf } from '../../core/time/zoned.ts';
import { createMediaStore } from '../../media/store.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { createApplyCapture } from '../../server/relays/apply-capture.ts';
import { createRelayPlan } from '../../server/relays/plan-relays.ts';
import { settleRelays, tellRelays } from '../../server/relays/settle-relays.ts';
import { openStore } from '../../server/store/open-store.ts';
import { zone } from './district.ts';
import { everyDay } from './on-days.ts';
import { tempFolder } from './temp-folder.ts';

export const today = '2026-11-23';
export const at = (time: string, day = today) => instantOf(day, time, zone);
export const minuteMs = 60_000;
const freezeMs = 5 * minuteMs;
export const relay = {
  ...{ type: 'relay', url: 'https://vov.example/vov1', durationMs: 30 * minuteMs, delayMs: 30_000 },
  ...{ fallbackRecordingId: null, carry: 'recorded', recordAt: '04:00' },
};

/** A province with communes that carry a relay at a time of their own each day; time stands still until it is set. */
export async function relayingProvince(communes: number) {
  let now = at('02:00');
  const clock: Clock = { ...systemClock(), now: () => now, monotonic: () => now };
  const folder = await tempFolder();
  const store = await openStore(`${folder}/loa.sqlite`);
  afterTest(() => store.close());
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
  let compiled: Promise<void> = Promise.resolve();
  const timetable = {
    changed: async (scope: unknown) => {
      told.push(...(scope as { stationIds: string[] }).stationIds);
      await compiled;
    },
  };
  const plan = createRelayPlan({ db, clock });
  const round = async () => {
    told.length = 0;
    await plan.run();
    await settle();
    await tell();
    return told.toSorted();
  };
  const settle = () => settleRelays({ db, freezeMs, clock });
  const tell = () => tellRelays({ db, timetable });
  /** A compile lasts until it is let go on. */
  const holdCompile = () => {
    let goOn = () => {};
    compiled = new Promise((resolve) => (goOn = resolve));
    return () => goOn();
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
    const apply = createApplyCapture({
      zone,
      onUntaken: (source) => void media.remove(source),
      clock,
    });
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
  const beats = { plan, settle, tell, holdCompile, told };
  return {
    db,
    clock,
    media,
    names,
    carry,
    change,
    round,
    recordFirst,
    put,
    encode,
    set,
    ...rows,
    ...beats,
  };
}
