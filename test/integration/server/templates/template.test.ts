import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { fold } from '../../../../core/text/fold.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { clockAt } from '../../../support/clock-at.ts';
import {
  draftOf,
  makeApproved,
  makeCommune,
  makeEndpoint,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { everyDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';

// Clocks go forward there on Sunday, 12 March 2028.
const newYork = 'America/New_York';
const monday = '2028-02-21';
const clock = clockAt(instantOf(monday, '10:00', newYork));
const server = useTestServer({ worker: true, clock });

const login = 'van.hanh';
const password = 'năm con gà trống';
let operator: Person;
let recordingId: string;
beforeAll(async () => {
  const administrator = await server().administrator();
  const grants = [{ role: 'operator' as const, areaId: await server().rootId() }];
  const person = { login, name: 'Lê Văn Hành', password, grants };
  await administrator.call(api.users.create, { body: person });
  operator = server().stranger();
  recordingId = await makeApproved(server(), { hertz: 400, title: 'Vay vốn' });
});

/** Ten in the morning of a day; sign-ins have ended meanwhile. */
async function goTo(date: string): Promise<void> {
  clock.set(instantOf(date, '10:00', newYork));
  await operator.signIn(login, password);
}
beforeEach(() => goTo(monday));

/** A commune whose station is in New York. */
async function inNewYork(name: string): Promise<Commune> {
  const administrator = await server().administrator();
  const under = { parentId: await server().rootId(), validFrom: null, validTo: null };
  const area = await administrator.call(api.areas.create, {
    body: { code: fold(name).replaceAll(' ', '.'), name: `Xã ${name}`, kind: 'xã', ...under },
  });
  const station = await administrator.call(api.stations.create, {
    body: { areaId: area.id, name: `Đài xã ${name}`, zone: newYork },
  });
  const endpointId = await makeEndpoint(server(), station.id, `Cụm ${name}`);
  return { areaId: area.id, stationId: station.id, endpointId };
}

async function place(
  { areaId, stationId }: Commune,
  date: string,
  time: string,
  rest: Partial<BroadcastBody> = {},
): Promise<string> {
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date, time };
  const { broadcast } = await operator.call(api.broadcasts.create, { body: draftOf(given, rest) });
  return broadcast?.id ?? '';
}

const keep = ({ areaId }: Commune, name: string, from = monday) =>
  operator.call(api.templates.create, { body: { areaId, name, monday: from } });

type Lay = { dryRun?: boolean; seen?: string | null; leaveOut?: boolean; again?: boolean };
const apply = (id: string, { areaId }: Commune, onto: string, rest: Lay = {}) =>
  operator.call(api.templates.apply, {
    ...{ params: { id }, query: {} },
    body: { areaId, monday: onto, ...rest },
  });

async function lay(id: string, commune: Commune, onto: string): Promise<void> {
  const { seen } = await apply(id, commune, onto, { dryRun: true });
  await apply(id, commune, onto, { seen });
}

async function startsOn({ endpointId }: Commune, date: string) {
  const query = { endpointId, date };
  const { entries } = await operator.call(api.occurrences.playlist, { query });
  return entries.map(({ startsAt }) => startsAt);
}

describe('a template', () => {
  it('is laid for the station of another commune as for its own', async () => {
    const [from, to] = [await makeCommune(server(), 'Hải Hưng'), await inNewYork('Hải Đông')];
    await place(from, addDays(monday, 1), '17:00', { title: 'Mẫu' });
    const { id } = await keep(from, 'Mẫu của Hải Hưng');
    await goTo('2028-02-26');
    await lay(id, to, '2028-02-28');
    const { items } = await operator.call(api.broadcasts.list, { query: {} });
    expect(items[0]).toMatchObject({
      ...{ title: 'Mẫu', ownerAreaId: to.areaId, dates: { first: '2028-02-29' } },
      targets: { stations: [to.stationId] },
    });
    expect(await startsOn(to, '2028-02-29')).toEqual([instantOf('2028-02-29', '17:00', newYork)]);
    expect(await startsOn(from, '2028-02-29')).toEqual([]);
  });

  it('is brought back as it was where it was removed, under a name that is free', async () => {
    const commune = await makeCommune(server(), 'Hải Lộc');
    await place(commune, addDays(monday, 1), '17:00', { title: 'Mẫu' });
    const kept = await keep(commune, 'Tuần thường');
    const params = { id: kept.id };
    const bringBack = () => operator.call(api.templates.bringBack, { params });
    expect((await refusal(bringBack())).code).toBe('template_not_found');
    const remove = { params, query: { version: kept.version } };
    await operator.call(api.templates.remove, remove);
    const { id: other, version } = await keep(commune, 'Tuần thường');
    expect((await refusal(bringBack())).code).toBe('template_taken');
    await operator.call(api.templates.remove, { params: { id: other }, query: { version } });
    expect(await bringBack()).toEqual({ ...kept, version: kept.version + 1 });
    const { entries } = await operator.call(api.templates.get, { params });
    expect(entries).toMatchObject([{ title: 'Mẫu', days: [1] }]);
  });

  it('names what belongs to its own commune alone', async () => {
    const [from, to] = [await makeCommune(server(), 'Hải Cường'), await inNewYork('Hải Ninh')];
    await place(from, addDays(monday, 1), '17:00', { title: 'Mẫu' });
    await place(from, monday, '18:00', {
      ...{ title: 'Hàng ngày', dates: everyDay(monday) },
      overrides: [{ date: addDays(monday, 2), title: 'Riêng' }],
    });
    const targets = { areas: [], stations: [], endpoints: [from.endpointId], except: [] };
    await place(from, addDays(monday, 1), '19:00', { title: 'Một cụm', targets });
    const { id } = await keep(from, 'Của riêng Hải Cường');
    const tried = await apply(id, to, '2028-02-28', { dryRun: true });
    expect(tried.made).toBe(1);
    expect(tried.notes.map(({ code, title }) => [code, title])).toEqual([
      ['series_gone', 'Hàng ngày'],
      ['not_allowed', 'Một cụm'],
    ]);
  });

  it('is listed, opened, renamed and removed by whoever saw its newest version', async () => {
    const commune = await makeCommune(server(), 'Hải Phong');
    await place(commune, addDays(monday, 1), '17:00', { title: 'Mẫu' });
    const made = await keep(commune, 'Tuần bầu cử');
    expect(made).toMatchObject({
      ...{ name: 'Tuần bầu cử', areaId: commune.areaId, count: 1, version: 1 },
      userName: operator.me.name,
    });
    expect((await refusal(keep(commune, 'Tuần bầu cử'))).code).toBe('template_taken');
    const empty = await refusal(keep(commune, 'Trống', '2028-01-03'));
    expect(empty.code).toBe('week_empty');
    const params = { id: made.id };
    const { entries } = await operator.call(api.templates.get, { params });
    expect(entries).toEqual([{ kind: 'broadcast', title: 'Mẫu', days: [1] }]);

    const renamed = await operator.call(api.templates.update, {
      params,
      body: { name: 'Bầu cử', version: 1 },
    });
    expect(renamed).toMatchObject({ name: 'Bầu cử', version: 2 });
    const late = operator.call(api.templates.update, { params, body: { name: 'x', version: 1 } });
    expect((await refusal(late)).code).toBe('template_changed');
    const { items } = await operator.call(api.templates.list, { query: {} });
    expect(items).toContainEqual(renamed);
    const neighbour = await server().as(
      'operator',
      (await makeCommune(server(), 'Hải Xuân')).areaId,
    );
    const peek = neighbour.call(api.templates.get, { params });
    expect((await refusal(peek)).code).toBe('template_not_found');
    const unseen = operator.call(api.templates.remove, { params, query: { version: 1 } });
    expect((await refusal(unseen)).code).toBe('template_changed');
    await operator.call(api.templates.remove, { params, query: { version: 2 } });
    const gone = operator.call(api.templates.get, { params });
    expect((await refusal(gone)).code).toBe('template_not_found');
  });

  // The last one: only the operator is signed in after it.
  it('falls on the same weekday and hour over a leap day and a change of clocks', async () => {
    const commune = await inNewYork('Hải Anh');
    await place(commune, addDays(monday, 1), '17:00', { title: 'Thứ Ba' });
    await place(commune, addDays(monday, 6), '02:30', { title: 'Chủ nhật' });
    const { id } = await keep(commune, 'Tuần thường');

    await goTo('2028-02-26');
    await lay(id, commune, '2028-02-28');
    expect(await startsOn(commune, '2028-02-29')).toEqual([
      instantOf('2028-02-29', '17:00', newYork),
    ]);

    // The week whose Sunday has no 02:30, and the one after it.
    await goTo('2028-03-06');
    await lay(id, commune, '2028-03-06');
    await lay(id, commune, '2028-03-13');
    expect(await startsOn(commune, '2028-03-07')).toEqual([Date.UTC(2028, 2, 7, 22)]);
    expect(await startsOn(commune, '2028-03-12')).toEqual([Date.UTC(2028, 2, 12, 7, 30)]);
    await goTo('2028-03-13');
    const tried = await apply(id, commune, '2028-03-13', { dryRun: true });
    expect(tried).toMatchObject({ made: 0, already: 2 });
    await server().restart();
    await expect
      .poll(() => startsOn(commune, '2028-03-14'), { timeout: 20_000 })
      .toEqual([Date.UTC(2028, 2, 14, 21)]);
  });
});
