import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { UnpairedEndpoint } from '../../contract/http/endpoint-lists.ts';
import { fold, searchWords } from '../../core/text/fold.ts';
import { areasBeneath, areaScope } from '../access/area-scope.ts';
import type { Principal } from '../http/principal.ts';
import { isBehind, readCursor, toPage, type Page, type PageQuery } from '../store/keyset.ts';
import type { Database } from '../store/schema.ts';

/** Agents in service that no box speaks for yet. */
export function unpaired(db: Kysely<Database>) {
  return db
    .selectFrom('endpoint')
    .innerJoin('station', 'station.id', 'endpoint.station_id')
    .innerJoin('area', 'area.id', 'endpoint.area_id')
    .where('endpoint.kind', '=', 'agent')
    .where('endpoint.declares', '=', 0)
    .where('endpoint.paired_at', 'is', null)
    .where('endpoint.revoked_at', 'is', null);
}

const placeKey = z.tuple([z.string(), z.string(), z.string()]);

export interface UnpairedQuery extends PageQuery {
  areaId?: string | undefined;
  q?: string | undefined;
}

/** Those that a person may pair, by station and then name, with how long a code of theirs still lets them in. */
export async function listUnpaired(
  db: Kysely<Database>,
  principal: Principal,
  { limit, cursor, areaId, q }: UnpairedQuery,
  now: number,
): Promise<Page<UnpairedEndpoint> & { total: number }> {
  const after = readCursor(cursor, placeKey);
  const words = searchWords(q ?? '');
  let all = unpaired(db)
    .select(['endpoint.id', 'endpoint.name', 'endpoint.station_id as stationId'])
    .select([
      'station.name as stationName',
      'station.name_folded as folded',
      'area.name as areaName',
    ])
    .select((eb) =>
      eb
        .selectFrom('pairing_code as code')
        .select((code) => code.fn.max('code.expires_at').as('until'))
        .whereRef('code.endpoint_id', '=', 'endpoint.id')
        .where('code.used_at', 'is', null)
        .where('code.expires_at', '>', now)
        .as('codeUntil'),
    )
    .where('endpoint.area_id', 'in', areaScope(principal, 'endpoint.pair'));
  if (areaId !== undefined) all = all.where('endpoint.area_id', 'in', areasBeneath([areaId]));
  // Few: sooner or later all of them are paired.
  const rows = await all
    .orderBy('station.name_folded')
    .orderBy('endpoint.name')
    .orderBy('endpoint.id')
    .execute();
  const found = rows.filter(({ name, folded, areaName }) => {
    const text = `${fold(name)} ${folded} ${fold(areaName)}`;
    return words.every((word) => text.includes(word));
  });
  const ahead = after === null ? found : found.filter((one) => isBehind(keyOf(one), after));
  const { items, next } = toPage(ahead.slice(0, limit + 1), limit, keyOf);
  return { items: items.map(({ folded: _, ...row }) => row), next, total: found.length };
}

type PlaceKey = z.output<typeof placeKey>;

function keyOf({ folded, name, id }: { folded: string; name: string; id: string }): PlaceKey {
  return [folded, name, id];
}
