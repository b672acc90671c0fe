import { describe, expect, it } from 'vitest';
import { jobs } from '../../../../contract/jobs.ts';
import { addDays } from '../../../../core/time/zoned.ts';
import type { Principal } from '../../../../server/http/principal.ts';
import { replaceSource } from '../../../../server/recordings/make-recording.ts';
import { sweepRelays } from '../../../../server/relays/sweep-relays.ts';
import {
  at,
  minuteMs,
  relay,
  relayingProvince,
  today,
} from '../../../support/relaying-province.ts';

describe('planning what is recorded', () => {
  it('asks for each hour of a stream once, whoever carries it, for the days that are held', async () => {
    const { names, carry, round, captures, items, works, set } = await relayingProvince(30);
    for (const id of names) await carry(id, '05:00');
    expect(await round()).toEqual([]);
    const days = await captures();
    expect(days.map(({ starts_at }) => starts_at)).toEqual(
      days.map((_, index) => at('04:00', addDays(today, index))),
    );
    expect(days.length).toBeGreaterThanOrEqual(8);
    expect(await items()).toHaveLength(30);
    const [first] = await works();
    expect(first?.due).toBe(at('04:00') + 30_000 - 10_000);
    expect(jobs.capture.payload.parse(JSON.parse(first?.payload ?? ''))).toEqual({
      ...{ url: relay.url, delayMs: 30_000, durationMs: 30 * minuteMs, startsAt: at('04:00') },
    });
    // Again, and a day later: nothing but the day that has come near.
    await round();
    expect(await captures()).toEqual(days);
    set(at('02:00', addDays(today, 1)));
    await round();
    expect(await captures()).toHaveLength(days.length + 1);
    expect((await works()).map(({ generation }) => generation)).toEqual(
      Array.from({ length: days.length + 1 }, () => 1),
    );
  });

  it('takes the programme of the day before where that of the day comes too late', async () => {
    const { carry, round, items, captures } = await relayingProvince(1);
    await carry('x0', '04:40');
    // Today's was to be recorded yesterday, and is missed: whoever listens is told.
    expect(await round()).toEqual(['d_x0']);
    const [missed] = await captures();
    expect(missed).toMatchObject({
      ...{ starts_at: at('04:00', addDays(today, -1)), state: 'failed' },
      reason_code: 'capture_missed',
    });
    expect((await items())[0]?.capture_id).toBe(missed?.id);
    const [tomorrow] = await items(addDays(today, 1));
    const capture = (await captures()).find(({ id }) => id === tomorrow?.capture_id);
    expect(capture).toMatchObject({ starts_at: at('04:00'), state: 'due' });
  });

  it('calls off what nobody carries any more, and follows what is asked for now', async () => {
    const { carry, change, round, captures, works } = await relayingProvince(2);
    await carry('x0', '05:00');
    await carry('x1', '05:00');
    await round();
    const all = (await captures()).length;
    const other = JSON.stringify([{ ...relay, url: 'https://vov.example/vov2' }]);
    await change('x0', { items: other, version: 2 });
    await round();
    expect(await captures()).toHaveLength(2 * all);
    await change('x1', { state: 'withdrawn', version: 2 });
    await round();
    expect(new Set((await captures()).map(({ url }) => url))).toEqual(
      new Set(['https://vov.example/vov2']),
    );
    const states = (await works()).map(({ payload, state }) => [payload.includes('vov2'), state]);
    expect(new Set(states.map(String))).toEqual(new Set(['true,due', 'false,done']));
  });

  it('gives up what is not there a minute before the list stands fast, for that item alone', async () => {
    const { carry, round, items, set } = await relayingProvince(2);
    await carry('x0', '05:00');
    await carry('x1', '18:00');
    await round();
    set(at('04:53:59'));
    expect(await round()).toEqual([]);
    set(at('04:54:01'));
    expect(await round()).toEqual(['d_x0']);
    expect((await items()).map(({ given_up }) => given_up)).toEqual([1, 0]);
    expect(await round()).toEqual([]);
  });

  it('lets those that sound it later have their fallback where it was saved too late', async () => {
    const { carry, change, round, items, set } = await relayingProvince(1);
    set(at('12:00'));
    await carry('x0', '05:00');
    expect(await round()).toEqual(['d_x0']);
    const [item] = await items();
    expect(item).toMatchObject({ sounds_at: at('05:00'), date: today });
    // So it is where it is edited in the afternoon.
    set(at('14:00'));
    await change('x0', { items: JSON.stringify([{ ...relay, durationMs: 600_000 }]), version: 2 });
    expect(await round()).toEqual(['d_x0']);
    expect((await items())[0]?.relay).toContain('600000');
    // And nothing of the day before is planned.
    expect(await items(addDays(today, -1))).toEqual([]);
  });

  it('gives up in time though a long compile is under way', async () => {
    const { carry, plan, settle, tell, holdCompile, told, items, set } = await relayingProvince(2);
    await carry('x0', '05:00');
    await carry('x1', '05:01');
    await plan.run();
    set(at('04:54:01'));
    await settle();
    const goOn = holdCompile();
    const telling = tell();
    await expect.poll(() => told).toEqual(['d_x0']);
    set(at('04:55:01'));
    await settle();
    expect((await items()).map(({ given_up }) => given_up)).toEqual([1, 1]);
    goOn();
    await telling;
    await tell();
    expect(told).toEqual(['d_x0', 'd_x1']);
  });

  it('gives up at once what is recorded but not encoded when its hour has passed', async () => {
    const { carry, round, recordFirst, items, captures, set } = await relayingProvince(2);
    await carry('x0', '05:00');
    await round();
    await recordFirst();
    set(at('05:30'));
    await carry('x1', '04:55');
    await round();
    expect((await captures())[0]?.state).toBe('recorded');
    expect((await items()).map(({ given_up }) => given_up)).toEqual([1, 1]);
  });

  it('lets air what was recorded, and nothing that somebody put in its place', async () => {
    const { db, clock, carry, round, recordFirst, put, encode, captures, items, set } =
      await relayingProvince(1);
    await carry('x0', '05:00');
    await round();
    await recordFirst();
    const [recording] = await db.selectFrom('recording').selectAll().execute();
    const other = await put('tiếng khác');
    const source = { ...other, name: 'khác.wav', isReady: false };
    const principal = { userId: 'u1' } as Principal;
    await db.transaction().execute(async (trx) => {
      const recordingId = recording?.id ?? '';
      await replaceSource(trx, { clock }, { principal, recordingId, source });
    });
    await encode();
    await round();
    const states = async () => {
      const versions = db.selectFrom('recording_version').select('state').orderBy('number');
      return [
        (await captures())[0]?.state,
        ...(await versions.execute()).map(({ state }) => state),
      ];
    };
    expect(await states()).toEqual(['recorded', 'ready', 'ready']);
    expect(await db.selectFrom('approval').selectAll().execute()).toEqual([]);
    // Nobody heard it in time: the fallback has its place.
    set(at('04:54:01'));
    expect(await round()).toEqual(['d_x0']);
    expect((await items())[0]?.given_up).toBe(1);
  });

  it('keeps nothing of what was recorded when nobody carries it any more', async () => {
    const { db, media, carry, change, round, recordFirst } = await relayingProvince(1);
    await carry('x0', '05:00');
    await round();
    await change('x0', { state: 'withdrawn', version: 2 });
    const { sha256 } = await recordFirst();
    expect(await db.selectFrom('recording').selectAll().execute()).toEqual([]);
    await expect.poll(() => media.has(sha256)).toBe(false);
  });

  it('approves what was recorded in the name of who placed it', async () => {
    const { db, carry, round, recordFirst, encode, captures } = await relayingProvince(1);
    await carry('x0', '05:00');
    await round();
    await recordFirst();
    await encode();
    expect(await round()).toEqual(['d_x0']);
    expect((await captures())[0]?.state).toBe('ready');
    const [approval] = await db.selectFrom('approval').selectAll().execute();
    expect(approval).toMatchObject({ decision: 'approved', user_id: 'u1' });
  });

  it('puts what was recorded away a week after its day, without the file that it was made of', async () => {
    const { db, clock, media, carry, round, recordFirst, captures, set } =
      await relayingProvince(1);
    await carry('x0', '05:00');
    await round();
    const { sha256, work } = await recordFirst();
    const recordings = () => db.selectFrom('recording').selectAll().execute();
    const [recording] = await recordings();
    expect(recording).toMatchObject({
      ...{ title: 'Tiếp sóng vov.example 23/11 04:00', area_id: 'x0', author_id: 'u1' },
      ...{ expires_at: at('00:00', addDays(today, 1)), capture_id: work?.subject },
    });
    expect((await captures())[0]).toMatchObject({ state: 'recorded', missing_ms: 10_000 });

    const sweepOn = async (day: string) => {
      set(at('12:00', day));
      await sweepRelays({ db, media, clock });
    };
    await sweepOn(addDays(today, 7));
    expect([(await recordings())[0]?.archived_at, await media.has(sha256)]).toEqual([null, true]);
    await sweepOn(addDays(today, 8));
    expect((await recordings())[0]?.archived_at).toBe(clock.now());
    expect(await media.has(sha256)).toBe(false);
    await sweepOn(addDays(today, 60));
    expect((await captures()).map(({ recording_id }) => recording_id)).toEqual([recording?.id]);
  });
});
