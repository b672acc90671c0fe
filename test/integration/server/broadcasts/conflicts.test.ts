import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { Outlook } from '../../../../contract/http/broadcasts.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { offsetClock, systemClock } from '../../../../runtime/clock.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
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

let recordingId: string;
let operator: Person;
let rootId: string;
let communes = 0;
beforeAll(async () => {
  recordingId = await makeApproved(server(), { hertz: 400 });
  operator = await server().as('operator');
  rootId = await server().rootId();
});

const nextCommune = () => makeCommune(server(), `Thứ ${(communes += 1)}`);

function bodyAt(commune: Commune, time: string, rest: Partial<BroadcastBody> = {}) {
  const { areaId, stationId } = commune;
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId], date: tomorrow(), time };
  return draftOf(given, { whenBeaten: 'skip', ...rest });
}

/** What the province puts at a time goes before what the commune has there. */
const fromAbove = (): Partial<BroadcastBody> => ({
  title: 'Tin tỉnh',
  ownerAreaId: rootId,
  class: 'priority',
});

async function place(body: BroadcastBody, person = operator) {
  const { broadcast, outlook } = await person.call(api.broadcasts.create, { body });
  return { id: broadcast?.id ?? '', outlook };
}

async function tryOut(body: BroadcastBody, person = operator): Promise<Outlook> {
  const query = { dryRun: 'true' };
  return (await person.call(api.broadcasts.create, { query, body })).outlook;
}

async function titlesOn(commune: Commune, date: string) {
  const query = { endpointId: commune.endpointId, date };
  const { rulings } = await operator.call(api.occurrences.playlist, { query });
  return rulings.filter(({ airs }) => airs).map(({ title }) => title);
}

async function readBroadcast(id: string) {
  return (await operator.call(api.broadcasts.get, { params: { id } })).broadcast;
}

describe('a conflict', () => {
  it('is named before saving, with every way out and what each would give', async () => {
    const commune = await nextCommune();
    const above = await place(bodyAt(commune, '17:00', fromAbove()));
    const local = await server().as('operator', commune.areaId);
    const outlook = await tryOut(bodyAt(commune, '17:00'), local);
    const occurrence = `${above.id}-${tomorrow()}`;
    expect(outlook.occurrences).toMatchObject([
      { airs: false, reason: 'beaten', beatenBy: { occurrence, title: 'Tin tỉnh' } },
    ]);
    expect(outlook.choices.map(({ choice, isChosen }) => [choice, isChosen])).toEqual([
      ['queue', false],
      ['skip', true],
      ['replace', false],
    ]);
    const [queue, skip, replace] = outlook.choices;
    expect(queue).toMatchObject({ allowed: true, aired: 0, moved: 1, notAired: 0, displaced: 0 });
    expect(skip).toMatchObject({ allowed: true, aired: 0, moved: 0, notAired: 1, displaced: 0 });
    expect(replace).toMatchObject({
      ...{ allowed: false, ask: [{ areaId: rootId }], replaces: [occurrence] },
      ...{ aired: 1, moved: 0, notAired: 0, displaced: 1 },
    });
  });

  it('offers to shorten what may be shortened, and what that would give', async () => {
    const commune = await nextCommune();
    const minute = 60_000;
    await place(bodyAt(commune, '17:04', fromAbove()));
    const relay = {
      ...{ type: 'relay' as const, url: 'https://stream.example/vov1', durationMs: 10 * minute },
      ...{ delayMs: 0, fallbackRecordingId: null, carry: 'live' as const },
    };
    const body = bodyAt(commune, '17:00', { items: [relay] });
    const shorten = (await tryOut(body)).choices.find(({ choice }) => choice === 'shorten');
    expect(shorten).toMatchObject({ isChosen: false, allowed: true, notAired: 0, displaced: 0 });
    const { id } = await place({ ...body, whenBeaten: 'shorten' });
    const query = { endpointId: commune.endpointId, date: tomorrow() };
    const { entries } = await operator.call(api.occurrences.playlist, { query });
    const [first] = entries.filter(({ key }) => key.startsWith(id));
    // A stream is joined behind the bulletin, where more of its time is left.
    const startsAt = first?.startsAt ?? 0;
    expect(startsAt).toBeGreaterThan(instantOf(tomorrow(), '17:04', zone));
    expect(startsAt + (first?.durationMs ?? 0)).toBe(instantOf(tomorrow(), '17:10', zone));
  });

  it('is none where the air is free', async () => {
    const outlook = await tryOut(bodyAt(await nextCommune(), '17:00'));
    expect(outlook.occurrences).toMatchObject([
      {
        airs: true,
        beatenBy: null,
        startsAt: instantOf(tomorrow(), '17:00', zone),
        sessionLeftMs: null,
      },
    ]);
    const [line] = outlook.occurrences;
    const soundMs = (line?.endsAt ?? 0) - (line?.startsAt ?? 0);
    expect(soundMs).toBeGreaterThan(2000);
    expect(soundMs).toBeLessThan(5000);
    expect(outlook).toMatchObject({ displaced: [], displacedCount: 0, choices: [] });
    expect(outlook.readiness).toMatchObject({ holding: 0, lacking: 1 });
    expect(outlook.readiness.bytesToFetch).toBeGreaterThan(1000);
  });

  it('names what a stronger broadcast would push aside', async () => {
    const commune = await nextCommune();
    const own = { title: 'Tin xã', whenBeaten: 'queue' as const };
    const moved = await place(bodyAt(commune, '17:00', own));
    const dropped = await place(bodyAt(commune, '18:00', { title: 'Tin xóm' }));
    const slots = ['17:00', '18:00'].map((time, index) => ({ id: String(index + 1), time }));
    const placement = { kind: 'at' as const, slots, start: 'hard' as const, maxDelayMs: 0 };
    const outlook = await tryOut(bodyAt(commune, '17:00', { ...fromAbove(), placement }));
    expect(outlook.occurrences.map(({ airs }) => airs)).toEqual([true, true]);
    expect(outlook.displacedCount).toBe(2);
    expect(outlook.displaced).toMatchObject([
      {
        ...{ occurrence: `${moved.id}-${tomorrow()}`, what: 'moved', title: 'Tin xã' },
        ...{ ownerAreaId: commune.areaId, reason: null },
        startedAt: instantOf(tomorrow(), '17:00', zone),
      },
      {
        ...{ occurrence: `${dropped.id}-${tomorrow()}`, what: 'dropped', title: 'Tin xóm' },
        ...{ startsAt: null, reason: 'beaten' },
      },
    ]);
    expect(outlook.displaced[0]?.startsAt).toBeGreaterThan(instantOf(tomorrow(), '17:00', zone));
    const replace = outlook.choices.find(({ choice }) => choice === 'replace');
    expect(replace).toMatchObject({ allowed: true, replaces: [`${dropped.id}-${tomorrow()}`] });
  });

  it('over a full part may go on to the next session', async () => {
    const commune = await nextCommune();
    const administrator = await server().administrator();
    const parts = [{ tier: 'own' as const, budgetMs: 4000, anchor: null }];
    for (const [key, startsAt, latestEnd] of [
      ['morning', '05:00', '05:45'],
      ['evening', '18:00', '18:45'],
    ] as const) {
      const id = await makeSession(server(), commune.stationId, { key, startsAt, latestEnd });
      const { items } = await administrator.call(api.sessions.list, {
        query: { stationId: commune.stationId },
      });
      const known = items.find((one) => one.id === id);
      if (!known) throw new Error('the session is not there');
      const body = { ...known, parts };
      await administrator.call(api.sessions.update, { params: { id }, body });
    }
    const placement = { kind: 'session', sessionKey: 'morning', part: 'own', order: 0 } as const;
    const first = await place(bodyAt(commune, '00:00', { placement }));
    const later = { placement: { ...placement, order: 1 }, title: 'Tin sau' };
    const outlook = await tryOut(bodyAt(commune, '00:00', later));
    expect(outlook.occurrences).toMatchObject([{ airs: false, reason: 'part_full' }]);
    expect(outlook.occurrences[0]?.sessionLeftMs).toBeLessThan(3000);
    const [next, skip, replace] = outlook.choices;
    expect(next).toMatchObject({ choice: 'next_session', moved: 1, notAired: 0 });
    expect(skip).toMatchObject({ choice: 'skip', isChosen: true, notAired: 1 });
    const replaces = [`${first.id}-${tomorrow()}`];
    expect(replace).toMatchObject({ choice: 'replace', replaces, aired: 1, notAired: 0 });

    const query = { from: tomorrow(), to: tomorrow(), stationId: commune.stationId };
    const { sessions } = await operator.call(api.occurrences.list, { query });
    expect(sessions.map(({ sessionKey, date }) => [sessionKey, date])).toEqual([
      ['morning', tomorrow()],
      ['evening', tomorrow()],
    ]);
    const [morning, evening] = sessions;
    expect(morning?.parts[0]?.usedMs).toBeGreaterThan(2000);
    expect(morning?.endsAt).toBe((morning?.startsAt ?? 0) + (morning?.parts[0]?.usedMs ?? 0));
    expect(evening).toMatchObject({ leftMs: 4000, endsAt: evening?.startsAt });
  });
});

describe('Ghi đè', () => {
  it('takes the other occurrence out in the same go, that day alone', async () => {
    const commune = await nextCommune();
    const daily = { ...fromAbove(), dates: everyDay(tomorrow()) };
    const above = await place(bodyAt(commune, '17:00', daily));
    const replaces = [`${above.id}-${tomorrow()}`];
    const mine = await place(bodyAt(commune, '17:00', { title: 'Tin xã', replaces }));
    expect(mine.outlook.occurrences).toMatchObject([{ airs: true, reason: 'placed' }]);
    expect(await titlesOn(commune, tomorrow())).toEqual(['Tin xã']);
    expect(await titlesOn(commune, dayAfter(clock.now(), 2))).toEqual(['Tin tỉnh']);
    const after = await readBroadcast(above.id);
    expect(after).toMatchObject({ state: 'active', version: 2 });
    expect(after.dates.exdates).toEqual([tomorrow()]);

    const administrator = await server().administrator();
    const { items } = await administrator.call(api.audit.list, { query: { limit: '20' } });
    const line = items.find(({ action }) => action === 'broadcast.replace');
    expect(line).toMatchObject({
      subject: above.id,
      detail: { by: mine.id, occurrences: replaces },
    });
  });

  it('withdraws what had no other day', async () => {
    const commune = await nextCommune();
    const above = await place(bodyAt(commune, '17:00', fromAbove()));
    await place(bodyAt(commune, '17:00', { replaces: [`${above.id}-${tomorrow()}`] }));
    expect(await readBroadcast(above.id)).toMatchObject({ state: 'withdrawn' });
  });

  it('needs the right over what it takes out, or changes nothing at all', async () => {
    const commune = await nextCommune();
    const neighbour = { title: 'Tin xóm' };
    const mine = await place(bodyAt(commune, '17:00', neighbour));
    const above = await place(bodyAt(commune, '18:00', fromAbove()));
    const local = await server().as('operator', commune.areaId);
    const replaces = [`${mine.id}-${tomorrow()}`, `${above.id}-${tomorrow()}`];
    const body = bodyAt(commune, '18:00', { title: 'Tin mới', replaces });
    const problem = await refusal(local.call(api.broadcasts.create, { body }));
    expect(problem.code).toBe('replace_not_allowed');
    expect(problem.fields?.map(({ message }) => message)).toEqual([
      expect.stringContaining('Tin tỉnh'),
    ]);
    expect(await readBroadcast(mine.id)).toMatchObject({ state: 'active', version: 1 });
    expect(await titlesOn(commune, tomorrow())).toEqual(['Tin xóm', 'Tin tỉnh']);
  });

  it('is refused for what is not there, and for itself', async () => {
    const commune = await nextCommune();
    const mine = await place(bodyAt(commune, '17:00'));
    const params = { id: mine.id };
    const gone = [`${mine.id}-${dayAfter(clock.now(), 3)}`];
    const create = operator.call(api.broadcasts.create, {
      body: bodyAt(commune, '18:00', { replaces: gone }),
    });
    expect((await refusal(create)).code).toBe('occurrence_not_found');
    const itself = { ...bodyAt(commune, '18:00'), replaces: [`${mine.id}-${tomorrow()}`] };
    const body = { ...itself, version: 1 };
    const update = operator.call(api.broadcasts.update, { params, body });
    expect((await refusal(update)).code).toBe('occurrence_not_found');
  });
});
