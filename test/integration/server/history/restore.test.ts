import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
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
import { everyDay } from '../../../support/on-days.ts';
import { useTestServer } from '../../../support/server.ts';

// A Monday.
const clock = clockAt(instantOf('2028-02-28', '10:00', zone));
const server = useTestServer({ worker: true, clock });
const days = ['2028-02-28', '2028-02-29', '2028-03-01', '2028-03-02', '2028-03-03', '2028-03-04'];

let operator: Person;
let recordings: string[];
beforeAll(async () => {
  operator = await server().as('operator');
  recordings = [
    await makeApproved(server(), { hertz: 400, title: 'Vay vốn' }),
    await makeApproved(server(), { hertz: 440, title: 'Phòng dịch' }),
  ];
});

/** A body for a commune's own broadcast. */
function body(
  { areaId, stationId }: Commune,
  time: string,
  rest: Partial<BroadcastBody> = {},
): BroadcastBody {
  const given = { ownerAreaId: areaId, recordingId: recordings[0] ?? '', stations: [stationId] };
  return draftOf({ ...given, date: '2028-02-29', time }, rest);
}

async function place(given: BroadcastBody): Promise<string> {
  const { broadcast } = await operator.call(api.broadcasts.create, { body: given });
  return broadcast?.id ?? '';
}

/** What is in force at a commune on all days. */
async function inForce({ endpointId }: Commune) {
  const all = [];
  for (const date of days) {
    const query = { endpointId, date };
    const { entries, rulings } = await operator.call(api.occurrences.playlist, { query });
    all.push({ date, entries, rulings });
  }
  return all;
}

const restore = (
  areaId: string,
  at: number,
  rest: { dryRun?: boolean; seen?: string | null; withBeneath?: boolean } = {},
  person = operator,
) => person.call(api.history.restore, { query: {}, body: { areaId, at, ...rest } });

const historyOf = async (areaId: string, query: object = {}) =>
  (await operator.call(api.history.list, { query: { areaId, ...query } })).items;

/** A moment after everything until now and before everything from now on. */
async function aMoment(): Promise<number> {
  const at = clock.now();
  await expect.poll(() => clock.now()).toBeGreaterThan(at);
  return at;
}

/** Three good broadcasts, and then what a bad import made of them. */
async function spoilt(commune: Commune) {
  const kept = await place(body(commune, '06:00', { title: 'Giữ nguyên' }));
  const edited = await place(body(commune, '07:00', { title: 'Bị sửa' }));
  const gone = await place(
    body(commune, '08:00', { title: 'Bị thu hồi', dates: everyDay('2028-02-29') }),
  );
  const good = await inForce(commune);
  const at = await aMoment();
  const items = [{ type: 'recording' as const, recordingId: recordings[1] ?? '' }];
  await operator.call(api.broadcasts.update, {
    params: { id: edited },
    body: { ...body(commune, '07:30', { title: 'Sai', items }), version: 1 },
  });
  await operator.call(api.broadcasts.withdraw, { params: { id: gone }, body: { version: 1 } });
  const made = [
    await place(body(commune, '08:00', { title: 'Thừa' })),
    await place(body(commune, '18:00', { title: 'Thừa nữa', dates: everyDay('2028-02-29') })),
  ];
  return { kept, edited, gone, made, good, at };
}

describe('the timetable of an area', () => {
  it('goes back to what it was before a bad import, as its preview said', async () => {
    const commune = await makeCommune(server(), 'Hải Anh');
    const { areaId } = commune;
    const { kept, edited, gone, made, good, at } = await spoilt(commune);
    const bad = await inForce(commune);

    const tried = await restore(areaId, at, { dryRun: true });
    expect(tried).toMatchObject({ made: 0, changed: 2, withdrawn: 2, notes: [] });
    expect(tried.broadcasts).toEqual([
      {
        title: 'Bị sửa',
        changes: [
          'đổi tên «Sai» thành «Bị sửa»',
          'chỗ phát: 07:30, đúng giờ → 07:00, đúng giờ',
          'thêm «Vay vốn»',
          'bỏ «Phòng dịch»',
        ],
      },
      { title: 'Bị thu hồi', changes: ['phát trở lại'] },
      { title: 'Thừa', changes: ['thu hồi'] },
      { title: 'Thừa nữa', changes: ['thu hồi'] },
    ]);
    expect(tried.air?.lines.map(({ text }) => text)).toEqual([
      'Thứ Ba 29/02: «Sai» dời từ 07:30 sang 07:00, «Sai» thay bằng «Bị sửa»',
      '08:00 thứ Ba 29/02: «Thừa» thay bằng «Bị thu hồi»',
      '18:00 thứ Ba 29/02 đến thứ Hai 06/03: bỏ «Thừa nữa»',
      '08:00 thứ Tư 01/03 đến thứ Hai 06/03: thêm «Bị thu hồi»',
    ]);
    expect(await inForce(commune)).toEqual(bad);

    const done = await restore(areaId, at, { seen: tried.seen });
    expect(done).toEqual({ ...tried, air: null, change: expect.any(String) });
    expect(await inForce(commune)).toEqual(good);
    const states = [];
    for (const id of [kept, edited, gone, ...made]) {
      const { broadcast } = await operator.call(api.broadcasts.get, { params: { id } });
      states.push([broadcast.title, broadcast.state, broadcast.version]);
    }
    expect(states).toEqual([
      ['Giữ nguyên', 'active', 1],
      ['Bị sửa', 'active', 3],
      ['Bị thu hồi', 'active', 3],
      ['Thừa', 'withdrawn', 2],
      ['Thừa nữa', 'withdrawn', 2],
    ]);

    // The way back is open too.
    const again = await restore(areaId, at, { dryRun: true });
    expect(again).toMatchObject({ changed: 0, withdrawn: 0, broadcasts: [] });
    const [, before] = await historyOf(areaId);
    const undo = await restore(areaId, before?.at ?? 0, { dryRun: true });
    await restore(areaId, before?.at ?? 0, { seen: undo.seen });
    expect(await inForce(commune)).toEqual(bad);
  });

  it('tells when it changed, by whom and how, what was done together as one', async () => {
    const commune = await makeCommune(server(), 'Hải Hưng');
    const { areaId } = commune;
    const { at } = await spoilt(commune);
    const { seen } = await restore(areaId, at, { dryRun: true });
    await restore(areaId, at, { seen });
    const points = await historyOf(areaId);
    expect(points.map(({ what, count }) => [what, count])).toEqual([
      ['restore', 4],
      ['create', 1],
      ['create', 1],
      ['withdraw', 1],
      ['update', 1],
      ['create', 1],
      ['create', 1],
      ['create', 1],
    ]);
    expect(points[0]).toMatchObject({ userName: operator.me.name });
    expect(points[0]?.broadcasts.map(({ title, changes }) => [title, changes[0]])).toEqual([
      ['Bị sửa', 'đổi tên «Sai» thành «Bị sửa»'],
      ['Bị thu hồi', 'phát trở lại'],
      ['Thừa', 'thu hồi'],
      ['Thừa nữa', 'thu hồi'],
    ]);
    const first = await operator.call(api.history.list, { query: { areaId, limit: 3 } });
    const query = { areaId, limit: 3, cursor: first.next ?? '' };
    const second = await operator.call(api.history.list, { query });
    expect([...first.items, ...second.items]).toEqual(points.slice(0, 6));
  });

  it('is not restored over what somebody changed after the preview', async () => {
    const commune = await makeCommune(server(), 'Hải Đông');
    const { areaId } = commune;
    const { at } = await spoilt(commune);
    const { seen } = await restore(areaId, at, { dryRun: true });
    const other = await server().as('operator');
    await other.call(api.broadcasts.create, { body: body(commune, '19:00', { title: 'Mới' }) });
    const bad = await inForce(commune);
    expect(await refusal(restore(areaId, at, { seen }))).toMatchObject({
      code: 'timetable_changed',
      changedBy: { name: other.me.name },
    });
    expect((await refusal(restore(areaId, at))).code).toBe('timetable_changed');
    expect(await inForce(commune)).toEqual(bad);
  });

  it('comes back whole where a recording may not air any more, and names it', async () => {
    const commune = await makeCommune(server(), 'Hải Cường');
    const { areaId } = commune;
    const withdrawn = await makeApproved(server(), { hertz: 500, title: 'Đã thu hồi' });
    const items = [{ type: 'recording' as const, recordingId: withdrawn }];
    const id = await place(body(commune, '06:00', { title: 'Có tin cũ', items }));
    const at = await aMoment();
    await operator.call(api.broadcasts.withdraw, { params: { id }, body: { version: 1 } });
    const approver = await server().as('approver');
    await approver.call(api.recordings.withdraw, {
      params: { id: withdrawn },
      body: { note: 'Sai số liệu' },
    });
    const tried = await restore(areaId, at, { dryRun: true });
    expect(tried.notes).toEqual([
      {
        ...{ code: 'recording_not_approved', title: 'Có tin cũ', date: null },
        recordings: ['Đã thu hồi'],
      },
    ]);
    expect(tried.air?.lines.map(({ text }) => text)).toEqual([
      'Thứ Ba 29/02: thêm «Có tin cũ» nhưng không phát: tin bài đã bị thu hồi',
    ]);
    await restore(areaId, at, { seen: tried.seen });
    expect((await inForce(commune))[1]?.rulings).toMatchObject([{ reason: 'withdrawn' }]);
  });

  it('takes in what is beneath it, or not, as asked', async () => {
    const commune = await makeCommune(server(), 'Hải Ninh');
    const root = await server().rootId();
    const at = await aMoment();
    const own = await place(body(commune, '06:00', { title: 'Của xã' }));
    const above = await place(body(commune, '07:00', { title: 'Của tỉnh', ownerAreaId: root }));
    const alone = await restore(root, at, { dryRun: true, withBeneath: false });
    expect(alone.broadcasts.map(({ title }) => title)).toEqual(['Của tỉnh']);
    const all = await restore(root, at, { dryRun: true });
    expect(all.broadcasts.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Của xã', 'Của tỉnh']),
    );
    const commune2 = await server().as('operator', commune.areaId);
    const mine = await restore(commune.areaId, at, { dryRun: true }, commune2);
    expect(mine.broadcasts.map(({ title }) => title)).toEqual(['Của xã']);
    expect((await refusal(restore(root, at, { dryRun: true }, commune2))).code).toBe('not_allowed');
    // Somebody from the commune sees what the province did to it, and not what it did elsewhere.
    const { items } = await commune2.call(api.history.list, { query: { areaId: root } });
    const ids = items.flatMap(({ broadcasts }) => broadcasts.map(({ id }) => id));
    expect(ids).toEqual(expect.arrayContaining([own, above]));
    const other = await makeCommune(server(), 'Hải Phong');
    const secret = await place(body(other, '06:00', { title: 'Của xã khác' }));
    const after = await commune2.call(api.history.list, { query: { areaId: root } });
    expect(after.items.flatMap(({ broadcasts }) => broadcasts.map(({ id }) => id))).not.toContain(
      secret,
    );
  });

  it('is audited', async () => {
    const commune = await makeCommune(server(), 'Hải Xuân');
    const { areaId } = commune;
    const { at } = await spoilt(commune);
    const { seen } = await restore(areaId, at, { dryRun: true });
    await restore(areaId, at, { seen });
    const administrator = await server().administrator();
    const { items } = await administrator.call(api.audit.list, { query: { limit: 5 } });
    expect(items.map(({ action }) => action).sort()).toEqual([
      ...Array<string>(4).fill('broadcast.restore'),
      'timetable.restore',
    ]);
    expect(items.find(({ action }) => action === 'timetable.restore')).toMatchObject({
      ...{ subject: areaId, userName: operator.me.name },
      detail: { at, broadcasts: 4 },
    });
  });
});
