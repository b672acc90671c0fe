import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import {
  approve,
  dayAfter,
  draftOf,
  makeApproved,
  makeRecording,
  type BroadcastBody,
} from '../../support/district.ts';
import { refusal } from '../../support/person.ts';
import { airOf, askedCommune, turnedClock } from '../../support/say.ts';
import { useTestServer } from '../../support/server.ts';

const clock = turnedClock('10:00');
const server = useTestServer({ worker: true, clock });
const ownPart = {
  placement: { kind: 'session', sessionKey: 'afternoon', part: 'own', order: 1 },
} as const;

async function commune(name: string) {
  const made = await askedCommune(server(), name);
  return { ...made, clerk: await server().as('commune-operator', made.areaId) };
}

function bodyFor(
  { areaId, stationId }: { areaId: string; stationId: string },
  recordingId: string,
  rest: Partial<BroadcastBody>,
) {
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId] };
  return draftOf({ ...given, date: dayAfter(clock.now(), 0), time: '11:00' }, rest);
}

describe('the operator of a commune', () => {
  it('fills the own part of the own sessions, and nothing else', async () => {
    const [own, other] = [await commune('Hải Phong'), await commune('Hải Giang')];
    const recordingId = await makeApproved(server(), { hertz: 410, areaId: own.areaId });
    const place = (body: BroadcastBody) => own.clerk.call(api.broadcasts.create, { body });
    const { broadcast } = await place(bodyFor(own, recordingId, ownPart));
    expect(await airOf(server(), own, dayAfter(clock.now(), 0))).toEqual([
      `17:00 ${broadcast?.id}`,
    ]);
    const refused = async (body: BroadcastBody) => (await refusal(place(body))).code;
    expect(await refused(bodyFor(own, recordingId, {}))).toBe('own_part_left');
    expect(await refused(bodyFor(own, recordingId, { ...ownPart, class: 'priority' }))).toBe(
      'own_part_left',
    );
    expect(await refused(bodyFor(other, recordingId, ownPart))).toBe('not_allowed');
    const rootId = await server().rootId();
    const above = bodyFor({ ...own, areaId: rootId }, recordingId, ownPart);
    expect(await refused(above)).toBe('not_allowed');
  });

  it('does not change what the district placed', async () => {
    const own = await commune('Hải Thanh');
    const recordingId = await makeApproved(server(), { hertz: 420 });
    const operator = await server().some('operator');
    const body = bodyFor(own, recordingId, {});
    const { broadcast } = await operator.call(api.broadcasts.create, { body });
    const withdrawing = own.clerk.call(api.broadcasts.withdraw, {
      params: { id: broadcast?.id ?? '' },
      body: { version: broadcast?.version ?? 0 },
    });
    expect((await refusal(withdrawing)).code).toBe('own_part_left');
  });

  it('places what still waits for approval, which airs once somebody else has approved it', async () => {
    const own = await commune('Hải Lộc');
    const recording = await makeRecording(server(), { hertz: 430, areaId: own.areaId });
    const body = bodyFor(own, recording.id, ownPart);
    const place = (query: object) => own.clerk.call(api.broadcasts.create, { body, query });
    expect((await refusal(place({}))).code).toBe('recording_not_approved');
    const { broadcast } = await place({ awaitsApproval: 'true' });
    const date = dayAfter(clock.now(), 0);
    expect(await airOf(server(), own, date)).toEqual([]);
    await approve(server(), recording);
    expect(await airOf(server(), own, date)).toEqual([`17:00 ${broadcast?.id}`]);
  });

  it('hands the week in but does not approve it', async () => {
    const own = await commune('Hải Đường');
    const params = { areaId: own.areaId, monday: '2026-11-30' };
    const week = await own.clerk.call(api.weeks.submit, { params, body: {} });
    expect(week.remarks[0]?.what).toBe('submitted');
    const approving = own.clerk.call(api.weeks.approve, { params, body: { broadcasts: [] } });
    expect((await refusal(approving)).code).toBe('not_allowed');
  });
});

describe('an inspector', () => {
  it('reads until the last instant of the role, with each request and each key', async () => {
    const { areaId, stationId } = await commune('Hải Sơn');
    const inspector = await server().as('inspector', areaId);
    const read = () => inspector.call(api.stations.showKeyholder, { params: { id: stationId } });
    expect((await refusal(read())).code).toBe('not_allowed');
    const list = () => inspector.call(api.sessions.list, { query: {} });
    expect((await list()).items.length).toBeGreaterThan(0);
    const made = { name: 'đọc', expiresAt: clock.now() + 30 * 24 * 3600_000 };
    const { value } = await inspector.call(api.tokens.create, { body: made });
    const byKey = () =>
      fetch(`${server().origin}/api/v1/sessions`, {
        headers: { authorization: `Bearer ${value}` },
      });
    expect((await byKey()).status).toBe(200);
    const { items } = await (
      await server().administrator()
    ).call(api.users.list, { query: { limit: 500 } });
    const endsAt = items.find(({ id }) => id === inspector.me.id)?.grants[0]?.endsAt ?? 0;
    clock.turnTo(endsAt - 5_000);
    expect((await list()).items.length).toBeGreaterThan(0);
    clock.turnTo(endsAt);
    expect((await refusal(list())).code).toBe('not_allowed');
    expect((await byKey()).status).toBe(403);
  });

  it('is not let in without an end', async () => {
    const administrator = await server().administrator();
    const areaId = await server().rootId();
    const person = { login: 'thanh.tra', name: 'Thanh Tra', password: 'năm con gà trống' };
    const create = (grant: object) =>
      refusal(
        administrator.call(api.users.create, {
          body: { ...person, grants: [{ role: 'inspector', areaId, ...grant }] },
        }),
      );
    expect((await create({})).code).toBe('grant_endless');
    expect((await create({ startsAt: 2000, endsAt: 1000 })).code).toBe('grant_dates_invalid');
  });
});
