import type { Kysely } from 'kysely';
import type { Territory } from '../../core/area/territory.ts';
import type { Database } from '../store/schema.ts';

interface Named {
  id: string;
  name: string;
}

/** Names areas, stations and the endpoints at hand as they are called today; an unknown id names itself. */
export type TerritoryNames = (id: string) => Named;

export async function territoryNames(
  db: Kysely<Database>,
  { tree }: Territory,
  endpoints: readonly Named[] = [],
): Promise<TerritoryNames> {
  const rows = await db.selectFrom('station').select(['id', 'name']).execute();
  const others = new Map([...endpoints, ...rows].map(({ id, name }) => [id, name]));
  return (id) => ({ id, name: tree.areas.get(id)?.name ?? others.get(id) ?? id });
}
