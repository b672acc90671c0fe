import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { addDays, instantOf } from '../../../../core/time/zoned.ts';
import { mondayOf } from '../../../../core/week/monday-of.ts';
import { dayAfter, draftOf, makeApproved, makeCommune, zone } from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import {
  airOf,
  askedCommune,
  placeFor,
  saidOf,
  turnedClock,
  type AskedCommune,
} from '../../../support/say.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = turnedClock('10:00');
const server = useTestServer({ worker: true, clock });
const tomorrow = () => dayAfter(clock.now(), 1);
const monday = () => mondayOf(tomorrow());
let tone = '';

beforeAll(async () => {
  tone = await makeApproved(server(), { hertz: 440 });
});

/** A commune where a rule asks for the approval of the week. */
async function strictCommune(name: string): Promise<AskedCommune> {
  const commune = await askedCommune(server(), name);
  const administrator = await server().administrator();
  const rule = { kind: 'week_approval' } as const;
  await administrator.call(api.guards.create, {
    body: { areaId: commune.areaId, rule, validFrom: null, validTo: null },
  });
  return commune;
}

const draft = ({ areaId, stationId }: AskedCommune, time = '17:00') =>
  draftOf(
    { ownerAreaId: areaId, recordingId: tone, stations: [stationId], date: tomorrow(), time },
    { whenBeaten: 'skip' },
  );

async function placeBy(person: Person, commune: AskedCommune, time?: string): Promise<string> {
  const body = draft(commune, time);
  const { broadcast } = await person.call(api.broadcasts.create, { body });
  return broadcast?.id ?? '';
}

const weekOf = ({ areaId }: AskedCommune, person: Person) =>
  person.call(api.weeks.get, { params: { areaId, monday: monday() } });

async function approveWeek(commune: AskedCommune, person: Person) {
  const { items } = await weekOf(commune, person);
  const broadcasts = items.map(({ broadcastId: id, version }) => ({ id, version }));
  const params = { areaId: commune.areaId, monday: monday() };
  return person.call(api.weeks.approve, { params, body: { broadcasts } });
}

describe('the week’s programme', () => {
  it('airs the commune’s own only once somebody approved it; bulletins from above air anyway', async () => {
    const commune = await strictCommune('Hải Anh');
    const own = await placeBy(commune.operator, commune);
    const placement = { kind: 'session', sessionKey: 'morning', part: 'above', order: 0 } as const;
    const given = { recordingId: tone, date: tomorrow() };
    const upper = await placeFor(server(), commune, given, { placement });
    expect(await airOf(server(), commune, tomorrow())).toEqual([`05:00 ${upper}`]);
    const waiting = await commune.approver.call(api.weeks.list, { query: { monday: monday() } });
    expect(waiting.items).toEqual([
      expect.objectContaining({
        areaId: commune.areaId,
        waiting: 1,
        decideBy: instantOf(tomorrow(), '17:00', zone) - server().config.freezeMs,
      }),
    ]);
    expect(await weekOf(commune, commune.approver)).toMatchObject({
      isAsked: true,
      items: [{ broadcastId: own, version: 1, state: 'new', days: [tomorrow()], isMine: false }],
      mayApprove: true,
    });

    const week = await approveWeek(commune, commune.approver);
    expect(week).toMatchObject({
      items: [{ state: 'approved' }],
      approvals: [{ by: commune.approver.me.name, withdrawnAt: null }],
      mayApprove: false,
    });
    expect(await airOf(server(), commune, tomorrow())).toEqual([`05:00 ${upper}`, `17:00 ${own}`]);
    const [step] = await saidOf(server(), commune, `${own}-${tomorrow()}`);
    expect(step).toMatchObject({
      step: 'approval',
      ok: true,
      code: 'week_approved',
      detail: { by: commune.approver.me.name },
    });
    const query = { monday: monday() };
    expect((await commune.approver.call(api.weeks.list, { query })).items).toEqual([]);
  });

  it('is looked up for many communes while others are served', async () => {
    const administrator = await server().administrator();
    const district = await administrator.call(api.areas.create, {
      body: {
        ...{ code: '356', name: 'Huyện Hải Hậu', kind: 'huyện', validFrom: null, validTo: null },
        parentId: await server().rootId(),
      },
    });
    const rule = { kind: 'week_approval' } as const;
    await administrator.call(api.guards.create, {
      body: { areaId: district.id, rule, validFrom: null, validTo: null },
    });
    const operator = await server().as('operator', district.id);
    const approver = await server().as('approver', district.id);
    const waiting: string[] = [];
    for (let count = 1; count <= 20; count += 1) {
      const { areaId, stationId } = await makeCommune(server(), `Hải Số ${count}`, district.id);
      const given = { ownerAreaId: areaId, recordingId: tone, stations: [stationId] };
      if (count % 10 !== 0) continue;
      waiting.push(areaId);
      await operator.call(api.broadcasts.create, {
        body: draftOf({ ...given, date: tomorrow(), time: '17:00' }),
      });
    }
    const answered: string[] = [];
    const serve = async () => {
      await fetch(`${server().origin}/healthz`);
      answered.push('another');
    };
    await serve();
    const list = async () => {
      const { items } = await approver.call(api.weeks.list, { query: { monday: monday() } });
      answered.push('list');
      return items;
    };
    const [items] = await Promise.all([list(), serve()]);
    expect(items.map(({ areaId, waiting: count }) => [areaId, count]).sort()).toEqual(
      waiting.map((areaId) => [areaId, 1]).sort(),
    );
    expect(answered).toEqual(['another', 'another', 'list']);
  });

  it('needs approval again for what was edited; until then that one does not air, the others do', async () => {
    const commune = await strictCommune('Hải Hưng');
    const edited = await placeBy(commune.operator, commune, '16:00');
    const kept = await placeBy(commune.operator, commune, '17:00');
    await approveWeek(commune, commune.approver);
    const change = { params: { id: edited }, body: { ...draft(commune, '18:00'), version: 1 } };
    const tried = await commune.operator.call(api.broadcasts.update, {
      ...change,
      query: { dryRun: 'true' },
    });
    expect(tried.outlook.occurrences).toEqual([
      expect.objectContaining({ airs: false, reason: 'week_not_approved' }),
    ]);
    await commune.operator.call(api.broadcasts.update, change);
    expect(await airOf(server(), commune, tomorrow())).toEqual([`17:00 ${kept}`]);
    const { items } = await weekOf(commune, commune.approver);
    expect(items.map(({ broadcastId, state }) => [broadcastId, state])).toEqual([
      [edited, 'changed'],
      [kept, 'approved'],
    ]);
    await approveWeek(commune, commune.approver);
    expect(await airOf(server(), commune, tomorrow())).toEqual([
      `17:00 ${kept}`,
      `18:00 ${edited}`,
    ]);
  });

  it('is not approved by whoever made something new in it, nor unseen', async () => {
    const commune = await strictCommune('Hải Đông');
    const { areaId } = commune;
    const both = await server().person([
      { role: 'operator', areaId },
      { role: 'approver', areaId },
    ]);
    await placeBy(both, commune);
    expect((await refusal(approveWeek(commune, both))).code).toBe('week_approver_is_author');
    expect((await weekOf(commune, both)).mayApprove).toBe(false);
    const params = { areaId, monday: monday() };
    const unseen = commune.approver.call(api.weeks.approve, { params, body: { broadcasts: [] } });
    expect((await refusal(unseen)).code).toBe('week_changed');
    await approveWeek(commune, commune.approver);
    // What others approved of their own stays approved; they may approve the rest.
    await placeBy(commune.operator, commune, '18:00');
    expect((await approveWeek(commune, both)).items.map(({ state }) => state)).toEqual([
      'approved',
      'approved',
    ]);
  });

  it('falls silent again when its approval is withdrawn', async () => {
    const commune = await strictCommune('Hải Tây');
    const own = await placeBy(commune.operator, commune);
    await approveWeek(commune, commune.approver);
    expect(await airOf(server(), commune, tomorrow())).toEqual([`17:00 ${own}`]);
    const params = { areaId: commune.areaId, monday: monday() };
    const body = { note: 'Sai lịch' };
    const week = await commune.approver.call(api.weeks.withdraw, { params, body });
    expect(week.approvals).toMatchObject([{ withdrawnBy: commune.approver.me.name }]);
    expect(await airOf(server(), commune, tomorrow())).toEqual([]);
  });

  it('is handed in with a word, and returned with another one, also before it was approved', async () => {
    const commune = await strictCommune('Hải Nam');
    const own = await placeBy(commune.operator, commune);
    const params = { areaId: commune.areaId, monday: monday() };
    const query = { monday: monday() };
    const waiting = async () => (await commune.approver.call(api.weeks.list, { query })).items;
    expect(await waiting()).toMatchObject([{ waiting: 1, isSubmitted: false }]);

    await commune.operator.call(api.weeks.submit, { params, body: { note: 'Đã xếp xong' } });
    expect(await waiting()).toMatchObject([{ waiting: 1, isSubmitted: true }]);
    const body = { note: 'Thiếu tin phòng dịch' };
    const week = await commune.approver.call(api.weeks.withdraw, { params, body });
    expect(week).toMatchObject({
      approvals: [],
      items: [{ broadcastId: own, state: 'new' }],
      remarks: [
        { what: 'returned', by: commune.approver.me.name, note: 'Thiếu tin phòng dịch' },
        { what: 'submitted', by: commune.operator.me.name, note: 'Đã xếp xong' },
      ],
    });
    expect(await waiting()).toMatchObject([{ waiting: 1, isSubmitted: false }]);
    const author = await server().as('author', commune.areaId);
    const refused = await refusal(author.call(api.weeks.submit, { params, body: {} }));
    expect(refused.code).toBe('not_allowed');
  });

  it('asks nobody where no rule does', async () => {
    const commune = await askedCommune(server(), 'Hải Lý');
    const own = await placeBy(commune.operator, commune);
    expect((await weekOf(commune, commune.approver)).isAsked).toBe(false);
    expect(await airOf(server(), commune, tomorrow())).toEqual([`17:00 ${own}`]);
  });
});

describe('a granted window', () => {
  async function grantTo(commune: AskedCommune, person: Person) {
    return commune.approver.call(api.windows.create, {
      body: {
        areaId: commune.areaId,
        userId: person.me.id,
        holderAreaId: null,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        from: '16:00',
        to: '18:00',
        sessionKeys: [],
        validFrom: null,
        validTo: addDays(tomorrow(), 30),
      },
    });
  }

  it('lets its holder place, move and swap approved recordings without role or approval', async () => {
    const commune = await strictCommune('Hải Phú');
    const author = await server().as('author', commune.areaId);
    expect((await refusal(placeBy(author, commune))).code).toBe('not_allowed');
    await grantTo(commune, author);
    const id = await placeBy(author, commune);
    expect(await airOf(server(), commune, tomorrow())).toEqual([`17:00 ${id}`]);
    expect((await weekOf(commune, commune.approver)).items).toMatchObject([{ state: 'in_window' }]);
    const body = { ...draft(commune, '16:30'), version: 1 };
    await author.call(api.broadcasts.update, { params: { id }, body });
    expect(await airOf(server(), commune, tomorrow())).toEqual([`16:30 ${id}`]);
    const [step] = await saidOf(server(), commune, `${id}-${tomorrow()}`);
    expect(step).toMatchObject({ step: 'approval', ok: true, code: 'in_window' });
    expect((await refusal(placeBy(author, commune, '09:00'))).code).toBe('window_left');
    await author.call(api.broadcasts.withdraw, { params: { id }, body: { version: 2 } });
    expect(await airOf(server(), commune, tomorrow())).toEqual([]);
  });

  it('holds what its holder brings back to an earlier version', async () => {
    const commune = await strictCommune('Hải Vân');
    const holder = await server().as('operator', commune.areaId);
    await grantTo(commune, holder);
    const id = await placeBy(holder, commune);
    const params = { id };
    const body = { ...draft(commune, '16:30'), version: 1 };
    await holder.call(api.broadcasts.update, { params, body });
    await holder.call(api.history.restoreVersion, { params, body: { version: 2, toVersion: 1 } });
    expect(await airOf(server(), commune, tomorrow())).toEqual([`17:00 ${id}`]);
    expect((await weekOf(commune, commune.approver)).items).toMatchObject([{ state: 'in_window' }]);
  });

  it('does not open for what lies outside it, nor for another person', async () => {
    const commune = await strictCommune('Hải Cường');
    const author = await server().as('author', commune.areaId);
    await grantTo(commune, author);
    const morning = await placeBy(commune.operator, commune, '09:00');
    const body = { ...draft(commune, '17:00'), version: 1 };
    const move = author.call(api.broadcasts.update, { params: { id: morning }, body });
    expect((await refusal(move)).code).toBe('window_left');
    const other = await server().as('author', commune.areaId);
    expect((await refusal(placeBy(other, commune))).code).toBe('not_allowed');
  });

  it('leaves what was placed in it to the approval of the week once it ends', async () => {
    const commune = await strictCommune('Hải Ninh');
    const author = await server().as('author', commune.areaId);
    const window = await grantTo(commune, author);
    const id = await placeBy(author, commune);
    expect(await airOf(server(), commune, tomorrow())).toEqual([`17:00 ${id}`]);
    const mine = await author.call(api.windows.list, { query: { mine: 'true' } });
    expect(mine.items).toEqual([expect.objectContaining({ id: window.id, isMine: true })]);
    await commune.approver.call(api.windows.remove, { params: { id: window.id } });
    expect(await airOf(server(), commune, tomorrow())).toEqual([]);
    expect((await weekOf(commune, commune.approver)).items).toMatchObject([{ state: 'new' }]);
  });

  it('can be given by an approver to those with a role in the area, and to nobody else', async () => {
    const commune = await askedCommune(server(), 'Hải Giang');
    const elsewhere = await askedCommune(server(), 'Hải Triều');
    const author = await server().as('author', commune.areaId);
    const stranger = await server().as('author', elsewhere.areaId);
    const { items } = await commune.approver.call(api.windows.people, { query: {} });
    const ids = items.map(({ id }) => id);
    expect(ids).toContain(author.me.id);
    expect(ids).not.toContain(stranger.me.id);
    const { login } = author.me;
    const found = await commune.approver.call(api.windows.people, { query: { q: login } });
    expect(found.items.map(({ id }) => id)).toEqual([author.me.id]);
    const refused = await refusal(author.call(api.windows.people, { query: {} }));
    expect(refused.code).toBe('not_allowed');
  });

  it('has one holder, and hours or sessions', async () => {
    const commune = await askedCommune(server(), 'Hải Phong');
    const base = { areaId: commune.areaId, weekdays: [1] as [1], validFrom: null, validTo: null };
    const hours = { from: '16:00', to: '18:00', sessionKeys: [] };
    const held = { userId: null, holderAreaId: commune.areaId };
    const bad = [
      { ...base, ...hours, userId: null, holderAreaId: null },
      { ...base, ...hours, ...held, from: '18:00', to: '16:00' },
      { ...base, ...hours, ...held, from: null, to: null },
    ];
    for (const body of bad)
      expect((await refusal(commune.approver.call(api.windows.create, { body }))).code).toBe(
        'window_invalid',
      );
  });
});
