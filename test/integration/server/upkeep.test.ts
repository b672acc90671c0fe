import { describe, expect, it, onTestFinished } from 'vitest';
import type { JobResult } from '../../../contract/jobs.ts';
import type { SourceAnalysis } from '../../../contract/analysis.ts';
import { createMediaStore } from '../../../media/store.ts';
import { systemClock, type Clock } from '../../../runtime/clock.ts';
import { sha256 } from '../../../runtime/crypto.ts';
import { createApplyTranscode } from '../../../server/recordings/apply-transcode.ts';
import { findOutdated } from '../../../server/recordings/find-outdated.ts';
import { makeRecording } from '../../../server/recordings/make-recording.ts';
import { createUpkeep } from '../../../server/recordings/upkeep.ts';
import type { Principal } from '../../../server/http/principal.ts';
import { listUses } from '../../../server/recordings/uses.ts';
import type { Recipes } from '../../../server/recordings/wanted-recipes.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { jobs } from '../../../contract/jobs.ts';
import { onDay } from '../../support/on-days.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const analysis: SourceAnalysis = {
  ...{ durationMs: 4000, format: 'wav', codec: 'pcm', sampleRate: 48_000, channels: 1 },
  ...{ lufs: -20, loudnessRangeLu: 3, truePeakDb: -3, clippedShare: 0, dcOffset: 0 },
  ...{ noiseFloorDb: -60, speechBandShare: 0.9, soundShare: 1, leadingSilenceMs: 0 },
  ...{ trailingSilenceMs: 0, innerSilences: [], kind: 'music', findings: [], mix: 'average' },
};

/** A library with an author and nothing in it; workers are the test's own doing. */
async function library(recipes: [string, string][] = [['mp3-48k', 'a']]) {
  let now = Date.now();
  const clock: Clock = { ...systemClock(), now: () => now };
  const folder = await tempFolder();
  const store = await openStore(`${folder}/loa.sqlite`);
  onTestFinished(() => store.close());
  const media = await createMediaStore(`${folder}/media`);
  const { db } = store;
  const area = { code: '37', name: 'Ninh Bình', name_folded: 'ninh binh', kind: 'tỉnh' };
  await db
    .insertInto('area')
    .values({ id: 'a1', ...area, parent_id: null, valid_from: null, valid_to: null })
    .execute();
  const person = { login: 'an', name: 'An', name_folded: 'an', password_hash: '' };
  await db
    .insertInto('user')
    .values({ id: 'u1', ...person, created_at: now, disabled_at: null })
    .execute();
  const principal = { userId: 'u1', login: 'an', name: 'An', grants: [], csrf: '' };
  const replaced: string[] = [];
  const wanted = (list: [string, string][]) => new Map(list) as Recipes;
  const apply = (list = recipes) =>
    createApplyTranscode({
      recipes: wanted(list),
      onReplaced: (ids) => replaced.push(...ids),
      clock,
    });
  const work = () =>
    db.selectFrom('work').selectAll().where('state', '=', 'due').orderBy('id').execute();
  return {
    ...{ db, clock, replaced, work },
    later: (ms: number) => {
      now += ms;
    },
    upkeep: (list = recipes) => createUpkeep({ db, media, recipes: wanted(list), clock }),
    make: (title: string) =>
      db.transaction().execute((trx) =>
        makeRecording(
          trx,
          { clock },
          {
            principal: { ...principal, signedInUntil: now },
            fields: { areaId: 'a1', title },
            source: { sha256: sha256(title), bytes: 9, name: `${title}.wav`, isReady: false },
          },
        ),
      ),
    /** Does everything that is due, as a worker would. */
    finishAll: async (sound: string, list = recipes) => {
      for (const { id, subject, payload } of await work()) {
        const asked = jobs.transcode.payload.parse(JSON.parse(payload));
        const value: JobResult<'transcode'> = {
          ...{ rendition: sha256(subject + sound), bytes: 5, durationMs: 4100, peaks: 'AA==' },
          recipe: wanted(list).get(asked.profile) ?? '',
          ...{ centiLufs: -1600, centiDbtp: -200, isOnTarget: true },
          analysis: asked.isAnalysisWanted ? analysis : null,
          sourcePeaks: asked.isAnalysisWanted ? 'BB==' : null,
        };
        await db.transaction().execute(async (trx) => {
          const finished = { workId: id, subject, payload: asked, finishedAt: now };
          await apply(list)(trx, { ...finished, result: { ok: true, value } });
          await trx.updateTable('work').set({ state: 'done' }).where('id', '=', id).execute();
        });
      }
    },
    putOnAir: async (id: string) => {
      const row = await db
        .selectFrom('recording')
        .select('latest_version_id as versionId')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      await db
        .updateTable('recording_version')
        .set({ state: 'approved' })
        .where('id', '=', row.versionId)
        .execute();
      await db
        .updateTable('recording')
        .set({ on_air_version_id: row.versionId })
        .where('id', '=', id)
        .execute();
    },
  };
}

describe('renditions', () => {
  it('of another recipe are made anew in the background, first what sounds soonest', async () => {
    const { db, clock, replaced, work, ...here } = await library();
    const ids = [];
    for (const title of ['một', 'hai', 'ba']) ids.push(await here.make(title));
    await here.finishAll('as it was');
    await here.putOnAir(ids[1] ?? '');
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    await db
      .insertInto('broadcast')
      .values({
        ...{ id: 'b1', title: 'Tin', programme_id: null, owner_area_id: 'a1', class: 'normal' },
        placement: JSON.stringify({
          ...{ kind: 'at', start: 'soft', maxDelayMs: 0 },
          slots: [{ id: '1', time: '05:00' }],
        }),
        dates: JSON.stringify(onDay(today)),
        items: JSON.stringify([{ type: 'recording', recordingId: ids[2] }]),
        targets: JSON.stringify({
          ...{ areas: ['a1'], stations: [], endpoints: [], groups: [], except: [] },
        }),
        ...{ campaign_id: null, overrides: '[]', overflow: '{"kind":"skip"}' },
        ...{ after_interrupt: 'restart', volume_percent: null },
        ...{ urgent_since: null, predecessor_id: null },
        ...{ when_beaten: 'queue', state: 'active', version: 1, author_id: 'u1' },
        ...{ created_at: 0, updated_at: 0, first_date: today, last_date: today },
      })
      .execute();
    const asked = { id: ids[2] ?? '', now: clock.now() };
    const reader = (areaId: string): Principal => ({
      ...{ userId: 'u1', login: 'u1', name: 'U', csrf: null, signedInUntil: Infinity },
      grants: [{ role: 'author', areaId }],
    });
    const uses = await listUses(db, reader('a1'), asked);
    expect(uses).toMatchObject({ items: [{ broadcastId: 'b1', nextAt: null }], elsewhere: 0 });
    expect(await listUses(db, reader('other'), asked)).toEqual({ items: [], elsewhere: 1 });
    expect(await here.upkeep().run()).toEqual({ changed: [], replaced: [] });
    expect(await work()).toEqual([]);

    const changed: [string, string][] = [['mp3-48k', 'b']];
    const outdated = await findOutdated({ db, clock }, new Map(changed) as Recipes);
    expect(outdated.map(({ source }) => source)).toEqual(
      ['ba', 'hai', 'một'].map((title) => sha256(title)),
    );
    const upkeep = here.upkeep(changed);
    await upkeep.run();
    const due = await work();
    expect(due.every(({ priority }) => priority === 10)).toBe(true);
    expect(due).toHaveLength(3);
    await here.finishAll('made anew', changed);
    // Only what is on air is heard of by the timetable.
    expect(replaced).toEqual([ids[1]]);
    await upkeep.run();
    expect(await work()).toEqual([]);
    const recipes = await db.selectFrom('rendition').select('recipe').distinct().execute();
    expect(recipes).toEqual([{ recipe: 'b' }]);
  });

  it('of a profile that is wanted from now on are added, few at a time', async () => {
    const { work, ...here } = await library();
    for (let n = 0; n < 25; n += 1) await here.make(`tin ${n}`);
    await here.finishAll('floor');
    const both: [string, string][] = [
      ['mp3-48k', 'a'],
      ['opus-24k', 'a'],
    ];
    const upkeep = here.upkeep(both);
    await upkeep.run();
    await upkeep.run();
    expect(await work()).toHaveLength(20);
    await here.finishAll('opus', both);
    await upkeep.run();
    expect(await work()).toHaveLength(5);
  });
});

describe('a version that waits', () => {
  it('is asked for again when its work is gone, and fails after a day', async () => {
    const { db, work, ...here } = await library();
    const id = await here.make('một');
    await db.updateTable('work').set({ state: 'failed' }).execute();
    const upkeep = here.upkeep();
    await upkeep.run();
    expect(await work()).toHaveLength(1);
    here.later(25 * 3600_000);
    expect((await upkeep.run()).changed).toEqual([id]);
    expect(await work()).toEqual([]);
    const version = await db.selectFrom('recording_version').selectAll().executeTakeFirst();
    expect(version).toMatchObject({ state: 'failed', reason_code: 'time_limit' });
    const row = await db.selectFrom('recording').select('state').executeTakeFirst();
    expect(row?.state).toBe('failed');
  });
});
