import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import { makeApproved, makeCommune, type Commune } from '../../../support/district.ts';
import { refusal } from '../../../support/person.ts';
import {
  heardOn,
  holdSession,
  mondayClock,
  placeDaily,
  silentOn,
  tuesday,
  weekOf,
} from '../../../support/rule-week.ts';
import { useTestServer } from '../../../support/server.ts';

const server = useTestServer({ worker: true, clock: mondayClock() });
const wednesday = addDays(tuesday, 1);
const thursday = addDays(tuesday, 2);
const morning = { key: 'morning', startsAt: '05:00', latestEnd: '06:30' };
const evening = { key: 'evening', startsAt: '17:00', latestEnd: '18:30' };
let speech = '';
let music = '';

beforeAll(async () => {
  speech = await recordingOf('speech', 440);
  music = await recordingOf('music', 520);
});

async function recordingOf(kind: 'speech' | 'music', hertz: number): Promise<string> {
  const id = await makeApproved(server(), { hertz, title: kind });
  const author = await server().as('author');
  await author.call(api.recordings.update, { params: { id }, body: { kind } });
  return id;
}

/** A commune that speaks in the morning, with music in the evening. */
async function commune(name: string): Promise<Commune> {
  const made = await makeCommune(server(), name);
  await holdSession(server(), made.stationId, morning);
  await holdSession(server(), made.stationId, evening);
  const news = { title: 'Tin xã', sessionKey: 'morning', recordingId: speech };
  await placeDaily(server(), made, news);
  await placeDaily(server(), made, { title: 'Ca nhạc', sessionKey: 'evening', recordingId: music });
  return made;
}

describe('day modes', () => {
  it('are there from the beginning, and are kept as the rules of the place ask', async () => {
    const administrator = await server().administrator();
    const { items } = await administrator.call(api.dayModes.list, { query: {} });
    expect(items.map(({ key, name }) => [key, name])).toEqual([
      ['bau_cu', 'Bầu cử'],
      ['mua_bao', 'Mưa bão'],
      ['quoc_tang', 'Quốc tang'],
      ['tet', 'Tết'],
      ['thi_cu', 'Thi cử'],
    ]);
    expect(items.find(({ key }) => key === 'quoc_tang')?.kinds).not.toContain('music');

    const fair = {
      ...{ key: 'le_hoi', name: 'Lễ hội', sessionKeys: ['evening'], kinds: null },
      ...{ sessionCapMs: null, dayCapMs: null, volumePercent: 80 },
    };
    expect(await administrator.call(api.dayModes.create, { body: fair })).toEqual(fair);
    const again = administrator.call(api.dayModes.create, { body: fair });
    expect((await refusal(again)).code).toBe('day_mode_taken');
    const { key, ...rest } = fair;
    const body = { ...rest, volumePercent: 60 };
    const changed = await administrator.call(api.dayModes.update, { params: { key }, body });
    expect(changed.saved).toEqual({ ...fair, volumePercent: 60 });
    await administrator.call(api.dayModes.remove, { params: { key } });
    const gone = administrator.call(api.dayModes.update, { params: { key }, body });
    expect((await refusal(gone)).code).toBe('day_mode_not_found');

    const below = await makeCommune(server(), 'Giao Thủy');
    const administratorBelow = await server().as('administrator', below.areaId);
    const refused = administratorBelow.call(api.dayModes.create, { body: fair });
    expect((await refusal(refused)).code).toBe('not_allowed');
  });

  it('of mourning silence music and leave speech, from their first day to their last', async () => {
    const { areaId, stationId } = await commune('Hải Hậu');
    const operator = await server().as('operator', areaId);
    const body = { modeKey: 'quoc_tang', areaId, first: wednesday, last: thursday };
    const dry = { query: { dryRun: 'true' } };
    const { outlook } = await operator.call(api.dayModes.switchOn, { ...dry, body });
    expect(outlook).toMatchObject({ lostCount: 2, gainedCount: 0 });
    expect(outlook?.lost.map(({ date, title, reason }) => [date, title, reason])).toEqual([
      [wednesday, 'Ca nhạc', 'kind_not_allowed'],
      [thursday, 'Ca nhạc', 'kind_not_allowed'],
    ]);
    expect(heardOn(await weekOf(server(), stationId), wednesday)).toHaveLength(2);

    const { saved } = await operator.call(api.dayModes.switchOn, { body });
    expect(saved).toMatchObject({ ...body, modeName: 'Quốc tang', userName: operator.me.name });
    const week = await weekOf(server(), stationId);
    const heard = [0, 1, 2, 3].map((ahead) => heardOn(week, addDays(tuesday, ahead)));
    const all = ['Ca nhạc', 'Tin xã'];
    expect(heard).toEqual([all, ['Tin xã'], ['Tin xã'], all]);

    const params = { id: saved?.id ?? '' };
    const sooner = { first: wednesday, last: wednesday };
    const moved = await operator.call(api.dayModes.move, { ...dry, params, body: sooner });
    expect(moved.outlook).toMatchObject({ lostCount: 0, gainedCount: 1 });
    await operator.call(api.dayModes.move, { params, body: sooner });
    expect(heardOn(await weekOf(server(), stationId), thursday)).toEqual(all);
    await operator.call(api.dayModes.switchOff, { params });
    expect(heardOn(await weekOf(server(), stationId), wednesday)).toEqual(all);

    const auditor = await server().as('administrator', areaId);
    const { items } = await auditor.call(api.audit.list, { query: {} });
    const lines = items.filter(({ subject }) => subject === params.id);
    expect(lines.map(({ action, userName }) => [action, userName])).toEqual([
      ['day-mode.switch-off', operator.me.name],
      ['day-mode.move', operator.me.name],
      ['day-mode.switch-on', operator.me.name],
    ]);
  });

  it('of the nearest area hold, and bring sessions of their own', async () => {
    const near = await commune('Hải Anh');
    const other = await commune('Hải Trung');
    const warning = { ...evening, key: 'warning', startsAt: '12:00', latestEnd: '13:30' };
    await holdSession(server(), near.stationId, { ...warning, modeKeys: ['mua_bao'] });
    await placeDaily(server(), near, {
      ...{ title: 'Tin bão', sessionKey: 'warning', recordingId: speech },
    });
    expect(silentOn(await weekOf(server(), near.stationId), wednesday)).toEqual([
      'Tin bão: no_session',
    ]);
    const administrator = await server().administrator();
    const days = { first: wednesday, last: wednesday };
    const root = { modeKey: 'quoc_tang', areaId: await server().rootId(), ...days };
    const mourning = await administrator.call(api.dayModes.switchOn, { body: root });
    const storm = { modeKey: 'mua_bao', areaId: near.areaId, ...days };
    await administrator.call(api.dayModes.switchOn, { body: storm });
    expect(heardOn(await weekOf(server(), near.stationId), wednesday)).toEqual([
      'Tin bão',
      'Tin xã',
    ]);
    expect(heardOn(await weekOf(server(), other.stationId), wednesday)).toEqual(['Tin xã']);

    const used = administrator.call(api.dayModes.remove, { params: { key: 'mua_bao' } });
    expect((await refusal(used)).code).toBe('day_mode_used');
    const { items } = await administrator.call(api.dayModes.list, { query: {} });
    const { key, ...mode } = items.find((one) => one.key === 'mua_bao') ?? expect.fail('no mode');
    const change = { params: { key }, body: { ...mode, kinds: ['music' as const] } };
    const asked = await administrator.call(api.dayModes.update, {
      ...change,
      query: { dryRun: 'true' },
    });
    expect(asked.outlook?.lost.map(({ title }) => title)).toEqual(['Tin xã', 'Tin bão']);
    expect(asked.outlook?.gained.map(({ title }) => title)).toEqual(['Ca nhạc']);
    const params = { id: mourning.saved?.id ?? '' };
    await administrator.call(api.dayModes.switchOff, { params });
  });

  it('are switched on by operators and administrators of the area, with an end', async () => {
    const here = await makeCommune(server(), 'Hải Minh');
    const there = await makeCommune(server(), 'Hải Long');
    const body = { modeKey: 'tet', areaId: here.areaId, first: wednesday, last: thursday };
    const author = await server().as('author', here.areaId);
    const stranger = await server().as('operator', there.areaId);
    for (const person of [author, stranger]) {
      const call = person.call(api.dayModes.switchOn, { body });
      expect((await refusal(call)).code).toBe('not_allowed');
    }
    const operator = await server().as('operator', here.areaId);
    const backwards = { ...body, last: tuesday };
    const call = operator.call(api.dayModes.switchOn, { body: backwards });
    expect((await refusal(call)).code).toBe('time_invalid');
    const unknown = operator.call(api.dayModes.switchOn, { body: { ...body, modeKey: 'x' } });
    expect((await refusal(unknown)).code).toBe('day_mode_not_found');
    await operator.call(api.dayModes.switchOn, { body });
    const seen = async (areaId: string) => {
      const reader = await server().as('author', areaId);
      const { items } = await reader.call(api.dayModes.periods, { query: { areaId } });
      return items.filter(({ first }) => first === wednesday).map(({ modeKey }) => modeKey);
    };
    expect(await seen(here.areaId)).toEqual(['tet']);
    expect(await seen(there.areaId)).toEqual([]);
  });
});
