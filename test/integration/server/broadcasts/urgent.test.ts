import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { Outlook } from '../../../../contract/http/broadcasts.ts';
import { stationRoutes } from '../../../../contract/station/exchange.ts';
import { instantOf, localTimeOf } from '../../../../core/time/zoned.ts';
import { offsetClock, systemClock } from '../../../../runtime/clock.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  zone,
  type BroadcastBody,
  type Commune,
} from '../../../support/district.ts';
import { pairEndpoint } from '../../../support/endpoint-client.ts';
import { everyDay, onDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { useTestServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';

// Ten in the morning of today.
const real = systemClock();
const clock = offsetClock(real, instantOf(dayAfter(real.now(), 0), '10:00', zone) - real.now());
const freezeMs = 300_000;
const server = useTestServer({ worker: true, clock, config: { freezeMs } });
const today = () => dayAfter(clock.now(), 0);
const tomorrow = () => dayAfter(clock.now(), 1);

let recordingId: string;
let operator: Person;
let communes = 0;
beforeAll(async () => {
  recordingId = await makeApproved(server(), { hertz: 400 });
  operator = await server().as('operator');
});

const nextCommune = () => makeCommune(server(), `Gấp ${(communes += 1)}`);

/** At a whole second so long from now. */
function bodyIn(commune: Commune, ms: number, rest: Partial<BroadcastBody> = {}) {
  const { areaId: ownerAreaId, stationId } = commune;
  const time = localTimeOf(Math.ceil((clock.now() + ms) / 1000) * 1000, zone);
  const given = { ownerAreaId, recordingId, stations: [stationId], date: today(), time };
  return draftOf(given, { whenBeaten: 'skip', ...rest });
}

const place = (body: BroadcastBody, query = {}, person = operator) =>
  person.call(api.broadcasts.create, { query, body });
const urgent = { urgent: 'true' };

/** The endpoint says that it holds tomorrow's playlist, which sounds the recording. */
async function hold(commune: Commune): Promise<void> {
  const body = { ...bodyIn(commune, 0), dates: onDay(tomorrow()) };
  await place(body);
  const endpoint = await pairEndpoint(server(), commune.endpointId);
  const { days, sequence } = await endpoint.head();
  const playlist = days.find(({ date }) => date === tomorrow())?.playlist ?? '';
  await endpoint.client.call(stationRoutes.status, {
    body: {
      ...{ nonce: 'n1', clock: clock.now(), clockTrusted: true, clockOffsetMs: 0 },
      ...{ headSequence: sequence, complete: [playlist], incomplete: [], playing: null },
      ...{ version: '1', diskFreeBytes: 1e9, incidents: [] },
    },
  });
  await until(
    async () => {
      const query = { dryRun: 'true' };
      const { outlook } = await place(bodyIn(commune, 3_600_000), query);
      return outlook.readiness.holding === 1 ? true : undefined;
    },
    { limitMs: 20_000, everyMs: 100, what: 'the endpoint is known to hold the audio' },
  );
}

async function startsAt(commune: Commune, id: string) {
  const query = { endpointId: commune.endpointId, date: today() };
  const { entries } = await operator.call(api.occurrences.playlist, { query });
  return entries.filter(({ key }) => key.startsWith(id)).map((entry) => entry.startsAt);
}

const now = { kind: 'now' as const, interrupts: false };

describe('frozen air', () => {
  it('takes nothing without a word that it is urgent', async () => {
    const commune = await nextCommune();
    const { outlook } = await place(bodyIn(commune, 180_000));
    expect(outlook.occurrences).toMatchObject([{ airs: false }]);
  });

  it('takes nothing urgent that an endpoint would have to fetch first', async () => {
    const commune = await nextCommune();
    const problem = await refusal(place(bodyIn(commune, 180_000), urgent));
    expect(problem.code).toBe('not_held_yet');
    expect(problem.fields).toMatchObject([{ message: '1' }]);
  });

  it('takes what is urgent where the endpoint holds it, until a minute before', async () => {
    const commune = await nextCommune();
    await hold(commune);
    const late = await refusal(place(bodyIn(commune, 30_000), urgent));
    expect(late.code).toBe('urgent_too_late');
    const { broadcast, outlook } = await place(bodyIn(commune, 180_000), urgent);
    expect(outlook.occurrences).toMatchObject([{ airs: true }]);
    expect(broadcast?.urgentSince).not.toBeNull();
    expect(await startsAt(commune, broadcast?.id ?? '')).toHaveLength(1);

    const administrator = await server().administrator();
    const { items } = await administrator.call(api.audit.list, { query: { limit: '20' } });
    const override = items.find(({ action }) => action === 'broadcast.override_freeze');
    expect(override?.subject).toBe(broadcast?.id);

    const params = { id: broadcast?.id ?? '' };
    await operator.call(api.broadcasts.withdraw, { params, body: { version: 1 } });
    expect(await startsAt(commune, broadcast?.id ?? '')).toEqual([]);
  });

  it('takes one day of a series that is urgent, and the other days as they are', async () => {
    const commune = await nextCommune();
    await hold(commune);
    const daily = everyDay(today());
    const { broadcast } = await place({ ...bodyIn(commune, 3_600_000), dates: daily });
    if (!broadcast) throw new Error('nothing was saved');
    const { placement } = bodyIn(commune, 180_000);
    const edit = (query: { urgent?: string }, isTried = false) =>
      operator.call(api.broadcasts.editDay, {
        params: { id: broadcast.id, date: today() },
        query: { ...query, ...(isTried ? { dryRun: 'true' } : {}) },
        body: { placement, replaces: [], version: broadcast.version },
      });
    const ofToday = ({ occurrences }: Outlook) =>
      occurrences.find(({ date, airs }) => date === today() && !airs)?.reason;
    expect(ofToday((await edit({}, true)).outlook)).toBe('too_late');
    const { outlook } = await edit(urgent);
    expect(outlook.occurrences.filter(({ airs }) => !airs)).toEqual([]);
    expect(await startsAt(commune, `${broadcast.id}-${today()}`)).toHaveLength(1);
  });

  it('is not what a later broadcast enters, urgent or not', async () => {
    const commune = await nextCommune();
    const { broadcast } = await place(bodyIn(commune, 1_200_000), urgent);
    expect(broadcast?.urgentSince).toBeNull();
  });
});

describe('Phát ngay', () => {
  it('starts a minute from now by the clock of the server', async () => {
    const commune = await nextCommune();
    await hold(commune);
    const before = clock.now();
    const { broadcast } = await place(bodyIn(commune, 0, { placement: now }));
    const [start = 0] = await startsAt(commune, broadcast?.id ?? '');
    expect(start).toBeGreaterThanOrEqual(before + 60_000);
    expect(start).toBeLessThan(clock.now() + 70_000);
  });

  it('is on the day of the server, whatever day it is for whoever sends it', async () => {
    const commune = await nextCommune();
    await hold(commune);
    const dates = onDay(dayAfter(clock.now(), -3));
    const { broadcast } = await place({ ...bodyIn(commune, 0, { placement: now }), dates });
    expect(broadcast?.dates).toEqual(onDay(today()));
    expect(await startsAt(commune, broadcast?.id ?? '')).toHaveLength(1);
  });

  it('does not interrupt what stands above it', async () => {
    const commune = await nextCommune();
    await hold(commune);
    const root = { ownerAreaId: await server().rootId(), class: 'priority' as const };
    const above = await place(bodyIn(commune, 65_500, { ...root, title: 'Tin tỉnh' }), urgent);
    const local = await server().as('operator', commune.areaId);
    const placement = { ...now, interrupts: true };
    const mine = bodyIn(commune, 0, { placement, class: 'priority' });
    const weaker = await place(mine, {}, local);
    const [first = 0] = await startsAt(commune, above.broadcast?.id ?? '');
    const [second = 0] = await startsAt(commune, weaker.broadcast?.id ?? '');
    // Nobody beneath takes the air of the province.
    expect(second).toBeGreaterThan(first);
  });
});
