import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { offsetClock, systemClock } from '../../../../runtime/clock.ts';
import {
  approve,
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  makeRecording,
  makeSession,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { everyDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

// Ten in the morning of today.
const real = systemClock();
const clock = offsetClock(real, instantOf(dayAfter(real.now(), 0), '10:00', zone) - real.now());
const server = useTestServer({ worker: true, clock });
const tomorrow = () => dayAfter(clock.now(), 1);
const unknownId = '01unknown0000000000000000x';

let here: Commune;
let there: Commune;
let operator: Person;
let recordingId: string;
beforeAll(async () => {
  here = await makeCommune(server(), 'Hải Anh');
  there = await makeCommune(server(), 'Hải Hưng');
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400 });
});

function body(rest: Partial<BroadcastBody> = {}, date = tomorrow(), time = '17:00') {
  const { areaId, stationId } = here;
  return draftOf({ ownerAreaId: areaId, recordingId, stations: [stationId], date, time }, rest);
}

async function refused(given: BroadcastBody, person = operator) {
  const before = await saved();
  const { code } = await refusal(person.call(api.broadcasts.create, { body: given }));
  expect(await saved()).toEqual(before);
  return code;
}

async function saved() {
  const { items } = await operator.call(api.broadcasts.list, { query: {} });
  return items.map(({ id }) => id);
}

const targets = (rest: Partial<BroadcastBody['targets']>) => ({
  targets: { areas: [], stations: [], endpoints: [], except: [], ...rest },
});
const recordingItem = (id: string) => ({ type: 'recording' as const, recordingId: id });
const inPart = (part: 'own' | 'above' | 'relay', sessionKey = 'morning') => ({
  placement: { kind: 'session' as const, sessionKey, part, order: 0 },
});

describe('a broadcast', () => {
  it('is saved, changed by whoever saw its newest version, and withdrawn', async () => {
    const { broadcast } = await operator.call(api.broadcasts.create, { body: body() });
    const id = broadcast?.id ?? '';
    const params = { id };
    const edited = { ...body({ title: 'Lịch tiêm' }), version: 1 };
    const changed = await operator.call(api.broadcasts.update, { params, body: edited });
    expect(changed.broadcast).toMatchObject({ title: 'Lịch tiêm', version: 2 });
    expect(changed.outlook.occurrences).toMatchObject([{ airs: true, date: tomorrow() }]);
    const late = operator.call(api.broadcasts.update, { params, body: edited });
    expect((await refusal(late)).code).toBe('broadcast_changed');

    const gone = await operator.call(api.broadcasts.withdraw, { params });
    expect(gone).toMatchObject({ state: 'withdrawn', version: 3 });
    const after = operator.call(api.broadcasts.update, {
      params,
      body: { ...body(), version: 3 },
    });
    expect((await refusal(after)).code).toBe('broadcast_changed');
    expect((await operator.call(api.broadcasts.get, { params })).outlook.occurrences).toEqual([]);
  });

  it('tells what an edit would do, and saves nothing of it', async () => {
    const { broadcast } = await operator.call(api.broadcasts.create, {
      body: body({}, tomorrow(), '08:00'),
    });
    const params = { id: broadcast?.id ?? '' };
    const edit = { ...body({ title: 'Khác' }, tomorrow(), '08:30'), version: 1 };
    const tried = await operator.call(api.broadcasts.update, {
      params,
      query: { dryRun: 'true' },
      body: edit,
    });
    expect(tried.broadcast).toEqual(broadcast);
    expect(tried.outlook.occurrences).toMatchObject([
      { startsAt: instantOf(tomorrow(), '08:30', zone), airs: true },
    ]);
    const after = await operator.call(api.broadcasts.get, { params });
    expect(after.broadcast).toEqual(broadcast);
    expect(after.outlook.occurrences).toMatchObject([
      { startsAt: instantOf(tomorrow(), '08:00', zone) },
    ]);
  });

  it('does not air a recording that its operator may not even hear', async () => {
    const foreign = await makeRecording(server(), { hertz: 490, areaId: there.areaId });
    const items = [recordingItem(await approve(server(), foreign))];
    const local = await server().as('operator', here.areaId);
    expect(await refused(body({ items }), local)).toBe('not_allowed');
  });

  it('leaves the stations that an edit takes it from', async () => {
    // What a tier above puts at a time airs without the commune's yes only with priority.
    const both = { ownerAreaId: await server().rootId(), class: 'priority' as const };
    const { broadcast } = await operator.call(api.broadcasts.create, {
      body: body({ ...both, ...targets({ stations: [here.stationId] }) }, tomorrow(), '09:00'),
    });
    await operator.call(api.broadcasts.update, {
      params: { id: broadcast?.id ?? '' },
      body: {
        ...body({ ...both, ...targets({ stations: [there.stationId] }) }, tomorrow(), '09:00'),
        version: 1,
      },
    });
    const keysAt = async (endpointId: string) => {
      const query = { endpointId, date: tomorrow() };
      const { entries } = await operator.call(api.occurrences.playlist, { query });
      return entries.filter(({ key }) => key.startsWith(broadcast?.id ?? '?'));
    };
    expect(await keysAt(here.endpointId)).toEqual([]);
    expect(await keysAt(there.endpointId)).toHaveLength(1);
  });

  it('is refused in the past', async () => {
    expect(await refused(body({}, dayAfter(clock.now(), -1)))).toBe('broadcast_in_past');
    expect(await refused(body({}, dayAfter(clock.now(), 0), '09:59'))).toBe('broadcast_in_past');
    const dates = everyDay(dayAfter(clock.now(), -9), dayAfter(clock.now(), 0));
    expect(await refused(body({ dates }, tomorrow(), '09:59'))).toBe('broadcast_in_past');
  });

  it('is refused in a session that is over, and taken while it runs', async () => {
    const { stationId } = here;
    const over = { key: 'morning', startsAt: '05:00', latestEnd: '05:45' };
    const running = { key: 'late', startsAt: '09:30', latestEnd: '10:30' };
    await makeSession(server(), stationId, over);
    await makeSession(server(), stationId, running);
    const today = dayAfter(clock.now(), 0);
    expect(await refused(body(inPart('own'), today))).toBe('broadcast_in_past');
    const { outlook } = await operator.call(api.broadcasts.create, {
      body: body(inPart('own', 'late'), today),
    });
    expect(outlook.occurrences).toMatchObject([{ date: today, airs: true, reason: 'placed' }]);
    expect(outlook.occurrences[0]?.startsAt).toBeGreaterThanOrEqual(clock.now());
  });

  it('is refused on no day at all', async () => {
    const dates = (first: string, last: string, except: string[] = []) =>
      body({ dates: everyDay(first, last, except) });
    const day = tomorrow();
    expect(await refused(dates(dayAfter(clock.now(), 3), day))).toBe('broadcast_dates_invalid');
    expect(await refused(dates(day, day, [day]))).toBe('broadcast_dates_invalid');
  });

  it('is refused for what does not exist', async () => {
    expect(await refused(body(targets({ stations: [unknownId] })))).toBe('station_not_found');
    expect(await refused(body(targets({ areas: [unknownId] })))).toBe('area_not_found');
    expect(await refused(body(targets({ endpoints: [unknownId] })))).toBe('endpoint_not_found');
    const except = targets({ stations: [here.stationId], except: [unknownId] });
    expect(await refused(body(except))).toBe('area_not_found');
    expect(await refused(body({ ownerAreaId: unknownId }))).toBe('area_not_found');
    expect(await refused(body({ programmeId: unknownId }))).toBe('programme_not_found');
    const items = [recordingItem(unknownId)];
    expect(await refused(body({ items }))).toBe('recording_not_found');
  });

  it('is refused when it reaches nobody', async () => {
    expect(await refused(body(targets({})))).toBe('broadcast_no_targets');
    const except = targets({ stations: [here.stationId], except: [here.endpointId] });
    expect(await refused(body(except))).toBe('broadcast_no_targets');
  });

  it('is refused with a recording that nobody has approved, or that expires before', async () => {
    const raw = await makeRecording(server(), { hertz: 450 });
    const unapproved = [recordingItem(raw.id)];
    expect(await refused(body({ items: unapproved }))).toBe('recording_not_approved');
    const expiresAt = instantOf(tomorrow(), '17:00', zone);
    const short = await approve(server(), await makeRecording(server(), { hertz: 470, expiresAt }));
    const items = [recordingItem(short)];
    expect(await refused(body({ items }))).toBe('recording_expired');
    const earlier = await operator.call(api.broadcasts.create, {
      body: body({ items }, tomorrow(), '16:30'),
    });
    expect(earlier.outlook.occurrences).toMatchObject([{ airs: true }]);
  });

  it('fills the part of its owner alone', async () => {
    const root = { ownerAreaId: await server().rootId() };
    expect(await refused(body(inPart('above')))).toBe('broadcast_part_wrong');
    expect(await refused(body({ ...inPart('own'), ...root }))).toBe('broadcast_part_wrong');
    for (const rest of [{ ...inPart('above'), ...root }, inPart('own')])
      expect(
        await operator.call(api.broadcasts.create, { query: { dryRun: 'true' }, body: body(rest) }),
      ).toMatchObject({ broadcast: null });
  });

  it('is placed by operators of its area alone, and for their own area alone', async () => {
    const neighbour = await server().as('operator', there.areaId);
    expect(await refused(body(), neighbour)).toBe('not_allowed');
    const beyond = { ownerAreaId: there.areaId };
    expect(await refused(body(beyond), neighbour)).toBe('not_allowed');
    expect(await refused(body(), await server().as('author'))).toBe('not_allowed');

    const { broadcast } = await operator.call(api.broadcasts.create, { body: body() });
    const params = { id: broadcast?.id ?? '' };
    const edit = neighbour.call(api.broadcasts.update, {
      params,
      body: { ...body({ ownerAreaId: there.areaId }), version: 1 },
    });
    // What belongs to a neighbour is not even shown.
    expect((await refusal(edit)).code).toBe('broadcast_not_found');
    const withdrawal = neighbour.call(api.broadcasts.withdraw, { params });
    expect((await refusal(withdrawal)).code).toBe('broadcast_not_found');
    const local = await server().as('operator', here.areaId);
    const fromAbove = await operator.call(api.broadcasts.create, {
      body: body({ ownerAreaId: await server().rootId() }),
    });
    const grab = local.call(api.broadcasts.withdraw, {
      params: { id: fromAbove.broadcast?.id ?? '' },
    });
    expect((await refusal(grab)).code).toBe('not_allowed');
  });
});
