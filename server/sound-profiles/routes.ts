import type { Kysely } from 'kysely';
import {
  soundProfileRoutes as contract,
  type SoundProfile,
} from '../../contract/http/sound-profiles.ts';
import { profileNames } from '../../core/recording/profiles.ts';
import { profiles } from '../../media/profile.ts';
import { recipeOf } from '../../media/recipe.ts';
import { areaScope } from '../access/area-scope.ts';
import { handle, type BoundRoute } from '../http/handler.ts';
import type { Principal } from '../http/principal.ts';
import { floorProfile } from '../recordings/rendition-key.ts';
import type { Recipes } from '../recordings/wanted-recipes.ts';
import type { Database } from '../store/schema.ts';

export interface SoundProfilesDeps {
  db: Kysely<Database>;
  /** Of those that every recording is to have. */
  recipes: Recipes;
}

export function soundProfileRoutes({ db, recipes }: SoundProfilesDeps): BoundRoute[] {
  return [
    handle(contract.list, async ({ principal }) => ({
      items: await readProfiles(db, recipes),
      endpoints: await countEndpoints(db, principal),
    })),
  ];
}

async function readProfiles(db: Kysely<Database>, recipes: Recipes): Promise<SoundProfile[]> {
  // An index has both: nothing else of a hundred thousand files is read.
  const counts = await db
    .selectFrom('rendition')
    .select(['profile', 'recipe', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy(['profile', 'recipe'])
    .execute();
  return profileNames.map((name) => {
    const { extension, bitRate, targetLufs, ceilingDbtp, band, compressor } = profiles[name];
    const own = counts.filter(({ profile }) => profile === name);
    const all = own.reduce((sum, { count }) => sum + count, 0);
    const made = own.find(({ recipe }) => recipe === recipeOf(profiles[name]))?.count ?? 0;
    return {
      ...{ name, isAired: name === floorProfile, isWanted: recipes.has(name) },
      ...{ format: extension, bitRate, targetLufs, ceilingDbtp, band },
      ...{ isCompressed: compressor !== null, made, older: all - made },
    };
  });
}

async function countEndpoints(db: Kysely<Database>, principal: Principal): Promise<number> {
  const { count } = await db
    .selectFrom('endpoint')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('area_id', 'in', areaScope(principal, 'read'))
    .where('kind', 'in', ['agent', 'receiver'])
    .where('declares', '=', 0)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}
