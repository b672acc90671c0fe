import type { z } from 'zod';
import { keysObject, playlistObject, settingsObject } from '../../contract/station/objects.ts';
import type { ObjectKind } from '../../core/station/sync-plan.ts';
import { sha256 as hashOf } from '../../runtime/crypto.ts';
import type { Incidents } from '../proof/incidents.ts';
import type { StationStore } from '../store/open-store.ts';

/** Each kind's shape; a playlist entry that claims to be anything else, an emergency say, has none. */
const shapes = { keys: keysObject, settings: settingsObject, playlist: playlistObject };
export type ObjectOf<Kind extends ObjectKind> = z.output<(typeof shapes)[Kind]>;

/** Immutable small things by their hash, on disk. */
export interface ObjectStore {
  hashes(): ReadonlySet<string>;
  /** Keeps bytes that are what their hash and kind say; anything else is refused and reported. */
  put(kind: ObjectKind, sha256: string, bytes: Buffer): Promise<boolean>;
  /** `null` where it is not held; what was spoilt on disk is reported and dropped. */
  get<Kind extends ObjectKind>(kind: Kind, sha256: string): Promise<ObjectOf<Kind> | null>;
  remove(sha256: string): Promise<void>;
}

export async function openObjectStore(
  db: StationStore,
  incidents: Incidents,
): Promise<ObjectStore> {
  const rows = await db.selectFrom('object').select('sha256').execute();
  const held = new Set(rows.map(({ sha256 }) => sha256));

  const check = async (kind: ObjectKind, sha256: string, bytes: Buffer) => {
    if (hashOf(bytes) !== sha256) {
      const detail = `${bytes.length} bytes are not ${sha256}`;
      await incidents.report({ what: kind, code: 'hash_mismatch', detail });
      return null;
    }
    const parsed = shapes[kind].safeParse(parseJson(bytes));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const detail = `${sha256} ${issue?.path.join('.')}: ${issue?.message}`;
    await incidents.report({ what: kind, code: 'shape_wrong', detail });
    return null;
  };
  const remove = async (sha256: string) => {
    held.delete(sha256);
    await db.deleteFrom('object').where('sha256', '=', sha256).execute();
  };

  return {
    hashes: () => held,
    remove,
    async put(kind, sha256, bytes) {
      if ((await check(kind, sha256, bytes)) === null) return false;
      const row = { sha256, bytes };
      await db
        .insertInto('object')
        .values(row)
        .onConflict((conflict) => conflict.column('sha256').doUpdateSet(row))
        .execute();
      held.add(sha256);
      return true;
    },
    async get<Kind extends ObjectKind>(kind: Kind, sha256: string) {
      const query = db.selectFrom('object').select('bytes').where('sha256', '=', sha256);
      const row = await query.executeTakeFirst();
      if (!row) return null;
      const value = await check(kind, sha256, row.bytes);
      if (value === null) await remove(sha256);
      return value as ObjectOf<Kind> | null;
    },
  };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
