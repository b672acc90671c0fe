import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { api } from '../../../../contract/api.ts';
import { createClient } from '../../../../contract/client.ts';
import { stationRoutes } from '../../../../contract/station/exchange.ts';
import { canonicalJson } from '../../../../core/playlist/canonical.ts';
import { systemClock } from '../../../../runtime/clock.ts';
import { kyselyOver, openDatabase } from '../../../../runtime/database.ts';
import { asRun } from '../../../../server/reports/as-run.ts';
import type { Database } from '../../../../server/store/schema.ts';
import { sha256, verify } from '../../../../runtime/crypto.ts';
import {
  dayAfter,
  draftOf,
  makeApproved,
  makeCommune,
  type Commune,
} from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { pushReceiver, type PushReceiver } from '../../../support/push-receiver.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = systemClock();
const server = useTestServer({ worker: true, config: { outboundAllow: ['127.0.0.0/8'] } });

let commune: Commune;
let operator: Person;
let recordingId: string;
let receiver: PushReceiver;
let endpointId: string;
beforeAll(async () => {
  commune = await makeCommune(server(), 'Hải Anh');
  operator = await server().as('operator');
  recordingId = await makeApproved(server(), { hertz: 400 });
  receiver = await pushReceiver();
  const stranger = createClient({ origin: server().origin, fetch, headers: () => ({}) });
  const keys = await stranger.call(stationRoutes.keys, {});
  receiver.publicKey = keys.signing[0]?.publicKey ?? '';
  const made = await operator.call(api.endpoints.create, {
    body: {
      stationId: commune.stationId,
      name: 'Bảng điện tử',
      kind: 'receiver',
      pushUrl: receiver.url,
    },
  });
  endpointId = made.id;
});
beforeEach(() => {
  receiver.mood = 'holds';
});

let minute = 10;
function place() {
  const { areaId, stationId } = commune;
  const date = dayAfter(clock.now(), 1);
  minute += 1;
  const given = { ownerAreaId: areaId, recordingId, stations: [stationId] };
  return operator.call(api.broadcasts.create, {
    body: draftOf({ ...given, date, time: `12:${minute}` }),
  });
}

async function deliveries() {
  const { items } = await operator.call(api.endpoints.deliveries, { query: { endpointId } });
  return items;
}

async function untilState(state: string) {
  await expect.poll(async () => (await deliveries())[0]?.state, { timeout: 20_000 }).toBe(state);
}

describe('a push', () => {
  it('brings the signed head and its playlists at once, and is delivered when they are held', async () => {
    await untilState('delivered');
    await place();
    await expect
      .poll(
        () => receiver.pushes.at(-1)?.body.playlists.some((text) => text.includes('"entries":[{')),
        { timeout: 20_000 },
      )
      .toBe(true);
    await untilState('delivered');
    const { body, check } = receiver.pushes.at(-1) ?? {};
    expect(check).toMatchObject({ ok: true });
    const { signature = '', ...head } = body?.head ?? {};
    expect(verify(receiver.publicKey, canonicalJson(head), signature)).toBe(true);
    const named = new Set(body?.head.days.map(({ playlist }) => playlist));
    expect(new Set(body?.playlists.map((text) => sha256(text)))).toEqual(named);
    const [newest] = await deliveries();
    expect(newest).toMatchObject({ headSequence: body?.head.sequence, attempts: 1 });
    const { items } = await operator.call(api.endpoints.list, { query: {} });
    expect(items.find(({ id }) => id === endpointId)).toMatchObject({
      presence: 'online',
      today: { holds: 'yes' },
    });
  });

  it('counts as delivered in the report once the hour has come, and never as played', async () => {
    const { broadcast } = await place();
    await untilState('delivered');
    const day = dayAfter(clock.now(), 1);
    const db = kyselyOver<Database>(
      openDatabase(server().config.paths.database, { readonly: true }),
    );
    onTestFinished(() => db.destroy());
    const filter = { from: day, to: day, endpointId, broadcastId: broadcast?.id };
    const verdicts = async (at: number) =>
      (await asRun(db, filter, at)).map(({ verdict }) => verdict);
    expect(await verdicts(clock.now())).toEqual(['due']);
    expect(await verdicts(clock.now() + 48 * 3_600_000)).toEqual(['delivered']);
  });

  it('that is not held is never called delivered, and is tried again', async () => {
    receiver.mood = 'forgets';
    await place();
    await untilState('sent');
    expect((await deliveries())[0]).toMatchObject({ reason: 'push_answer_bad' });
  });

  it('gives way to the push of a newer head', async () => {
    receiver.mood = 'forgets';
    await place();
    await untilState('sent');
    receiver.mood = 'holds';
    await place();
    await untilState('delivered');
    const [newest, older] = await deliveries();
    expect(older).toMatchObject({ state: 'expired', reason: 'superseded' });
    expect(newest?.headSequence).toBeGreaterThan(older?.headSequence ?? Infinity);
  });

  it('goes to a mended address at once, also where the earlier one never answered', async () => {
    const other = await pushReceiver();
    other.publicKey = receiver.publicKey;
    const move = (pushUrl: string) =>
      operator.call(api.endpoints.update, { params: { id: endpointId }, body: { pushUrl } });
    receiver.mood = 'fails';
    await place();
    await untilState('failed');
    expect(await move(other.url)).toMatchObject({ pushUrl: other.url });
    await untilState('delivered');
    expect(other.pushes.at(-1)?.check).toMatchObject({ ok: true });
    expect((await deliveries())[1]).toMatchObject({ state: 'expired', reason: 'superseded' });
    const refused = await refusal(move('http://10.0.0.1/push'));
    expect(refused.code).toBe('outbound_refused');
    receiver.mood = 'holds';
    await move(receiver.url);
    await untilState('delivered');
  });

  it('is made up for after a restart', async () => {
    const count = receiver.pushes.length;
    await server().restart();
    await place();
    await expect.poll(() => receiver.pushes.length, { timeout: 20_000 }).toBeGreaterThan(count);
    await untilState('delivered');
  });
});

describe('an address to push to', () => {
  const create = (pushUrl: string) =>
    operator.call(api.endpoints.create, {
      body: { stationId: commune.stationId, name: 'Thử', kind: 'receiver', pushUrl },
    });

  it.each([
    'http://10.0.0.1/push',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/push',
    'http://0x0a.0.0.1/',
    'http://user:secret@127.0.0.1/push',
  ])('is refused inside the network: %s', async (url) => {
    expect((await refusal(create(url))).code).toBe('outbound_refused');
  });

  it('is http or https', async () => {
    expect((await refusal(create('ftp://127.0.0.1/'))).code).toBe('body_invalid');
  });
});
