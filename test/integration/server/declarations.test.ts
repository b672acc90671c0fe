import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { localDateOf, localTimeOf } from '../../../core/time/zoned.ts';
import { systemClock, type Clock } from '../../../runtime/clock.ts';
import { draftOf, makeApproved, makeCommune, zone, type Commune } from '../../support/district.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

let aheadMs = 0;
const clock: Clock = { ...systemClock(), now: () => Date.now() + aheadMs };
const server = useTestServer({ clock, worker: true });

let commune: Commune;
let operator: Person;
let personId: string;
let broadcastId: string;
let date: string;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Tay');
  operator = await server().as('operator');
  const made = await operator.call(api.endpoints.create, {
    body: { stationId: commune.stationId, name: 'Nhà văn hóa xóm 5', kind: 'person' },
  });
  expect(made.kind).toBe('person');
  personId = made.id;
  const recordingId = await makeApproved(server(), { hertz: 440 });
  const startsAt = Math.ceil(clock.now() / 1000 + 30) * 1000;
  date = localDateOf(startsAt, zone);
  const given = {
    ...{ ownerAreaId: commune.areaId, recordingId, stations: [commune.stationId] },
    ...{ date, time: localTimeOf(startsAt, zone) },
  };
  const body = draftOf(given, { class: 'priority', whenBeaten: 'skip' });
  const { broadcast } = await operator.call(api.broadcasts.create, { body });
  broadcastId = broadcast?.id ?? '';
  await until(async () => (await row()) ?? undefined, { limitMs: 15_000, what: 'compiled' });
});

const row = async () => {
  const query = { from: date, to: date, broadcastId };
  const { items } = await operator.call(api.occurrences.asRun, { query });
  return items.find(({ endpointId }) => endpointId === personId);
};
const link = async (name: string) => {
  const given = { params: { id: personId }, body: { name } };
  const made = await operator.call(api.declarations.createLink, given);
  const token = made.path.replace('/declare#token=', '');
  return { id: made.id, token };
};
const anybody = () => server().stranger();
const dayOf = (token: string) => anybody().call(api.declarations.day, { body: { token, date } });

describe('somebody who plays by hand', () => {
  it('declares by a link what was aired, which is no proof and never reads like one', async () => {
    const { token } = await link('Bà Tư');
    const day = await dayOf(token);
    expect(day).toMatchObject({ endpointName: 'Nhà văn hóa xóm 5', name: 'Bà Tư', zone });
    const [entry] = day.entries;
    expect(entry).toMatchObject({ title: 'tin 440', aired: null, mayDeclare: false });
    const what = { token, date, key: entry?.key ?? '', startsAt: entry?.startsAt ?? 0 };
    const say = (aired: boolean, reason?: string) =>
      anybody().call(api.declarations.declare, {
        body: { ...what, aired, ...(reason === undefined ? {} : { reason }) },
      });
    expect((await refusal(say(true))).code).toBe('declaration_too_early');
    expect(await row()).toMatchObject({ verdict: 'due', declared: null });

    aheadMs = 3_600_000;
    expect(await row()).toMatchObject({ verdict: 'awaiting_report', endpointKind: 'person' });
    expect((await say(true)).entries[0]).toMatchObject({ aired: true });
    expect(await row()).toMatchObject({
      verdict: 'declared',
      heardMs: null,
      startedAt: null,
      declared: { aired: true, by: 'Bà Tư', reason: null },
    });
    // The last word counts.
    await say(false, 'Mất điện');
    expect(await row()).toMatchObject({
      verdict: 'declared_missed',
      declared: { aired: false, reason: 'Mất điện' },
    });
    const other = { ...what, key: 'another-2026-01-01/0' };
    const wrong = anybody().call(api.declarations.declare, { body: { ...other, aired: true } });
    expect((await refusal(wrong)).code).toBe('occurrence_not_found');
    aheadMs = 9 * 86_400_000;
    expect((await refusal(say(true))).code).toBe('declaration_too_late');
    aheadMs = 3_600_000;
  });

  it('opens one endpoint by a link until it is revoked, and is kept only as a hash', async () => {
    const { id, token } = await link('Ông Ba');
    await dayOf(token);
    const { items } = await operator.call(api.declarations.listLinks, { params: { id: personId } });
    expect(items[0]).toMatchObject({ id, name: 'Ông Ba' });
    expect(items[0]?.usedAt).not.toBeNull();
    expect(JSON.stringify(items)).not.toContain(token);
    await operator.call(api.declarations.revokeLink, { params: { id } });
    expect((await refusal(dayOf(token))).code).toBe('declare_link_not_found');
    expect((await refusal(dayOf('say_guess'))).code).toBe('declare_link_not_found');
  });

  it('is only for what is played by hand, and made by those who may pair there', async () => {
    const forAgent = { params: { id: commune.endpointId }, body: { name: 'x' } };
    const refused = operator.call(api.declarations.createLink, forAgent);
    expect((await refusal(refused)).code).toBe('endpoint_kind_wrong');
    const elsewhere = await makeCommune(server(), 'Hải Khác');
    const stranger = await server().as('operator', elsewhere.areaId);
    const forPerson = { params: { id: personId }, body: { name: 'x' } };
    const denied = stranger.call(api.declarations.createLink, forPerson);
    expect((await refusal(denied)).code).toBe('not_allowed');
    const unpaired = operator.call(api.endpoints.pair, { params: { id: personId } });
    expect((await refusal(unpaired)).code).toBe('endpoint_kind_wrong');
  });
});
