import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { everyDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

// The Monday of the week that is copied.
const monday = '2028-02-21';
const toMonday = '2028-02-28';
const clock = clockAt(instantOf(monday, '10:00', zone));
const server = useTestServer({ worker: true, clock });

let operator: Person;
let recordingId: string;
beforeAll(async () => {
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400, title: 'Vay vốn' });
});

async function place(
  { areaId, stationId }: Commune,
  day: number,
  time: string,
  rest: Partial<BroadcastBody> = {},
): Promise<string> {
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId] };
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf({ ...given, date: addDays(monday, day), time }, rest),
  });
  return broadcast?.id ?? '';
}

type Lay = { dryRun?: boolean; seen?: string | null; leaveOut?: boolean; again?: boolean };
const copy = (
  { areaId }: Commune,
  rest: Lay & { fromMonday?: string; toMonday?: string } = {},
  person = operator,
) =>
  person.call(api.templates.copyWeek, {
    query: {},
    body: { areaId, fromMonday: monday, toMonday, ...rest },
  });

/** Title, state and days of all that a commune owns, by title. */
async function owned({ areaId }: Commune) {
  const { items } = await operator.call(api.broadcasts.list, { query: { state: 'active' } });
  return items
    .filter(({ ownerAreaId }) => ownerAreaId === areaId)
    .map(({ title, dates }) => [title, dates.first, ...dates.rdates])
    .sort();
}

async function entriesOn({ endpointId }: Commune, date: string) {
  const query = { endpointId, date };
  return (await operator.call(api.occurrences.playlist, { query })).entries;
}

describe('a week', () => {
  it('is copied once, whatever recurs left as it is, and noticed the second time', async () => {
    const commune = await makeCommune(server(), 'Hải Anh');
    await place(commune, 1, '17:00', { title: 'Một lần' });
    await place(commune, 3, '06:00', {
      title: 'Ba ngày',
      dates: everyDay(addDays(monday, 3), addDays(monday, 5)),
    });
    const series = await place(commune, 0, '18:00', {
      title: 'Hàng ngày',
      dates: everyDay(monday),
      overrides: [{ date: addDays(monday, 2), title: 'Riêng thứ Tư' }],
    });
    const before = await owned(commune);

    const tried = await copy(commune, { dryRun: true });
    expect(tried).toMatchObject({ made: 2, changed: 1, withdrawn: 0, already: 0, notes: [] });
    expect(tried.broadcasts).toEqual([
      { title: 'Một lần', changes: ['tạo mới: 17:00, đúng giờ; Ngày 29/02/2028'] },
      { title: 'Ba ngày', changes: ['tạo mới: 06:00, đúng giờ; Ngày 02/03/2028, thêm 2 ngày'] },
      { title: 'Hàng ngày', changes: ['riêng ngày 01/03/2028: tên «Riêng thứ Tư»'] },
    ]);
    expect(await owned(commune)).toEqual(before);

    await copy(commune, { seen: tried.seen });
    const after = await owned(commune);
    expect(after).toEqual([
      ['Ba ngày', '2028-02-24'],
      ['Ba ngày', '2028-03-02', '2028-03-03', '2028-03-04'],
      ['Hàng ngày', monday],
      ['Một lần', '2028-02-22'],
      ['Một lần', '2028-02-29'],
    ]);
    const { broadcast } = await operator.call(api.broadcasts.get, { params: { id: series } });
    expect(broadcast.overrides.map(({ date }) => date)).toEqual(['2028-02-23', '2028-03-01']);

    const other = await server().as('operator');
    const second = await copy(commune, { dryRun: true }, other);
    expect(second).toMatchObject({ made: 0, changed: 0, already: 5 });
    expect(second.before).toMatchObject({ userName: operator.me.name });
    const { seen } = second;
    expect(await refusal(copy(commune, { seen }, other))).toMatchObject({
      code: 'week_copied',
      changedBy: { name: operator.me.name },
    });
    await copy(commune, { seen, again: true }, other);
    expect(await owned(commune)).toEqual(after);
  });

  it('is not doubled where its copy was edited, and what was added since is copied', async () => {
    const commune = await makeCommune(server(), 'Hải Hưng');
    await place(commune, 1, '17:00', { title: 'Một lần' });
    const first = await copy(commune, { dryRun: true });
    await copy(commune, { seen: first.seen });
    const { items } = await operator.call(api.broadcasts.list, { query: {} });
    const [made] = items;
    const { id, state: _state, version, authorId: _author, ...rest } = made!;
    const { predecessorId: _p, urgentSince: _u, updatedAt: _at, ...body } = rest;
    await operator.call(api.broadcasts.update, {
      params: { id },
      body: { ...body, title: 'Đã sửa', version },
    });
    await place(commune, 2, '17:00', { title: 'Thêm sau' });
    const again = await copy(commune, { dryRun: true });
    expect(again).toMatchObject({ made: 1, already: 1 });
    await copy(commune, { seen: again.seen, again: true });
    expect(await owned(commune)).toEqual([
      ['Một lần', '2028-02-22'],
      ['Thêm sau', '2028-02-23'],
      ['Thêm sau', '2028-03-01'],
      ['Đã sửa', '2028-02-29'],
    ]);
  });

  it('names what cannot be copied and asks, instead of leaving it out silently', async () => {
    const commune = await makeCommune(server(), 'Hải Đông');
    const expiresAt = instantOf('2028-02-26', '00:00', zone);
    const short = await makeApproved(server(), { hertz: 480, title: 'Ngắn hạn', expiresAt });
    const later = await makeApproved(server(), {
      ...{ hertz: 520, title: 'Hết hạn giữa tuần' },
      expiresAt: instantOf('2028-03-01', '00:00', zone),
    });
    const withdrawn = await makeApproved(server(), { hertz: 560, title: 'Thu hồi' });
    const of = (id: string) => [{ type: 'recording' as const, recordingId: id }];
    await place(commune, 1, '17:00', { title: 'Còn tốt' });
    await place(commune, 1, '06:00', { title: 'Hết hạn', items: of(short) });
    await place(commune, 1, '07:00', { title: 'Bị thu hồi', items: of(withdrawn) });
    await place(commune, 1, '08:00', {
      ...{ title: 'Nửa tuần', items: of(later) },
      dates: everyDay(addDays(monday, 1), addDays(monday, 4)),
    });
    const approver = await server().as('approver');
    await approver.call(api.recordings.withdraw, {
      params: { id: withdrawn },
      body: { note: 'Sai số liệu' },
    });
    const before = await owned(commune);

    const tried = await copy(commune, { dryRun: true });
    expect(tried.made).toBe(2);
    const date = '2028-02-29';
    expect(tried.notes).toEqual([
      { code: 'recording_expired', title: 'Hết hạn', date, recordings: ['Ngắn hạn'] },
      { code: 'recording_not_approved', title: 'Bị thu hồi', date, recordings: ['Thu hồi'] },
      {
        ...{ code: 'recording_expires', title: 'Nửa tuần', date: '2028-03-01' },
        recordings: ['Hết hạn giữa tuần'],
      },
    ]);
    const { seen } = tried;
    const problem = await refusal(copy(commune, { seen }));
    expect(problem.code).toBe('week_unfit');
    expect(problem.fields?.map(({ path, code }) => [path, code])).toEqual([
      ['Hết hạn', 'recording_expired'],
      ['Bị thu hồi', 'recording_not_approved'],
    ]);
    expect(await owned(commune)).toEqual(before);
    const done = await copy(commune, { seen, leaveOut: true });
    expect(done.notes).toEqual(tried.notes);
    expect((await owned(commune)).filter(([, first]) => (first ?? '') >= toMonday)).toEqual([
      ['Còn tốt', '2028-02-29'],
      ['Nửa tuần', '2028-02-29', '2028-03-01', '2028-03-02', '2028-03-03'],
    ]);
  });

  it('says what it would change on the air, and does so', async () => {
    const commune = await makeCommune(server(), 'Hải Cường');
    await place(commune, 0, '17:00', { title: 'Thứ Hai' });
    const tried = await copy(commune, { dryRun: true });
    expect(tried.air?.lines).toEqual([
      { kind: 'added', text: '17:00 thứ Hai 28/02: thêm «Thứ Hai»' },
    ]);
    await copy(commune, { seen: tried.seen });
    expect(await entriesOn(commune, toMonday)).toMatchObject([
      { title: 'Vay vốn', startsAt: instantOf(toMonday, '17:00', zone) },
    ]);
  });

  it('is refused onto itself, onto the past, from nothing, and to strangers', async () => {
    const commune = await makeCommune(server(), 'Hải Ninh');
    const other = await makeCommune(server(), 'Hải Phong');
    const code = async (call: Promise<unknown>) => (await refusal(call)).code;
    expect(await code(copy(commune))).toBe('week_empty');
    await place(commune, 1, '17:00');
    expect(await code(copy(commune, { toMonday: monday }))).toBe('week_invalid');
    expect(await code(copy(commune, { toMonday: '2028-02-14' }))).toBe('week_invalid');
    expect(await code(copy(commune, { toMonday: '2028-02-29' }))).toBe('body_invalid');
    const neighbour = await server().as('operator', other.areaId);
    expect(await code(copy(commune, { dryRun: true }, neighbour))).toBe('not_allowed');
    expect(await code(copy(commune, { seen: null }))).toBe('timetable_changed');
  });

  it('is taken in full or not at all', async () => {
    const commune = await makeCommune(server(), 'Hải Xuân');
    for (const day of [1, 2, 3]) await place(commune, day, '17:00', { title: `Ngày ${day}` });
    const { seen } = await copy(commune, { dryRun: true });
    const before = await owned(commune);
    await place(commune, 4, '17:00', { title: 'Xen vào' });
    expect((await refusal(copy(commune, { seen }))).code).toBe('timetable_changed');
    expect(await owned(commune)).toEqual([...before, ['Xen vào', addDays(monday, 4)]].sort());
  });
});
