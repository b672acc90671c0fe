import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { kyselyOver, openDatabase } from '../../../../runtime/database.ts';
import type { Database } from '../../../../server/store/schema.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

// A Monday.
const today = '2028-02-28';
const clock = clockAt(instantOf(today, '10:00', zone));
const server = useTestServer({ worker: true, clock });

let commune: Commune;
let operator: Person;
let recordingId: string;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400, title: 'Vay vốn' });
});

function body(rest: Partial<BroadcastBody> = {}, time = '17:00'): BroadcastBody {
  const { areaId, stationId } = commune;
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date: '2028-02-29' };
  return draftOf({ ...given, time }, rest);
}

async function place(rest: Partial<BroadcastBody> = {}, time?: string) {
  const { broadcast } = await operator.call(api.broadcasts.create, { body: body(rest, time) });
  return { params: { id: broadcast?.id ?? '' } };
}

const versionsOf = async (params: { id: string }, language: 'vi' | 'en' = 'vi') =>
  (await operator.call(api.history.versions, { params, query: { language } })).items;

async function airs(params: { id: string }) {
  const query = { endpointId: commune.endpointId, date: '2028-02-29' };
  const { entries } = await operator.call(api.occurrences.playlist, { query });
  return entries.filter(({ key }) => key.startsWith(params.id)).map(({ startsAt }) => startsAt);
}

describe('the history of a broadcast', () => {
  it('tells who changed it, when, and what, in both languages', async () => {
    const { params } = await place();
    const other = await server().as('operator');
    const edited = { ...body({ title: 'Lịch tiêm' }, '17:30'), version: 1 };
    await other.call(api.broadcasts.update, { params, body: edited });
    await operator.call(api.broadcasts.withdraw, { params, body: { version: 2 } });
    const names = [operator.me.name, other.me.name, operator.me.name];
    expect(await versionsOf(params)).toMatchObject([
      {
        version: 3,
        what: 'withdraw',
        state: 'withdrawn',
        userName: names[0],
        changes: ['thu hồi'],
      },
      {
        ...{ version: 2, what: 'update', state: 'active', title: 'Lịch tiêm', userName: names[1] },
        changes: [
          'đổi tên «Thông báo» thành «Lịch tiêm»',
          'chỗ phát: 17:00, đúng giờ → 17:30, đúng giờ',
        ],
      },
      {
        ...{ version: 1, what: 'create', userName: names[2] },
        changes: ['tạo mới: 17:00, đúng giờ; Ngày 29/02/2028'],
      },
    ]);
    expect((await versionsOf(params, 'en'))[1]?.changes).toEqual([
      'renamed from “Thông báo” to “Lịch tiêm”',
      'place: 17:00, on the dot → 17:30, on the dot',
    ]);
    const [newest] = await versionsOf(params);
    expect(Math.abs((newest?.at ?? 0) - clock.now())).toBeLessThan(60_000);
  });

  it('names recordings and places', async () => {
    const { params } = await place();
    const other = await makeApproved(server(), { hertz: 440, title: 'Phòng dịch' });
    const { areaId } = commune;
    const items = [{ type: 'recording' as const, recordingId: other }];
    const targets = { areas: [areaId], stations: [], endpoints: [], except: [] };
    await operator.call(api.broadcasts.update, {
      params,
      body: { ...body({ items, targets }), version: 1 },
    });
    expect((await versionsOf(params))[0]?.changes).toEqual([
      'thêm «Phòng dịch»',
      'bỏ «Vay vốn»',
      'thêm nơi phát Xã Hải Anh',
      'bỏ nơi phát Đài xã Hải Anh',
    ]);
  });

  it('is read page by page, each version against the one before it', async () => {
    const { params } = await place();
    for (const version of [1, 2, 3])
      await operator.call(api.broadcasts.update, {
        params,
        body: { ...body({ title: `Lần ${version}` }), version },
      });
    const first = await operator.call(api.history.versions, { params, query: { limit: 2 } });
    expect(first.items.map(({ changes }) => changes)).toEqual([
      ['đổi tên «Lần 2» thành «Lần 3»'],
      ['đổi tên «Lần 1» thành «Lần 2»'],
    ]);
    const query = { limit: 2, cursor: first.next ?? '' };
    const rest = await operator.call(api.history.versions, { params, query });
    expect(rest.items.map(({ version }) => version)).toEqual([2, 1]);
    expect(rest.next).toBeNull();
  });

  it('is not for neighbours', async () => {
    const { params } = await place();
    const other = await makeCommune(server(), 'Hải Hưng');
    const neighbour = await server().as('operator', other.areaId);
    const read = neighbour.call(api.history.versions, { params, query: {} });
    expect((await refusal(read)).code).toBe('broadcast_not_found');
    const restore = { version: 1, toVersion: 1 };
    const write = neighbour.call(api.history.restoreVersion, { params, body: restore });
    expect((await refusal(write)).code).toBe('broadcast_not_found');
  });

  it('has a version for every broadcast as it stands, whoever wrote it', async () => {
    const { params } = await place();
    await operator.call(api.broadcasts.update, { params, body: { ...body(), version: 1 } });
    await operator.call(api.broadcasts.withdraw, { params, body: { version: 2 } });
    await operator.call(api.history.restoreVersion, {
      params,
      body: { version: 3, toVersion: 1 },
    });
    const db = kyselyOver<Database>(openDatabase(server().config.paths.database));
    try {
      const rows = await db.selectFrom('broadcast').selectAll().execute();
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        const version = await db
          .selectFrom('broadcast_version')
          .select('row')
          .where('broadcast_id', '=', row.id)
          .where('version', '=', row.version)
          .executeTakeFirst();
        expect(JSON.parse(version?.row ?? 'null')).toEqual(row);
      }
    } finally {
      await db.destroy();
    }
  });
});

describe('of two people who edit one broadcast', () => {
  it('the second is told by whom and when it was changed', async () => {
    const { params } = await place();
    const other = await server().as('operator');
    await other.call(api.broadcasts.update, {
      params,
      body: { ...body({ title: 'Người kia' }), version: 1 },
    });
    const calls = [
      () => operator.call(api.broadcasts.update, { params, body: { ...body(), version: 1 } }),
      () => operator.call(api.broadcasts.withdraw, { params, body: { version: 1 } }),
      () =>
        operator.call(api.history.restoreVersion, { params, body: { version: 1, toVersion: 1 } }),
    ];
    const [{ at } = { at: 0 }] = await versionsOf(params);
    for (const call of calls)
      expect(await refusal(call())).toMatchObject({
        ...{ code: 'broadcast_changed', status: 409 },
        changedBy: { name: other.me.name, at },
      });
    const { broadcast } = await operator.call(api.broadcasts.get, { params });
    expect(broadcast).toMatchObject({ title: 'Người kia', version: 2, state: 'active' });
  });
});

describe('an earlier version', () => {
  it('is previewed in words and comes back as a new version', async () => {
    const { params } = await place({ title: 'Khôi phục' }, '08:00');
    await operator.call(api.broadcasts.update, {
      params,
      body: { ...body({ title: 'Khôi phục' }, '08:45'), version: 1 },
    });
    const query = { language: 'vi' } as const;
    const restore = { version: 2, toVersion: 1 };
    const tried = await operator.call(api.history.restoreVersion, {
      ...{ params, query },
      body: { ...restore, dryRun: true },
    });
    expect(tried).toMatchObject({
      broadcast: { version: 2 },
      changes: ['chỗ phát: 08:45, đúng giờ → 08:00, đúng giờ'],
      air: {
        stations: 1,
        total: 1,
        lines: [{ kind: 'moved', text: 'Thứ Ba 29/02: «Khôi phục» dời từ 08:45 sang 08:00' }],
      },
    });
    expect(await airs(params)).toEqual([instantOf('2028-02-29', '08:45', zone)]);
    const done = await operator.call(api.history.restoreVersion, { params, query, body: restore });
    expect(done).toMatchObject({ broadcast: { version: 3 }, air: null });
    expect(await airs(params)).toEqual([instantOf('2028-02-29', '08:00', zone)]);
    expect((await versionsOf(params))[0]).toMatchObject({ version: 3, what: 'restore' });
  });

  it('brings a withdrawn broadcast back on the air', async () => {
    const { params } = await place({}, '09:00');
    await operator.call(api.broadcasts.withdraw, { params, body: { version: 1 } });
    expect(await airs(params)).toEqual([]);
    const body = { version: 2, toVersion: 1 };
    await operator.call(api.history.restoreVersion, { params, body });
    expect(await airs(params)).toHaveLength(1);
    const back = { version: 3, toVersion: 2 };
    await operator.call(api.history.restoreVersion, { params, body: back });
    expect(await airs(params)).toEqual([]);
  });

  it('must pass what every save passes', async () => {
    const expiresAt = instantOf('2028-02-29', '12:00', zone);
    const short = await makeApproved(server(), { hertz: 480, title: 'Ngắn hạn', expiresAt });
    const items = [{ type: 'recording' as const, recordingId: short }];
    const { params } = await place({ items }, '11:00');
    await operator.call(api.broadcasts.update, {
      params,
      body: { ...body({}, '11:00'), version: 1 },
    });
    const approver = await server().as('approver');
    await approver.call(api.recordings.withdraw, {
      params: { id: short },
      body: { note: 'Sai số liệu' },
    });
    const call = (toVersion: number) =>
      operator.call(api.history.restoreVersion, { params, body: { version: 2, toVersion } });
    expect(await refusal(call(1))).toMatchObject({
      code: 'recording_not_approved',
      fields: [{ code: 'recording_not_approved', message: 'Ngắn hạn' }],
    });
    expect((await refusal(call(7))).code).toBe('version_not_found');
  });
});
