import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { HistoryPoint } from '../../contract/http/history.ts';
import type { Language } from '../../core/recurrence/in-words.ts';
import { readScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import { selectVersions, toKeptVersion, type KeptVersion } from './kept-version.ts';
import type { NamesDeps } from './names.ts';
import { scopeOf, type Plan } from './plan.ts';
import { versionsInWords } from './versions-in-words.ts';

type Query = PageQuery & Pick<Plan, 'areaId' | 'withBeneath'> & { language: Language };

const pointKey = z.tuple([z.number(), z.string()]);
/** So many broadcasts of a point are told; of the others the number. */
const mostTold = 20;

/** When the broadcasts of an area changed, as far as the person may see them, newest first. */
export async function listHistory(
  deps: NamesDeps,
  principal: Principal,
  query: Query,
): Promise<Page<HistoryPoint>> {
  const { limit } = query;
  const points = toPage(await readPoints(deps, principal, query), limit, ({ at, id }) => [at, id]);
  const items: HistoryPoint[] = [];
  for (const { id, count } of points.items) {
    const versions = await readVersions(deps, principal, { ...query, actId: id });
    const [first] = versions;
    if (!first) continue;
    const { what, at, userName } = first.version;
    const words = await versionsInWords(deps, versions.map(toPair), query.language);
    const broadcasts = versions.map(({ version: { broadcastId, row } }, index) => ({
      ...{ id: broadcastId, title: row.title },
      changes: words[index] ?? [],
    }));
    items.push({ id, what, at, userName, count, broadcasts });
  }
  return { ...points, items };
}

function readPoints({ db }: NamesDeps, principal: Principal, query: Query) {
  const after = readCursor(query.cursor, pointKey);
  return db
    .selectFrom('broadcast_version')
    .select((eb) => [
      'act_id as id',
      eb.fn.max<number>('at').as('at'),
      eb.fn.countAll<number>().as('count'),
    ])
    .where('owner_area_id', 'in', scopeOf(query))
    .where('owner_area_id', 'in', readScope(principal))
    .$if(after !== null, (all) =>
      all.where(sql<SqlBool>`(at, act_id) < (${after?.[0] ?? null}, ${after?.[1] ?? null})`),
    )
    .groupBy('act_id')
    .orderBy('at', 'desc')
    .orderBy('act_id', 'desc')
    .limit(query.limit + 1)
    .execute();
}

interface Told {
  version: KeptVersion;
  before: KeptVersion | null;
}

async function readVersions(
  { db }: NamesDeps,
  principal: Principal,
  query: Query & { actId: string },
): Promise<Told[]> {
  const rows = await selectVersions(db)
    .where('version.act_id', '=', query.actId)
    .where('version.owner_area_id', 'in', scopeOf(query))
    .where('version.owner_area_id', 'in', readScope(principal))
    .orderBy('version.broadcast_id')
    .limit(mostTold)
    .execute();
  const told: Told[] = [];
  for (const row of rows) {
    const before = await selectVersions(db)
      .where('version.broadcast_id', '=', row.broadcast_id)
      .where('version.version', '<', row.version)
      .orderBy('version.version', 'desc')
      .limit(1)
      .executeTakeFirst();
    told.push({ version: toKeptVersion(row), before: before ? toKeptVersion(before) : null });
  }
  return told;
}

function toPair({ version, before }: Told) {
  return { before: before?.row ?? null, after: version.row };
}
