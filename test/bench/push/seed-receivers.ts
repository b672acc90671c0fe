import type { Kysely } from 'kysely';
import { addDays, localDateOf } from '../../../core/time/zoned.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { sha256, type Signer } from '../../../runtime/crypto.ts';
import { headContent, signHead } from '../../../server/heads/head-content.ts';
import { keepHeads } from '../../../server/heads/keep-heads.ts';
import { hashObject, keepObjects } from '../../../server/objects/objects.ts';
import type { Database } from '../../../server/store/schema.ts';
import { zone } from '../poll/seed.ts';

const perCommune = 50;
const days = 8;

/** Receivers at addresses of their own, fifty to a commune, each with a signed head of eight days. */
export async function seedReceivers(
  db: Kysely<Database>,
  { count, port, signer, clock }: { count: number; port: number; signer: Signer; clock: Clock },
): Promise<void> {
  const now = clock.now();
  const today = localDateOf(now, zone);
  await db
    .insertInto('area')
    .values({
      ...{ id: 'a', code: '1', name: 'Tỉnh', name_folded: 'tinh', kind: 'tỉnh' },
      ...{ parent_id: null, valid_from: null, valid_to: null },
    })
    .execute();
  await db
    .insertInto('station')
    .values({ id: 's', area_id: 'a', name: 'Đài', name_folded: 'dai', zone, created_at: now })
    .execute();
  for (let from = 0; from < count; from += perCommune) {
    const playlists = Array.from({ length: days }, (_, day) =>
      hashObject('playlist', { v: 1, date: addDays(today, day), entries: entries(from, day) }),
    );
    const ids = Array.from({ length: perCommune }, (_, index) => from + index);
    await db.transaction().execute(async (trx) => {
      await keepObjects(trx, playlists, now);
      await trx
        .insertInto('endpoint')
        .values(
          ids.map((index) => ({
            ...{ id: `e${index}`, station_id: 's', area_id: 'a', name: `Bảng ${index}` },
            ...{ kind: 'receiver' as const, push_url: urlOf(index, port), secret_sha256: null },
            ...{ created_at: now, paired_at: null, revoked_at: null },
          })),
        )
        .execute();
      const heads = ids.map((index) => {
        const given = {
          ...{ endpointId: `e${index}`, settingsSha256: sha256('s'), keysSha256: sha256('k') },
          days: playlists.map(({ sha256: playlist }, day) => ({
            ...{ date: addDays(today, day), playlist },
          })),
          stopped: [],
        };
        return signHead(headContent(given, signer.keyId), { signer, lastSequence: 0, now });
      });
      await keepHeads(trx, heads);
    });
  }
}

/** Ten entries, about as long as real ones. */
function entries(commune: number, day: number) {
  return Array.from({ length: 10 }, (_, index) => ({
    ...{ key: `c${commune}-${day}-${index}`, startsAt: index * 60_000, durationMs: 60_000 },
    media: sha256(`${index}`),
  }));
}

function urlOf(index: number, port: number): string {
  const address = `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`;
  return `http://${address}:${port}/push/${index}`;
}
