import { sql, type Kysely, type RawBuilder } from 'kysely';
import { fold, searchWords } from '../../core/text/fold.ts';
import { among } from '../store/among.ts';
import type { Database } from '../store/schema.ts';
import { containsWords } from '../store/search.ts';

/** Where things that are changed have their names, and whether those stand there folded too. */
const named = [
  { table: 'recording', id: 'id', name: 'title', folded: 'title_folded' },
  { table: 'broadcast', id: 'id', name: 'title', folded: null },
  { table: 'endpoint', id: 'id', name: 'name', folded: null },
  { table: 'station', id: 'id', name: 'name', folded: 'name_folded' },
  { table: 'area', id: 'id', name: 'name', folded: 'name_folded' },
  { table: 'user', id: 'id', name: 'name', folded: 'name_folded' },
  { table: 'session', id: 'id', name: 'name', folded: null },
  { table: 'programme', id: 'id', name: 'name', folded: 'name_folded' },
  { table: 'campaign', id: 'id', name: 'name', folded: 'name_folded' },
  { table: 'partner', id: 'id', name: 'name', folded: 'name_folded' },
  { table: 'template', id: 'id', name: 'name', folded: 'name_folded' },
  { table: 'place_group', id: 'id', name: 'name', folded: 'name_folded' },
  { table: 'campaign_material', id: 'id', name: 'title', folded: null },
  { table: 'royalty_rate', id: 'id', name: 'genre', folded: 'genre_folded' },
  { table: 'day_mode', id: 'key', name: 'name', folded: null },
] as const;

interface Named {
  id: string;
  name: string;
}

function select({ table, id, name }: (typeof named)[number]): RawBuilder<Named> {
  return sql<Named>`select ${sql.ref(id)} as id, ${sql.ref(name)} as name from ${sql.table(table)}`;
}

/** What things are called today, by id. */
export async function namesOf(
  db: Kysely<Database>,
  ids: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const meant = among([...ids]);
  const each = named.map((place) => sql`${select(place)} where ${sql.ref(place.id)} in ${meant}`);
  const { rows } = await sql<Named>`${sql.join(each, sql` union all `)}`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Ids of all that is called so: every word of the search stands in the name. */
export async function idsCalled(db: Kysely<Database>, query: string): Promise<string[]> {
  const words = searchWords(query);
  const found = await Promise.all(
    named.map(async (place) => {
      if (place.folded !== null) {
        const meant = sql<Named>`${select(place)} where ${containsWords(place.folded, query)}`;
        return (await meant.execute(db)).rows;
      }
      const { rows } = await select(place).execute(db);
      return rows.filter(({ name }) => {
        const folded = fold(name);
        return words.every((word) => folded.includes(word));
      });
    }),
  );
  return found.flat().map(({ id }) => id);
}

/** The thing itself, of a subject that also says a day: an occurrence, the week of an area. */
export function thingOf(subject: string): string {
  return subject.slice(0, idLength);
}

export const idLength = 26;
