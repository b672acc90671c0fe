import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { randomToken, sha256 } from '../../../runtime/crypto.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Database } from '../../../server/store/schema.ts';
import { everyDay } from '../../support/on-days.ts';

/** Where a province is unless told otherwise. */
export const zone = 'Asia/Ho_Chi_Minh';

/** How much there is to serve. */
export interface Size {
  communes: number;
  endpointsEach: number;
  /** Of its stations. */
  zone?: string;
}

/** An endpoint that polls. */
export interface Poller {
  id: string;
  secret: string;
}

const recordings = 20;
const weekdays = '[1,2,3,4,5,6,7]';
const nobody = { areas: [], stations: [], endpoints: [], groups: [], except: [] };
const parts = JSON.stringify([
  { tier: 'above', budgetMs: 1_200_000, anchor: null },
  { tier: 'own', budgetMs: 900_000, anchor: null },
]);

/** Fills a province: communes with sessions, approved recordings, daily broadcasts and paired endpoints. */
export async function seed(
  file: string,
  { communes, endpointsEach, zone: own = zone }: Size,
  { rootId, userId, clock }: { rootId: string; userId: string; clock: Clock },
): Promise<Poller[]> {
  const store = await openStore(file);
  const { db } = store;
  const now = clock.now();
  const today = localDateOf(now, own);
  const names = Array.from({ length: communes }, (_, index) => `c${index}`);
  await db
    .insertInto('area')
    .values(
      names.map((id) => ({
        ...{ id, code: id, name: `Xã ${id}`, name_folded: `xa ${id}`, kind: 'xã' },
        ...{ parent_id: rootId, valid_from: null, valid_to: null },
      })),
    )
    .execute();
  await db
    .insertInto('station')
    .values(
      names.map((id) => ({
        ...{ id: `s_${id}`, area_id: id, name: `Đài ${id}`, name_folded: `dai ${id}` },
        ...{ zone: own, created_at: now },
      })),
    )
    .execute();
  const sessions = { morning: ['05:00', '05:45'], afternoon: ['17:00', '17:45'] } as const;
  for (const [key, [starts_at, latest_end]] of Object.entries(sessions))
    await db
      .insertInto('session')
      .values(
        names.map((id) => ({
          ...{ id: `${key}_${id}`, station_id: `s_${id}`, key, name: key, weekdays },
          ...{ starts_at, latest_end, valid_from: null, valid_to: null, parts },
          ...{ opening_id: null, closing_id: null, lead_in_ms: 3000, tail_ms: 1000 },
          ...{ stagger: '[]', mode_keys: '[]', version: 1, changed_by: null, changed_at: null },
        })),
      )
      .execute();
  await seedLibrary(db, { rootId, userId, now });
  const daily = (id: string, owner: string, part: string, sessionKey: string) => ({
    ...{
      id,
      title: `Mục ${id}`,
      programme_id: null,
      owner_area_id: owner,
      class: 'normal' as const,
    },
    placement: JSON.stringify({ kind: 'session', sessionKey, part, order: 0 }),
    dates: JSON.stringify(everyDay(addDays(today, -1))),
    items: JSON.stringify([{ type: 'recording', recordingId: `r${id.length % recordings}` }]),
    targets: JSON.stringify({ ...nobody, areas: [owner] }),
    ...{ campaign_id: null, overrides: '[]', overflow: '{"kind":"skip"}' },
    ...{ after_interrupt: 'restart' as const, volume_percent: null, urgent_since: null },
    predecessor_id: null,
    ...{ when_beaten: 'queue' as const, state: 'active' as const, version: 1, author_id: userId },
    ...{ created_at: now, updated_at: now, first_date: addDays(today, -1), last_date: null },
  });
  const broadcasts = [
    ...['b1', 'b2x'].map((id) => daily(id, rootId, 'above', 'morning')),
    ...['b3', 'b4x'].map((id) => daily(id, rootId, 'above', 'afternoon')),
    ...names.map((id) => daily(`own_${id}`, id, 'own', 'afternoon')),
  ];
  await db.insertInto('broadcast').values(broadcasts).execute();
  const pollers = names.flatMap((commune) =>
    Array.from({ length: endpointsEach }, (_, index) => ({
      id: `e_${commune}_${index}`,
      secret: randomToken(),
      commune,
    })),
  );
  for (let from = 0; from < pollers.length; from += 500)
    await db
      .insertInto('endpoint')
      .values(
        pollers.slice(from, from + 500).map(({ id, secret, commune }) => ({
          ...{ id, station_id: `s_${commune}`, area_id: commune, name: id, kind: 'agent' as const },
          ...{ push_url: null, secret_sha256: sha256(secret), created_at: now, paired_at: now },
          revoked_at: null,
        })),
      )
      .execute();
  await store.close();
  return pollers.map(({ id, secret }) => ({ id, secret }));
}

type Db = Awaited<ReturnType<typeof openStore>>['db'];

async function seedLibrary(
  db: Db,
  { rootId, userId, now }: { rootId: string; userId: string; now: number },
): Promise<void> {
  const ids = Array.from({ length: recordings }, (_, index) => `r${index}`);
  const version = (id: string): Database['recording_version'] => ({
    ...{ id: `v_${id}`, recording_id: id, number: 1, author_id: userId },
    ...{ source_sha256: sha256(id), source_bytes: 1, source_name: id, spoken_text: null },
    ...{ trim_start_ms: 0, trim_end_ms: null, not_before: null, expires_at: null },
    ...{ content_sha256: sha256(id), state: 'approved', state_at: now, reason_code: null },
    ...{ reason_detail: null, created_at: now, speech_id: null, speech: null, cue_points: '[]' },
  });
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('recording')
      .values(
        ids.map((id) => ({
          ...{ id, title: `Tin ${id}`, title_folded: `tin ${id}`, area_id: rootId },
          ...{ programme_id: null, author_id: userId, created_at: now },
          ...{ latest_version_id: `v_${id}`, on_air_version_id: `v_${id}`, state: 'approved' },
          ...{ language: 'vi', tags: '[]' },
        })),
      )
      .execute();
    await trx.insertInto('recording_version').values(ids.map(version)).execute();
    await trx
      .insertInto('rendition')
      .values(
        ids.map((id) => ({
          ...{ source_sha256: sha256(id), profile: 'mp3-48k', sha256: sha256(`${id}.mp3`) },
          ...{ bytes: 1_000_000, duration_ms: 170_000, centi_lufs: -1600, centi_dbtp: -200 },
          ...{ cut: '', recipe: '', is_on_target: 1 as const, peaks: '', made_at: now },
        })),
      )
      .execute();
  });
}
